import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { takeBack } from '../../../domain/proposals';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The proposer takes their request back. */
export const takeBackProposal: Changer<ActionInput<'takeBackProposal'>, ActionOutput<'takeBackProposal'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => takeBack(concern, act),
  answer: moved,
};
