import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { completeTask as complete } from '../../../domain/dispatching';
import { refuseForeign } from '../refuse-foreign';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The department has done it; the owner goes on. */
export const completeTask: Changer<ActionInput<'completeTask'>, ActionOutput<'completeTask'>> = {
  as: 'staff',
  change: ({ taskId }, act, context) => {
    refuseForeign(taskId, context);
    return complete(context.concern, act, taskId);
  },
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
