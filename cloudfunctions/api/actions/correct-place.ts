import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { correctPlace as correct } from '../../../domain/handling';
import { locatedPlace } from '../routing-inputs';
import { placeApart } from './file-concern';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The place is another. */
export const correctPlace: Changer<ActionInput<'correctPlace'>, ActionOutput<'correctPlace'>> = {
  as: 'either',
  change: ({ place }, act, { concern, town }) => correct(concern, act, locatedPlace(place, concern.categoryId, town)),
  particulars: ({ place }, _concern, { set }) => placeApart(place, set.place!),
  answer: moved,
};
