import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { withdraw } from '../../../domain/handling';
import * as concerns from '../../store/concerns';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The sole participant takes the concern back. */
export const withdrawConcern: Changer<ActionInput<'withdrawConcern'>, ActionOutput<'withdrawConcern'>> = {
  as: 'participant',
  change: async ({ wasAsked }, act, { concern, town }) =>
    withdraw(concern, act, town, wasAsked, await concerns.membersOf(concern.id)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
