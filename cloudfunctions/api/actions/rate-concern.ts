import { participantOf } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { rate } from '../../../domain/rating';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant rates a concern, once per round, while its rating window is open. */
export const rateConcern: Changer<ActionInput<'rateConcern'>, ActionOutput<'rateConcern'>> = {
  as: 'participant',
  change: (answer, act, { concern, caller, town }) =>
    rate(concern, participantOf(concern, caller.openid)!, act, answer, town),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
