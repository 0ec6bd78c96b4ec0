import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { correctCategory as correct } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The category is another; the finish becomes later only by the coordinator. */
export const correctCategory: Changer<ActionInput<'correctCategory'>, ActionOutput<'correctCategory'>> = {
  as: 'staff',
  change: ({ categoryId }, act, { concern, relations, town }) =>
    correct(concern, act, categoryId, relations.includes('communityCoordinator'), { town }),
  // What no longer may stand on the concern is kept apart, not lost.
  particulars: (_input, { place: { point, name } }, { set }) =>
    point && !set.place?.point ? { point, ...(name && { placeName: name }) } : {},
  answer: moved,
};
