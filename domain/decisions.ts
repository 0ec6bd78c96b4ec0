/** Who decides what somebody else asked for, by when, and who is next if they do not. Source: product.md §6. */
import type { Act, Concern, Decision, Level, Request } from './concern';
import { deadlineFrom } from './deadlines';
import { actingOn } from './emergencies';
import { objectionsIn } from './rating';
import { decisionsIn, tasksIn } from './tasks';
import { actingFor, isLeaving, isPresent, isSuspended, type Absence } from './roster';
import type { Instant } from './time';
import { memberOf, type Town } from './town';

export const DECISION_LABELS: Record<Decision['kind'], string> = {
  closing: '办结',
  defer: '列入计划',
  extend: '延期',
  handover: '交接',
  objectRouting: '派单异议',
  taskReturn: '退单',
};

/** A decision is taken within this, at each level. Source: product.md §6. */
const DECIDE_WITHIN = { unit: 'workingDays', amount: 1 } as const;

/** Closings of a person who had it reopened this often are decided by the supervisor. Source: product.md §7. */
const REOPENINGS_UNTIL_SUPERVISOR = 2;

type StaffLevel = Exclude<Level, 'newOwner'>;
const LADDER: readonly StaffLevel[] = ['coordinator', 'supervisor', 'leader'];

/** The community whose coordinator looks after a concern: the place's, else the owner's. */
export const communityOf = (concern: Pick<Concern, 'place' | 'ownerId'>, town: Town): string | undefined =>
  concern.place.communityId ?? memberOf(town, concern.ownerId).communityId;

/** Everybody of that level, in the town's order; for a supervisor the one whom the town names comes first. */
export function peopleAt(level: StaffLevel, concern: Concern, town: Town): string[] {
  const community = communityOf(concern, town);
  const { supervisorId } = town.dutyDesk;
  const supervisors = town.staff.filter(({ roles }) => roles.includes('supervisor'));
  const people = {
    coordinator: town.staff.filter(
      ({ roles, communityId }) => roles.includes('coordinator') && communityId === community,
    ),
    supervisor: supervisors
      .filter(({ isLeader }) => !isLeader)
      .sort((one, other) => Number(other.id === supervisorId) - Number(one.id === supervisorId)),
    leader: supervisors.filter(({ isLeader }) => isLeader),
  };
  return people[level].map(({ id }) => id);
}

/** The lowest level of staff that this request goes to; a handover is offered to the new owner before. */
function firstLevel(concern: Concern, request: Request): StaffLevel {
  // What the new owner does not accept is the supervisor's to order or refuse.
  if (request.kind === 'handover' || request.kind === 'defer') return 'supervisor';
  if (request.kind !== 'closing') return 'coordinator';
  const isDoubted = mostReopenings(concern) >= REOPENINGS_UNTIL_SUPERVISOR;
  return request.closing !== 'resolved' || isDoubted ? 'supervisor' : 'coordinator';
}

type Surroundings = { town: Town; absences: readonly Absence[]; at: Instant };
type Asking = { proposedBy: string; barred: readonly string[] };

/** Owner, whoever acts, proposer, task handlers, the person complained about, and participants: none of them decides. */
function involvedIn(concern: Concern, { proposedBy, barred }: Asking, { town, absences, at }: Surroundings): string[] {
  const { aboutStaffId } = concern.certificates[0]!.inputs;
  const acting = actingOn(concern, town, absences, at);
  const handlers = tasksIn(concern).flatMap(({ liaisonId, ended }) => {
    if (!ended) return [liaisonId, actingFor(liaisonId, town, absences, at)];
    return ended.how === 'completed' ? [liaisonId, ended.by] : [liaisonId];
  });
  return [concern.ownerId, ...acting, proposedBy, ...handlers, ...barred, ...(aboutStaffId ? [aboutStaffId] : [])];
}

/**
 * Who decides from this level on: the first who is in service, not involved, and for whom nobody involved stands in.
 * Where a level has nobody the next decides; undefined where none has.
 */
