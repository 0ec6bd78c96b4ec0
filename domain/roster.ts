/** Who is in service, who is away, and who then acts for whom. Live facts beside the immutable town. */
import * as z from './zod';
import type { Instant } from './time';
import { communityDutyAt, memberOf, type Member, type Town } from './town';

/** A live entry about one member of staff. All but `leave` have no end; who has `left` comes no more and cannot get in. */
export const absence = z.object({
  staffId: z.string(),
  kind: z.enum(['leave', 'leaving', 'left', 'suspended']),
  from: z.number(),
  to: z.number().nullable(),
  deputyId: z.string().optional(),
});
export type Absence = z.infer<typeof absence>;

/** Whose WeChat is bound to a member of staff, suspended or not. A live fact, like absences. */
export type BoundStaff = { openid: string; staffId: string };

const isCurrent = ({ from, to }: Absence, at: Instant) => from <= at && (to === null || at < to);

const currentAbsence = (staffId: string, kinds: Absence['kind'][], absences: readonly Absence[], at: Instant) =>
  absences.find((entry) => entry.staffId === staffId && kinds.includes(entry.kind) && isCurrent(entry, at));

export const isLeaving = (staffId: string, absences: readonly Absence[], at: Instant) =>
  currentAbsence(staffId, ['leaving', 'left'], absences, at) !== undefined;
export const hasLeft = (staffId: string, absences: readonly Absence[], at: Instant) =>
  currentAbsence(staffId, ['left'], absences, at) !== undefined;
export const isSuspended = (staffId: string, absences: readonly Absence[], at: Instant) =>
  currentAbsence(staffId, ['suspended', 'left'], absences, at) !== undefined;
/** Who may own concerns at all. Source: product.md §5. */
export const isOwnerByRole = ({ roles }: Pick<Member, 'roles'>): boolean =>
  roles.includes('officer') || roles.includes('coordinator');

/** During a leave: whoever may own concerns; for a department's liaison one of another department, too. */
export const mayStandIn = (deputy: Pick<Member, 'roles'>, person: Pick<Member, 'roles'>): boolean =>
  isOwnerByRole(deputy) || [deputy, person].every(({ roles }) => roles.includes('department'));

/** Named by the town with a role, there or not. */
export const isInService = (staffId: string, { staff }: Town) =>
  staff.some(({ id, roles }) => id === staffId && roles.length > 0);
export const isPresent = (staffId: string, town: Town, absences: readonly Absence[], at: Instant) =>
  isInService(staffId, town) && !currentAbsence(staffId, ['leave', 'leaving', 'left', 'suspended'], absences, at);

/**
 * Who acts on a concern of this owner at this moment: the owner; during a leave the deputy, else the community's duty
 * officer; else the duty desk. Total. Source: product.md §2 promises 1-3.
 */
export function actingFor(ownerId: string, town: Town, absences: readonly Absence[], at: Instant): string {
  if (isPresent(ownerId, town, absences, at)) return ownerId;
  const leave = currentAbsence(ownerId, ['leave'], absences, at);
  const isGone = !leave || currentAbsence(ownerId, ['leaving', 'left', 'suspended'], absences, at);
  const standIns = isGone
    ? []
    : [leave.deputyId ?? '', ...communityDutyAt(town, memberOf(town, ownerId).communityId, at)];
  return standIns.find((id) => isPresent(id, town, absences, at)) ?? deskPersonAt(town, absences, at);
}

/** The duty desk's first person who is there; else the supervisor named in the town, or another in their absence. */
export function deskPersonAt(town: Town, absences: readonly Absence[], at: Instant): string {
  const { firstId, secondId, supervisorId } = town.dutyDesk;
  const supervisors = town.staff.filter(({ roles }) => roles.includes('supervisor')).map(({ id }) => id);
  const candidates = [firstId, secondId, supervisorId, ...supervisors];
  return candidates.find((id) => isPresent(id, town, absences, at)) ?? supervisorId;
}

/** Who is on duty for a community at that moment: its own officer, else the duty desk. Total. */
export const dutyOfficerAt = (
  communityId: string | undefined,
  town: Town,
  absences: readonly Absence[],
  at: Instant,
): string =>
  communityDutyAt(town, communityId, at).find((id) => isPresent(id, town, absences, at)) ??
  deskPersonAt(town, absences, at);

/** Everybody this person reports to, nearest first. */
function superiorsOf(staffId: string, town: Town): string[] {
  const line: string[] = [];
  for (let id = memberOf(town, staffId).managerId; id && !line.includes(id); id = memberOf(town, id).managerId)
    line.push(id);
  return line;
}

/** The same person, or one above the other in the reporting line. */
export const areInLine = (one: string, other: string, town: Town): boolean =>
  one === other || superiorsOf(one, town).includes(other) || superiorsOf(other, town).includes(one);

/** The absent people for whom this person acts at this moment. */
export const actsFor = (staffId: string, town: Town, absences: readonly Absence[], at: Instant): string[] =>
  [...new Set(absences.map((entry) => entry.staffId))].filter(
    (absentId) => absentId !== staffId && actingFor(absentId, town, absences, at) === staffId,
  );
