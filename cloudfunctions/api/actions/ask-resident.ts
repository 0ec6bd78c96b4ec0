import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { askResident as ask } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** Asks the resident something; the clock waits for the answer. */
export const askResident: Changer<ActionInput<'askResident'>, ActionOutput<'askResident'>> = {
  as: 'staff',
  change: (_input, act, { concern, town }) => ask(concern, act, town),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
