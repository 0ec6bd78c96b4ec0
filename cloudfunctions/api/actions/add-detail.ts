import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { addDetail as add } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant adds words or photos to a concern that is not over. */
export const addDetail: Changer<ActionInput<'addDetail'>, ActionOutput<'addDetail'>> = {
  as: 'participant',
  change: (_input, act, { concern }) => add(concern, act),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
