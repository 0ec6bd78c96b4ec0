import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { closeOfDay } from '../../../domain/deadlines';
import { proposeDefer as propose } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** Long work: the owner asks the supervisor for a promised day. */
export const proposeDefer: Changer<ActionInput<'proposeDefer'>, ActionOutput<'proposeDefer'>> = {
  as: 'staff',
  change: async ({ until, nextUpdateOn }, act, context) => {
    const { concern, town } = context;
    const days = { until: closeOfDay(until, town.calendar), nextUpdateAt: closeOfDay(nextUpdateOn, town.calendar) };
    return propose(concern, act, days, await aroundOf(context));
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
