import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { revealContact as reveal } from '../../../domain/handling';
import { phoneOf } from '../phone';
import type { Changer } from '../write-concern';

/** The owner reads the reporter's phone; the event shows the resident who did and when. */
export const revealContact: Changer<ActionInput<'revealContact'>, ActionOutput<'revealContact'>> = {
  as: 'staff',
  isConfidential: true,
  change: async (_input, act, { concern }) => {
    const made = reveal(concern, act);
    if (!(await phoneOf(concern))) throw new AppError('NO_PHONE', concern.id);
    return made;
  },
  answer: async (concern) => ({ phone: (await phoneOf(concern)) ?? '' }),
};
