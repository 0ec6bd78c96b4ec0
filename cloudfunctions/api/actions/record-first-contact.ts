import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { recordFirstContact as record } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner has reached the resident for the first time. */
export const recordFirstContact: Changer<ActionInput<'recordFirstContact'>, ActionOutput<'recordFirstContact'>> = {
  as: 'staff',
  change: ({ way }, act, { concern }) => record(concern, act, way),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
