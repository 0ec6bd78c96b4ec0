/** What is true of a concern, told from what is stored; without domain/ but its types. */
import type { Concern, ConcernEvent, Decision, Participant, Task } from '../../domain/concern';
import { hasRole, isOut, standsInFor, type Around } from './presence';
import { due } from './time';
import { DAY } from './town';
import type { Callback, Snapshot } from './world';

export const LARGE_FROM = 5;
const SLIP_DAYS = 90;
const SUPERSEDE_DAYS = 7;

export const presentIn = ({ participants }: Pick<Concern, 'participants'>): Participant[] =>
  participants.filter(({ leftAt }) => leftAt === undefined);
export const keyOf = ({ participants }: Concern, openid: string): string | undefined =>
  participants.find((someone) => someone.openid === openid)?.key;
export const isReachable = (concern: Concern): boolean => presentIn(concern).some(({ openid }) => openid !== null);
export const isSole = (concern: Concern, openid: string): boolean =>
  presentIn(concern).length === 1 && presentIn(concern)[0]!.openid === openid;

export const isPublic = ({ categoryId }: Pick<Concern, 'categoryId'>, { town }: Pick<Snapshot, 'town'>): boolean =>
  town.categories.find(({ id }) => id === categoryId)!.isPublicSpace;

/** Within five working days, before a closing was ever proposed; a follow-up goes on with what was begun. */
export const mayDisputeContact = ({ followUpOf, events, firstContact }: Concern, { now, town }: Snapshot): boolean =>
  !followUpOf &&
  events.every(({ type }) => type !== 'proposeClosing') &&
  now <= due(firstContact.doneAt ?? 0, { unit: 'workingDays', amount: 5 }, town.calendar);

export const openTasksIn = ({ tasks = [] }: Pick<Concern, 'tasks'>): Task[] => tasks.filter(({ ended }) => !ended);
export const leadTaskIn = (concern: Concern): Task | undefined =>
  openTasksIn(concern).find(({ role }) => role === 'lead');
/** Of the concern itself, and of each task that was returned. */
export const decisionsIn = (concern: Concern): Decision[] => [
  ...(concern.decision ? [concern.decision] : []),
  ...openTasksIn(concern).flatMap(({ returning }) => returning ?? []),
];
const isKeptFrom = (staffId: string, { categoryId }: Concern, { town }: Around): boolean =>
  town.categories.find(({ id }) => id === categoryId)!.isRestricted &&
  !town.staff.find(({ id }) => id === staffId)?.isCleared;
/** The liaison, and who stands in for them. */
export const handlersOf = ({ liaisonId }: Pick<Task, 'liaisonId'>, concern: Concern, around: Around): string[] =>
  [liaisonId, standsInFor(liaisonId, around)].flatMap((id) => (id && !isKeptFrom(id, concern, around) ? id : []));
/** Everybody who has a task of it, or did one: none of them decides anything about it. */
export const departmentsIn = ({ tasks = [] }: Concern, around: Around): string[] =>
  tasks.flatMap(({ liaisonId, ended }) => {
    const other = ended ? ended.how === 'completed' && ended.by : standsInFor(liaisonId, around);
    return other ? [liaisonId, other] : [liaisonId];
  });
/** Whom somebody could ask; who has returned it with good reason is asked by an arbiter alone. */
export const departmentsFor = (concern: Concern, isByArbiter: boolean, around: Around): string[] =>
  around.town.staff
    .filter(({ id, roles }) => roles.includes('department') && !isOut(id, around) && !isKeptFrom(id, concern, around))
    .map(({ id }) => id)
    .filter((id) => id !== concern.certificates[0]!.inputs.aboutStaffId)
    .filter((id) => openTasksIn(concern).every(({ liaisonId }) => liaisonId !== id))
    .filter((id) => isByArbiter || !hasReturned(id, concern));
export const hasReturned = (staffId: string, { tasks = [] }: Concern): boolean =>
  tasks.some(({ liaisonId, ended }) => liaisonId === staffId && ended?.how === 'returned');

