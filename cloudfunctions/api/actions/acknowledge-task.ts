import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { acknowledgeTask as acknowledge } from '../../../domain/dispatching';
import { refuseForeign } from '../refuse-foreign';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The department has seen its task and takes it on. */
export const acknowledgeTask: Changer<ActionInput<'acknowledgeTask'>, ActionOutput<'acknowledgeTask'>> = {
  as: 'staff',
  change: ({ taskId }, act, context) => {
    refuseForeign(taskId, context);
    return acknowledge(context.concern, act, taskId);
  },
  answer: moved,
};
