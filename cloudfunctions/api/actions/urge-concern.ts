import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { urge } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant asks to hurry, once a day. */
export const urgeConcern: Changer<ActionInput<'urgeConcern'>, ActionOutput<'urgeConcern'>> = {
  as: 'participant',
  change: (_input, act, { concern }) => urge(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
