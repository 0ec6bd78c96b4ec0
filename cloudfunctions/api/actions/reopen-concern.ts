import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { reopen } from '../../../domain/rating';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant says within 30 days of the closing that it is not solved after all; a supervisor may say so later. */
export const reopenConcern: Changer<ActionInput<'reopenConcern'>, ActionOutput<'reopenConcern'>> = {
  as: 'either',
  change: (_input, act, { concern, caller, relations, town, absences }) => {
    const isBySupervisor = relations.includes('supervisor') && act.by === caller.staffId;
    return reopen(concern, act, town, absences, isBySupervisor);
  },
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
