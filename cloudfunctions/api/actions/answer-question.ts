import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { answer } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant answers what was asked. */
export const answerQuestion: Changer<ActionInput<'answerQuestion'>, ActionOutput<'answerQuestion'>> = {
  as: 'participant',
  change: (_input, act, { concern, town }) => answer(concern, act, town),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
