/** The demo town: a synthetic 南区街道 of five communities, 24 grids and 40 people, grown from the small town. */
import type { Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import { BEIXI, DUTOU, MORE_GRIDS, SHACHONG } from './more-grids';
import { MORE_STAFF } from './more-staff';
import { PLACES } from './places';
import { duty, smallTown } from './small-town';

export { LANDMARKS } from './places';

/** @param now decides for which years a calendar is looked up. */
export function demoTown(now: Instant): Town {
  const heart = smallTown(now);
  return {
    ...heart,
    version: heart.version.replace('small', 'demo'),
    communities: [
      ...heart.communities,
      { id: BEIXI, name: '北溪社区', duty: duty('s18', 's15') },
      { id: SHACHONG, name: '沙涌社区', duty: duty('s24', 's39') },
      { id: DUTOU, name: '渡头社区', duty: duty('s31', 's28') },
    ],
    grids: [...heart.grids, ...MORE_GRIDS],
    staff: [...heart.staff, ...MORE_STAFF],
    places: PLACES,
  };
}
