import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { returnTask as giveBack } from '../../../domain/dispatching';
import { aroundOf } from '../around';
import { refuseForeign } from '../refuse-foreign';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The department says that it is not its matter; somebody decides. */
export const returnTask: Changer<ActionInput<'returnTask'>, ActionOutput<'returnTask'>> = {
  as: 'staff',
  change: async ({ taskId }, act, context) => {
    refuseForeign(taskId, context);
    return giveBack(context.concern, act, taskId, await aroundOf(context));
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
