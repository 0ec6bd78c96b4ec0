/**
 * Callback: once the window is over a few of those who did not answer are phoned, by somebody who has nothing to do with
 * the handling. Source: product.md §7.
 */
import { presentIn, roundNumberOf, roundOf, type Concern, type ConcernEvent, type Participant } from './concern';
import { actingOn } from './emergencies';
import { ratingOf } from './rating';
import { areInLine, isPresent, type Absence, type BoundStaff } from './roster';
import { DAY, type Instant } from './time';
import type { Town } from './town';

/** Days after the window within which somebody is called. */
export const CALL_DAYS = 15;
/** Of those who did not answer one in ten is called: at least one, at most three in a round. */
const [ONE_IN, MOST_CALLED] = [10, 3];

/** Made by hashing what it is called with: the same for everybody who asks, and foreseen by nobody. */
export type Hash = (...parts: string[]) => string;

/** It ends a round that people were asked about, or in which nobody could be asked. */
export const endsRound = ({ from, to }: ConcernEvent): boolean => to === 'closed' && from !== 'closed';

/** Where the phone of this participant may have been left: with the filing, or with their joining. */
export function phoneEventOf({ events }: Concern, { key, relation }: Participant): string | undefined {
  if (relation === 'reporter') return events[0]!.id;
  return events.find(({ type, by }) => type === 'join' && by === key)?.id;
}

/**
 * Who might be called about the round that `ended` ended: asked but silent, or heard in person and never claimed.
 * Neither staff nor who has left.
 */
export function silentIn(concern: Concern, ended: ConcernEvent, bound: readonly BoundStaff[]): Participant[] {
  const number = roundNumberOf(concern, ended);
  const { asked = [] } = roundOf(concern, ended);
  const isUnclaimed = ({ relation, openid }: Participant) =>
    concern.recorded !== undefined && relation === 'reporter' && openid === null;
  return presentIn(concern).filter(
    (someone) =>
      (asked.includes(someone.key) || isUnclaimed(someone)) &&
      !someone.isStaff &&
      bound.every(({ openid }) => openid !== someone.openid) &&
      !ratingOf(concern, someone, number),
  );
}

/** Who of those that can be phoned is drawn. */
export function drawn(keys: readonly string[], hashOf: (key: string) => string): string[] {
  const count = Math.min(MOST_CALLED, Math.max(1, Math.floor(keys.length / ONE_IN)));
  return [...keys].sort((one, other) => (hashOf(one) < hashOf(other) ? -1 : 1)).slice(0, count);
}

/** Until when the call about a round is made. */
export const callUntil = (concern: Concern, ended: ConcernEvent): Instant =>
  (roundOf(concern, ended).ratingClosesAt ?? ended.at) + CALL_DAYS * DAY;

/** A draw: one person in one round of a concern. */
export type Callback = {
  id: string;
  concernId: string;
  key: string;
  round: number;
  until: Instant;
  callerId: string | null;
};

type Around = { town: Town; absences: readonly Absence[]; bound: readonly BoundStaff[]; at: Instant };

const callsByRole = (staffId: string, { staff, dutyDesk }: Town): boolean =>
  Object.values(dutyDesk).includes(staffId) ||
  staff.some(({ id, roles }) => id === staffId && (roles.includes('coordinator') || roles.includes('supervisor')));

/** Owner, whoever acts, who proposed and who verified it, the person complained about: nobody in their line calls. */
function handledBy(concern: Concern, round: number, { town, absences, at }: Around): string[] {
  const { proposedBy, verifiedBy } = concern.rounds[round - 1]?.closing ?? {};
  const { aboutStaffId } = concern.certificates[0]!.inputs;
  const people = [concern.ownerId, ...actingOn(concern, town, absences, at), proposedBy, verifiedBy, aboutStaffId];
  return people.flatMap((id) => id ?? []);
}

/** Coordinators, supervisors and the duty desk, as far as they are there and had no part in it. */
export function mayCall(staffId: string, concern: Concern, round: number, around: Around): boolean {
  const { town, absences, bound, at } = around;
  if (!callsByRole(staffId, town) || !isPresent(staffId, town, absences, at)) return false;
  const openids = concern.participants.map(({ openid }) => openid);
  if (bound.some((one) => one.staffId === staffId && openids.includes(one.openid))) return false;
  return handledBy(concern, round, around).every((id) => !areInLine(id, staffId, town));
}

/**
 * Who calls: the one drawn while they may, else whoever comes next in an order of its own for each call, which spreads
 * them evenly; undefined where nobody may.
 */
export function callerOf(
  { id, round, callerId }: Callback,
  concern: Concern,
  around: Around,
  hash: Hash,
): string | undefined {
  const may = around.town.staff.map((member) => member.id).filter((one) => mayCall(one, concern, round, around));
  if (callerId !== null && may.includes(callerId)) return callerId;
  return may.sort((one, other) => (hash(id, one) < hash(id, other) ? -1 : 1))[0];
}
