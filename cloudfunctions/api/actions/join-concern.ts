import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { join } from '../../../domain/joining';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** 我也遇到: takes part in a neighbour's concern. */
export const joinConcern: Changer<ActionInput<'joinConcern'>, ActionOutput<'joinConcern'>> = {
  as: 'participant',
  change: (_input, act, { concern, caller: { openid, isBound }, town }) =>
    join(concern, act, { openid, isStaff: isBound }, town),
  particulars: ({ phone }) => ({ phone }),
  answer: moved,
};
