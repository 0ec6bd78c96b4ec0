import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { correctCategory as correct } from '../../../domain/handling';
import { categoryOf } from '../../../domain/town';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The category is another; the finish becomes later only by the coordinator. */
export const correctCategory: Changer<ActionInput<'correctCategory'>, ActionOutput<'correctCategory'>> = {
  as: 'staff',
  change: async ({ categoryId }, act, context) => {
    const isByCoordinator = context.relations.includes('communityCoordinator');
    return correct(context.concern, act, categoryId, isByCoordinator, await aroundOf(context));
  },
  // What no longer may stand on the concern is kept apart, not lost.
  particulars: ({ categoryId }, { place: { point, name } }, { town }) =>
    point && !categoryOf(town, categoryId).isPublicSpace ? { point, ...(name && { placeName: name }) } : {},
  answer: moved,
};
