import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { decide as decideOn } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The decider agrees or refuses; what was asked for happens, or goes on as before. */
export const decide: Changer<ActionInput<'decide'>, ActionOutput<'decide'>> = {
  as: 'staff',
  change: async ({ proposalId, kind, agrees, toId }, act, context) => {
    const { decision } = context.concern;
    if (decision && (decision.eventId !== proposalId || decision.kind !== kind))
      throw new AppError('WRONG_STATUS', 'another proposal is pending by now');
    return decideOn(context.concern, act, { agrees, toId }, await aroundOf(context));
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
