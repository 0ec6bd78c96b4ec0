import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { reopen } from '../../../domain/rating';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant says within 30 days of the closing that it is not solved after all. Same owner. */
export const reopenConcern: Changer<ActionInput<'reopenConcern'>, ActionOutput<'reopenConcern'>> = {
  as: 'participant',
  change: (_input, act, { concern, town }) => reopen(concern, act, town),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
