/** Whom a concern would go to now, or would have gone to under another town: the question of a dry run. */
import type { Concern } from './concern';
import { cellCentre, locate } from './geography';
import type { Absence } from './roster';
import { routeConcern, type RoutingInputs } from './routing';
import type { Instant } from './time';
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

/** What routing would go by now. */
export function inputsNow(concern: Concern, at: Instant, town: Town, absences: readonly Absence[]): RoutingInputs {
  const { inputs } = concern.certificates[0]!;
  const { gridId, communityId } = concern.place;
  return {
    ...(inputs.aboutStaffId && { aboutStaffId: inputs.aboutStaffId }),
    ...(gridId && { gridId }),
    ...(communityId && { communityId }),
    townVersion: town.version,
    at,
    categoryId: concern.categoryId,
    loads: {},
    absences: [...absences],
  };
}
