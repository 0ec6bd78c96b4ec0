/** Emergencies do not wait for working hours: outside them the duty officer acts besides the owner. Source: product.md §5. */
import { isWorkingTime } from './calendar';
import type { Concern } from './concern';
import type { Status } from './lifecycle';
import { actingFor, dutyOfficerAt, isPresent, type Absence } from './roster';
import type { Instant } from './time';
import { categoryOf, type Town } from './town';

/** While the ball is with the owner; a closing that is being verified or rated is no emergency any more. */
const ACTED_ON: readonly Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred'];

type Acted = Pick<Concern, 'ownerId' | 'coverId' | 'status' | 'categoryId' | 'isEmergency' | 'place'>;

/** Restricted matters go to the duty desk, whose people are cleared for everything. */
export const dutyPlaceOf = ({ place, categoryId }: Pick<Acted, 'place' | 'categoryId'>, town: Town) =>
  categoryOf(town, categoryId).isRestricted ? undefined : place.communityId;

/**
 * Everybody who may act now, without repetition: the owner or who stands in, whom the coordinator appointed, then on
 * emergencies the duty officer.
 */
export function actingOn(concern: Acted, town: Town, absences: readonly Absence[], at: Instant): string[] {
  const { ownerId, coverId, status, isEmergency } = concern;
  const people = [actingFor(ownerId, town, absences, at)];
  if (coverId && isPresent(coverId, town, absences, at)) people.push(coverId);
  if (isEmergency && ACTED_ON.includes(status) && !isWorkingTime(at, town.calendar))
    people.push(dutyOfficerAt(dutyPlaceOf(concern, town), town, absences, at));
  return [...new Set(people)];
}

/**
 * Where this person is the duty officer for emergencies at that moment; null stands for what no community has: no
 * place, or a restricted matter. Empty in working hours.
 */
export function dutyPlacesOf(
  staffId: string,
  town: Town,
  absences: readonly Absence[],
  at: Instant,
): (string | null)[] {
  if (isWorkingTime(at, town.calendar)) return [];
  const places = [...town.communities.map(({ id }) => id), null];
  return places.filter((place) => dutyOfficerAt(place ?? undefined, town, absences, at) === staffId);
}
