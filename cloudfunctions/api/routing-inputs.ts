/** Everything a routing rests on: what is known already, and what has to be read. */
import type { Concern, Place, PlaceDraft } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import { cellOf, locate } from '../../domain/geography';
import { loadsNeeded, matchesNeeded, type RoutingInputs } from '../../domain/routing';
import { matchesAmong, scopeOf, type Nearby } from '../../domain/same-matter';
import { categoryOf, placeOf, type Town } from '../../domain/town';
import * as concerns from '../store/concerns';

/**
 * A place far outside is refused; one nearby, or in a gap between grids, goes to the duty desk. Where a place of the
 * town was chosen, the town says where it is.
 */
export function locatedPlace(place: PlaceDraft, categoryId: string, town: Town): Place {
  if (place.kind === 'none') return { kind: 'none' };
  const known = place.placeId === undefined ? undefined : placeOf(town, place.placeId);
  const { latitude, longitude, name } = known ?? place;
  const { metresOutside, gridId, communityId } = locate({ latitude, longitude }, town);
  if (metresOutside > town.rules.metresOutside) throw new AppError('OUTSIDE_TOWN', `${metresOutside} m outside`);
  const isPublic = categoryOf(town, categoryId).isPublicSpace;
  return {
    kind: 'point',
    cell: cellOf({ latitude, longitude }),
    ...(known?.kind === 'building' && { buildingId: known.id }),
    ...(gridId && { gridId, communityId }),
    ...(isPublic && { name, point: { latitude, longitude } }),
  };
}

type Facts = Omit<RoutingInputs, 'loads' | 'matches'>;

/**
 * Reads loads and matches together, in one round trip, and keeps what the decision needs.
 * @param but a concern that neither weighs on its owner nor matches itself: the one that is asked about.
 */
export async function routingInputs(facts: Facts, place: Place, town: Town, but?: Concern): Promise<RoutingInputs> {
  const people = loadsNeeded(facts, town);
  const [figures, nearby] = await Promise.all([
    Promise.all(people.map((staffId) => loadOf(staffId, but))),
    nearbyFor(facts, place, town),
  ]);
  const matches = matchesAmong(
    nearby.filter(({ id }) => id !== but?.id),
    { categoryId: facts.categoryId, place },
    town,
    facts.at,
  );
  const inputs = { ...facts, ...(matches.length && { matches }) };
  const needed = loadsNeeded(inputs, town);
  const loads = people.map((staffId, index) => [staffId, figures[index]!] as const);
  return { ...inputs, loads: Object.fromEntries(loads.filter(([staffId]) => needed.includes(staffId))) };
}

async function loadOf(staffId: string, but: Concern | undefined): Promise<number> {
  const load = await concerns.openLoad(staffId);
  return but?.isOpen && but.ownerId === staffId ? load - 1 : load;
}

async function nearbyFor(facts: Facts, place: Place, town: Town): Promise<Nearby[]> {
  const scope = matchesNeeded(facts, town)
    ? scopeOf({ categoryId: facts.categoryId, place }, town, facts.at)
    : undefined;
  return scope ? concerns.sameMatter(scope) : [];
}
