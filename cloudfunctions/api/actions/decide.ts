import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { decidersOf } from '../../../domain/decisions';
import { AppError } from '../../../domain/errors';
import { decide as decideOn } from '../../../domain/proposals';
import { decisionsIn } from '../../../domain/tasks';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The decider agrees or refuses; what was asked for happens, or goes on as before. */
export const decide: Changer<ActionInput<'decide'>, ActionOutput<'decide'>> = {
  as: 'staff',
  change: async ({ proposalId, kind, agrees, toId }, act, context) => {
    const { concern, town, absences } = context;
    const decision = decisionsIn(concern).find(({ eventId }) => eventId === proposalId);
    if (decision?.kind !== kind) throw new AppError('WRONG_STATUS', 'another proposal is pending by now');
    if (!decidersOf(concern, decision, town, absences, act.at).includes(act.by))
      throw new AppError('NOT_ALLOWED', kind);
    return decideOn(concern, act, { agrees, toId }, await aroundOf(context), decision);
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
