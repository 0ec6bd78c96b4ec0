import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { proposeClosing as propose } from '../../../domain/proposals';
import * as concerns from '../../store/concerns';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner proposes to close; somebody else verifies. */
export const proposeClosing: Changer<ActionInput<'proposeClosing'>, ActionOutput<'proposeClosing'>> = {
  as: 'staff',
  change: async (proposal, act, context) => {
    const [around, members] = await Promise.all([aroundOf(context), concerns.membersOf(context.concern.id)]);
    return propose(context.concern, act, proposal, around, members);
  },
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
