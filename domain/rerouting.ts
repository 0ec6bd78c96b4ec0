/** Whom a concern would go to now, or would have gone to under another town: the question of a dry run. */
import type { Concern } from './concern';
import { cellCentre, locate } from './geography';
import { isInService, isLeaving, type Absence } from './roster';
import { routeConcern, type RoutingInputs } from './routing';
import type { Instant } from './time';
import type { Town } from './town';

type Routed = Pick<Concern, 'place' | 'categoryId' | 'certificates'>;

/**
 * Routes with the inputs of the first certificate, the place looked up in the other town's grids.
 * @param town one that carries over people and categories of the town before it (town-succession.ts).
 * @param owners whom earlier concerns would have gone to, by their id: the same matter follows them.
 * @returns the owner's id.
 */
export function reroutedTo(
  { place, categoryId, certificates }: Routed,
  town: Town,
  owners: ReadonlyMap<string, string>,
): string {
  const { inputs } = certificates[0]!;
  const point = place.point ?? (place.cell ? cellCentre(place.cell) : undefined);
  const { gridId, communityId } = point ? locate(point, town) : inputs;
  const matches = inputs.matches?.map((match) => ({ ...match, ownerId: owners.get(match.concernId) ?? match.ownerId }));
  const facts = { ...inputs, townVersion: town.version, categoryId, gridId, communityId, matches };
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

/** Who owns a concern that had ended: as before, unless they have left service, or are leaving; then it is routed again. */
export function ownerForMore(concern: Concern, at: Instant, town: Town, absences: readonly Absence[]) {
  const { ownerId } = concern;
  if (isInService(ownerId, town) && !isLeaving(ownerId, absences, at)) return {};
  const certificate = routeConcern(inputsNow(concern, at, town, absences), town);
  return { ownerId: certificate.ownerId, certificates: [...concern.certificates, certificate] };
}
