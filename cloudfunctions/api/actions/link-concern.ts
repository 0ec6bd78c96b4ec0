import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { link } from '../../../domain/linking';
import * as concerns from '../../store/concerns';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The coordinator has it handled together with another; only this one is written. */
export const linkConcern: Changer<ActionInput<'linkConcern'>, ActionOutput<'linkConcern'>> = {
  as: 'staff',
  change: async ({ leadId }, act, { concern, town }) => {
    const [lead, members] = await Promise.all([concerns.get(leadId), concerns.membersOf(concern.id)]);
    return link(concern, act, lead, members, town);
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
