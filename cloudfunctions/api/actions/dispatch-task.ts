import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { dispatchTask as dispatch } from '../../../domain/dispatching';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** Asks a department; a coordinator of the community does so as the arbiter, too. */
export const dispatchTask: Changer<ActionInput<'dispatchTask'>, ActionOutput<'dispatchTask'>> = {
  as: 'staff',
  change: (input, act, context) =>
    dispatch(context.concern, act, input, context.relations.includes('communityCoordinator'), context),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
