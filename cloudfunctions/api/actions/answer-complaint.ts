import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { answerComplaint as answer } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The supervisor answers a complaint; only the complainant reads it. */
export const answerComplaint: Changer<ActionInput<'answerComplaint'>, ActionOutput<'answerComplaint'>> = {
  as: 'staff',
  change: ({ undoesClaim }, act, { concern }) => answer(concern, act, undoesClaim),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
