import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { proposeHandover as propose } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner asks somebody to take over. */
export const proposeHandover: Changer<ActionInput<'proposeHandover'>, ActionOutput<'proposeHandover'>> = {
  as: 'staff',
  change: async ({ toId }, act, context) => propose(context.concern, act, toId, await aroundOf(context)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
