import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { reply as answerResident } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner answers the resident in words. */
export const reply: Changer<ActionInput<'reply'>, ActionOutput<'reply'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => answerResident(concern, act),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
