import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { proposeClosing as propose } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner proposes to close; somebody else verifies. */
export const proposeClosing: Changer<ActionInput<'proposeClosing'>, ActionOutput<'proposeClosing'>> = {
  as: 'staff',
  change: async (proposal, act, context) => propose(context.concern, act, proposal, await aroundOf(context)),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
