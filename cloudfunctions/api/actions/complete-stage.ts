import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { completeStage as complete } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A stage before the finish is done. */
export const completeStage: Changer<ActionInput<'completeStage'>, ActionOutput<'completeStage'>> = {
  as: 'staff',
  change: ({ stage }, act, { concern }) => complete(concern, act, stage),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
