/** Whom a concern would have gone to under another town: the question of a dry run. */
import type { Concern } from './concern';
import { cellCentre, locate } from './geography';
import { routeConcern } from './routing';
import type { Town } from './town';

type Routed = Pick<Concern, 'place' | 'categoryId' | 'certificates'>;

/**
 * Routes with the inputs of the first certificate, the place looked up in the other town's grids.
 * @param town one that carries over people and categories of the town before it (town-succession.ts).
 * @returns the owner's id.
 */
export function reroutedTo({ place, categoryId, certificates }: Routed, town: Town): string {
  const { inputs } = certificates[0]!;
  const point = place.point ?? (place.cell ? cellCentre(place.cell) : undefined);
  const { gridId, communityId } = point ? locate(point, town) : inputs;
  const facts = { ...inputs, townVersion: town.version, categoryId, gridId, communityId };
  return routeConcern(facts, town).ownerId;
}
