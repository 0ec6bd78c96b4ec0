import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { closeOfDay } from '../../../domain/deadlines';
import { plan } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner says how it goes, and when the resident hears again. */
export const updatePlan: Changer<ActionInput<'updatePlan'>, ActionOutput<'updatePlan'>> = {
  as: 'staff',
  change: ({ nextUpdateOn }, act, { concern, town }) =>
    plan(concern, act, nextUpdateOn === undefined ? undefined : closeOfDay(nextUpdateOn, town.calendar)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