/** Recorded by staff, and nobody has taken it over. */
export const isUnclaimed = ({ recorded, participants }: Concern): boolean =>
  recorded !== undefined && participants[0]!.openid === null;
export const isClaimed = ({ participants }: Concern): boolean => participants[0]!.claimedAt !== undefined;
export const hasSlip = (concern: Concern, now: number): boolean => {
  const undone = concern.events.filter(({ data }) => data?.['undoesClaim'] === true).at(-1);
  return isUnclaimed(concern) && now <= (undone?.at ?? concern.openedAt) + SLIP_DAYS * DAY;
};
/** Somebody doubts the claim, and no supervisor has answered. */
export const isDoubted = ({ events }: Concern): boolean =>
  events.some(({ type, id }) => type === 'disputeClaim' && !events.some(({ data }) => data?.['of'] === id));
/** What waits for the supervisor is such a doubt. */
export const isAboutClaim = ({ complaint, events }: Concern): boolean =>
  events.some(({ id, type }) => id === complaint?.eventId && type === 'disputeClaim');

export const isNotSolved = ({ data }: ConcernEvent): boolean =>
  data?.['solved'] === 'no' || (data?.['solved'] === 'partly' && data['stillNeedsHandling'] === true);

/** The last call in which this person was heard, unless they have put it right or disowned it since. */
export function heardOf({ events }: Concern, key: string): ConcernEvent | undefined {
  const isOf = ({ data }: ConcernEvent) => data?.['of'] === key;
  const call = events.filter((event) => event.type === 'callback' && isOf(event) && event.data!['solved']).at(-1);
  const isRight = (event: ConcernEvent) =>
    ['disownCallback', 'supersedeCallback'].includes(event.type) &&
    isOf(event) &&
    event.data!['round'] === call?.data!['round'];
  return events.some(isRight) ? undefined : call;
}
export const maySupersede = (concern: Concern, key: string, now: number): boolean => {
  const call = heardOf(concern, key);
  return call !== undefined && call.data!['round'] === concern.rounds.length && now <= call.at + SUPERSEDE_DAYS * DAY;
};

/** Somebody who is still to be phoned about the last round. */
export const waitingCall = ({ id, status, rounds }: Concern, { callbacks, now }: Snapshot): Callback | undefined =>
  status === 'closed'
    ? callbacks.find(
        ({ concernId, round, doneAt, until }) =>
          concernId === id && round === rounds.length && doneAt === null && now <= until,
      )
    : undefined;
export const mayPhone = (staffId: string, at: Snapshot): boolean =>
  Object.values(at.town.dutyDesk).includes(staffId) ||
  hasRole(staffId, 'coordinator', at) ||
  hasRole(staffId, 'supervisor', at);

export const hasPhone = ({ events }: Concern, { particulars }: Snapshot): boolean =>
  particulars.get(events[0]!.id)?.phone !== undefined;

/** Open ones that are linked to it. */
export const membersOf = ({ id }: Concern, { concerns }: Snapshot): Concern[] =>
  [...concerns.values()].filter(({ leadId, isOpen }) => leadId === id && isOpen);
const MAY_LEAD = ['assigned', 'handling', 'awaitingResident', 'deferred'];
/** What it may be linked to: a lead is open, unlinked itself, in public space and of the same community. */
export const leadsFor = (concern: Concern, at: Snapshot): Concern[] =>
  [...at.concerns.values()].filter(
    (lead) =>
      lead.id !== concern.id &&
      MAY_LEAD.includes(lead.status) &&
      !lead.leadId &&
      isPublic(lead, at) &&
      lead.place.communityId !== undefined &&
      lead.place.communityId === concern.place.communityId,
  );
export const mayBeLinked = (concern: Concern, at: Snapshot): boolean =>
  !concern.leadId &&
  isPublic(concern, at) &&
  !membersOf(concern, at).length &&
  !['closing', 'defer'].includes(concern.decision?.kind ?? '');
/** Nobody waits whom its closing would pass over. */
export const isReadyToClose = (concern: Concern, at: Snapshot): boolean =>
  membersOf(concern, at).every(
    ({ status, decision }) => status !== 'assigned' && status !== 'awaitingResident' && decision === null,
  );
