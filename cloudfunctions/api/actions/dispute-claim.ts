import { disputeClaim as dispute } from '../../../domain/claim';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** Staff pass on that a claim was not by whom the concern is about. */
export const disputeClaim: Changer<ActionInput<'disputeClaim'>, ActionOutput<'disputeClaim'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => dispute(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
