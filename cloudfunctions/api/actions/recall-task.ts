import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { recallTask as recall } from '../../../domain/dispatching';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The department need not do it any more. */
export const recallTask: Changer<ActionInput<'recallTask'>, ActionOutput<'recallTask'>> = {
  as: 'staff',
  change: ({ taskId }, act, { concern }) => recall(concern, act, taskId),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
