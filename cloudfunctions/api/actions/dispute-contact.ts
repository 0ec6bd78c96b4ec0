import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { disputeContact as dispute } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The reporter says that nobody has contacted them. */
export const disputeContact: Changer<ActionInput<'disputeContact'>, ActionOutput<'disputeContact'>> = {
  as: 'participant',
  change: (_input, act, { concern, town }) => dispute(concern, act, town),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
