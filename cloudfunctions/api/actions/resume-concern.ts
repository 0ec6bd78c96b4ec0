import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { resume } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** Planned work is taken up again before its day. */
export const resumeConcern: Changer<ActionInput<'resumeConcern'>, ActionOutput<'resumeConcern'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => resume(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
