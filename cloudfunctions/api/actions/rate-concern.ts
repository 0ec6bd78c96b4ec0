import { participantOf } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { rate } from '../../../domain/rating';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant rates a concern, once per round, while its rating window is open. */
export const rateConcern: Changer<ActionInput<'rateConcern'>, ActionOutput<'rateConcern'>> = {
  as: 'participant',
  change: (answer, act, { concern, caller, town, absences }) => {
    if (caller.isBound) throw new AppError('NOT_ASKED', 'bound as staff since the list was frozen');
    return rate(concern, participantOf(concern, caller.openid)!, act, answer, town, absences);
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
