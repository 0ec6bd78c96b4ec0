import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { takeBack } from '../../../domain/proposals';
import { decisionsIn } from '../../../domain/tasks';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The proposer takes their request back. */
export const takeBackProposal: Changer<ActionInput<'takeBackProposal'>, ActionOutput<'takeBackProposal'>> = {
  as: 'staff',
  change: ({ proposalId }, act, { concern }) => {
    const decision = proposalId ? decisionsIn(concern).find(({ eventId }) => eventId === proposalId) : concern.decision;
    if (decision && decision.proposedBy !== act.by) throw new AppError('NOT_ALLOWED', decision.kind);
    return takeBack(concern, act, decision ?? null);
  },
  answer: moved,
};
