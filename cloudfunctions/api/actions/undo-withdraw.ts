import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { undoWithdraw as undo } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The sole participant takes a withdrawal back. */
export const undoWithdraw: Changer<ActionInput<'undoWithdraw'>, ActionOutput<'undoWithdraw'>> = {
  as: 'participant',
  change: (_input, act, { concern, town, absences }) => undo(concern, act, town, absences),
  answer: moved,
};