function deciderFrom(level: StaffLevel, concern: Concern, asking: Asking, surroundings: Surroundings) {
  const { town, absences, at } = surroundings;
  const involved = involvedIn(concern, asking, surroundings);
  const isEligible = (staffId: string) =>
    !involved.includes(staffId) &&
    !involved.includes(actingFor(staffId, town, absences, at)) &&
    !isLeaving(staffId, absences, at) &&
    !isSuspended(staffId, absences, at);
  for (const next of LADDER.slice(LADDER.indexOf(level))) {
    const decider = peopleAt(next, concern, town).find(isEligible);
    if (decider) return { level: next, decider };
  }
  return undefined;
}

/** Where no level has anybody who is not involved: any coordinator, then the supervisor named in the town. */
function lastResort(concern: Concern, asking: Asking, surroundings: Surroundings): { level: Level; decider: string } {
  const { town, absences, at } = surroundings;
  const involved = involvedIn(concern, asking, surroundings);
  const coordinator = town.staff.find(
    ({ id, roles }) => roles.includes('coordinator') && !involved.includes(id) && isPresent(id, town, absences, at),
  );
  return { level: 'leader', decider: coordinator?.id ?? town.dutyDesk.supervisorId };
}

/** The decision that a request asks for. */
export function decisionOn(
  concern: Concern,
  { id, at, by }: Act,
  request: Request,
  town: Town,
  absences: readonly Absence[],
  barred: readonly string[],
): Decision {
  const asking = { proposedBy: by, barred };
  const surroundings = { town, absences, at };
  const named =
    request.kind === 'handover'
      ? { level: 'newOwner' as const, decider: request.toId }
      : (deciderFrom(firstLevel(concern, request), concern, asking, surroundings) ??
        lastResort(concern, asking, surroundings));
  return {
    ...request,
    eventId: id,
    proposedBy: by,
    proposedAt: at,
    ...named,
    decideBy: deadlineFrom(at, DECIDE_WITHIN, town.calendar).dueAt,
    barred: [...barred],
  };
}

/** The same decision one level up, with a working day of its own; undefined at the top, where it lapses. */
export function raised(
  concern: Concern,
  decision: Decision,
  town: Town,
  absences: readonly Absence[],
  at: Instant,
): Decision | undefined {
  const { level } = decision;
  const above = level === 'newOwner' ? firstLevel(concern, decision) : LADDER[LADDER.indexOf(level) + 1];
  const asking = { proposedBy: decision.proposedBy, barred: decision.barred };
  const named = above && deciderFrom(above, concern, asking, { town, absences, at });
  if (!named) return undefined;
  return { ...decision, ...named, decideBy: deadlineFrom(at, DECIDE_WITHIN, town.calendar).dueAt };
}

/**
 * Who may take this decision now: its decider or who acts for them; where that person has become involved since,
 * whoever would be named today. A handover is accepted by the new owner alone. Source: product.md §2 promise 2.
 */
export function decidersOf(
  concern: Concern,
  decision: Decision,
  town: Town,
  absences: readonly Absence[],
  at: Instant,
): string[] {
  const { decider, level, proposedBy, barred } = decision;
  if (level === 'newOwner') return [decider];
  const asking = { proposedBy, barred };
  const surroundings = { town, absences, at };
  const involved = involvedIn(concern, asking, surroundings);
  const acting = actingFor(decider, town, absences, at);
  const today = () =>
    (
      deciderFrom(level, concern, asking, surroundings) ??
      deciderFrom(firstLevel(concern, decision), concern, asking, surroundings) ??
      lastResort(concern, asking, surroundings)
    ).decider;
  const people = involved.includes(acting) ? [decider, today()] : [decider, acting];
  return people.filter((id) => !involved.includes(id));
}

/** Who may take any of the decisions that are pending. */
export const decidersAt = (concern: Concern, town: Town, absences: readonly Absence[], at: Instant): string[] => [
  ...new Set(decisionsIn(concern).flatMap((decision) => decidersOf(concern, decision, town, absences, at))),
];

/** How often the person who said most often that it was not solved did so. */
const mostReopenings = ({ events }: Concern): number => Math.max(0, ...objectionsIn(events).values());
