/** Who is there and who stands in, found anew from the stored absences and the town. */
import type { Concern } from '../../domain/concern';
import type { Absence } from '../../domain/roster';
import type { Town } from '../../domain/town';
import { hourOf, isOpenAt, weekdayOf } from './time';

export type Around = { town: Town; absences: readonly Absence[]; now: number };

const kindsOf = (staffId: string, { absences, now }: Around) =>
  absences
    .filter((entry) => entry.staffId === staffId && entry.from <= now && (entry.to === null || now < entry.to))
    .map(({ kind }) => kind);

const rolesOf = (staffId: string, { town }: Around) => town.staff.find(({ id }) => id === staffId)?.roles ?? [];
export const hasRole = (staffId: string, role: string, around: Around) =>
  (rolesOf(staffId, around) as string[]).includes(role);
export const isThere = (staffId: string, around: Around) =>
  rolesOf(staffId, around).length > 0 && kindsOf(staffId, around).length === 0;
/** Can get in. */
export const hasAccess = (staffId: string, around: Around) =>
  rolesOf(staffId, around).length > 0 && !kindsOf(staffId, around).some((kind) => ['suspended', 'left'].includes(kind));
export const isOut = (staffId: string, around: Around) =>
  kindsOf(staffId, around).some((kind) => ['leaving', 'left', 'suspended'].includes(kind));
export const isGoing = (staffId: string, around: Around) =>
  kindsOf(staffId, around).some((kind) => ['leaving', 'left'].includes(kind));

export function onDuty(communityId: string | undefined, { town, now }: Around): string[] {
  const shifts = town.communities.find(({ id }) => id === communityId)?.duty ?? [];
  return shifts
    .filter(({ weekdays, from, to }) => weekdays.includes(weekdayOf(now)) && from <= hourOf(now) && hourOf(now) < to)
    .map(({ staffId }) => staffId);
}

export function atDesk(around: Around): string | undefined {
  const { dutyDesk, staff } = around.town;
  const supervisors = staff.filter(({ roles }) => roles.includes('supervisor')).map(({ id }) => id);
  return [dutyDesk.firstId, dutyDesk.secondId, dutyDesk.supervisorId, ...supervisors].find((id) => isThere(id, around));
}

/** Who does what this person would do. */
export function standsInFor(staffId: string, around: Around): string | undefined {
  if (isThere(staffId, around)) return staffId;
  if (isOut(staffId, around)) return atDesk(around);
  const { town, absences, now } = around;
  const leave = absences.find(
    (entry) => entry.staffId === staffId && entry.from <= now && now < (entry.to ?? Infinity),
  );
  const { communityId } = town.staff.find(({ id }) => id === staffId)!;
  return (
    [...(leave?.deputyId ? [leave.deputyId] : []), ...onDuty(communityId, around)].find((id) => isThere(id, around)) ??
    atDesk(around)
  );
}

/** Everybody who may do what the owner may, the owner not counted unless they are there. */
export function actingOn(concern: Concern, around: Around): string[] {
  const { town, now } = around;
  const { isRestricted } = town.categories.find(({ id }) => id === concern.categoryId)!;
  const people = [standsInFor(concern.ownerId, around)];
  if (concern.coverId && isThere(concern.coverId, around)) people.push(concern.coverId);
  const isActedOn = ['assigned', 'handling', 'awaitingResident', 'deferred'].includes(concern.status);
  if (concern.isEmergency && isActedOn && !isOpenAt(now, town.calendar)) {
    const duty = isRestricted ? [] : onDuty(concern.place.communityId, around);
    people.push(duty.find((id) => isThere(id, around)) ?? atDesk(around));
  }
  return [...new Set(people)].filter((id) => id !== undefined);
}

/** The community's coordinators and who stands in for them. */
export function coordinatorsOf(concern: Concern, around: Around): string[] {
  const { staff } = around.town;
  const community = concern.place.communityId ?? staff.find(({ id }) => id === concern.ownerId)?.communityId;
  return staff
    .filter(({ roles, communityId }) => roles.includes('coordinator') && communityId === community)
    .flatMap(({ id }) => [id, standsInFor(id, around)])
    .filter((id) => id !== undefined);
}
