import { supersedeCallback as supersede } from '../../../domain/callback-answer';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The resident's own answer instead of what was noted on the phone. */
export const supersedeCallback: Changer<ActionInput<'supersedeCallback'>, ActionOutput<'supersedeCallback'>> = {
  as: 'participant',
  change: (answer, act, { concern, caller, town, absences }) => {
    if (caller.isBound) throw new AppError('NOT_ASKED', 'bound as staff since the call');
    return supersede(concern, act, answer, { town, absences });
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
