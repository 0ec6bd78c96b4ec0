/** Who decides what somebody else proposed, and by when. Source: product.md §6. */
import { currentRound, isReopening, type Act, type ClosingKind, type Concern, type Decision } from './concern';
import { deadlineFrom } from './deadlines';
import { actingOn } from './emergencies';
import { actingFor, isLeaving, isSuspended, type Absence } from './roster';
import type { Instant } from './time';
import { memberOf, type Town } from './town';

/** A decision is taken within this; source: product.md §6, `verifying`. */
const DECIDE_WITHIN = { unit: 'workingDays', amount: 1 } as const;

/** Closings of a person who had it reopened this often are decided by the supervisor. Source: product.md §7. */
const REOPENINGS_UNTIL_SUPERVISOR = 2;

/** The community whose coordinator looks after a concern: the place's, else the owner's. */
export const communityOf = (concern: Concern, town: Town): string | undefined =>
  concern.place.communityId ?? memberOf(town, concern.ownerId).communityId;

/**
 * A closing is verified by a coordinator of the community, or by the supervisor for explained and referred ones and
 * after a second reopening by the same person; never by owner, acting officer or proposer, nor by somebody for whom one
 * of these stands in, nor by one of `barred`, who take part in the concern themselves. Where a level has nobody eligible
 * the next level decides; after the supervisors any coordinator.
 */
export function closingDecision(
  concern: Concern,
  act: Act,
  kind: ClosingKind,
  town: Town,
  absences: readonly Absence[],
  barred: readonly string[],
): Decision {
  const involved = [concern.ownerId, ...actingOn(concern, town, absences, act.at), act.by, ...barred];
  const isEligible = (staffId: string) =>
    !involved.includes(staffId) &&
    !involved.includes(actingFor(staffId, town, absences, act.at)) &&
    !isLeaving(staffId, absences, act.at) &&
    !isSuspended(staffId, absences, act.at);
  const isForSupervisor = kind !== 'resolved' || mostReopenings(concern) >= REOPENINGS_UNTIL_SUPERVISOR;
  const community = communityOf(concern, town);
  const coordinators = town.staff.filter((m) => m.roles.includes('coordinator'));
  const ofCommunity = coordinators.filter((m) => m.communityId === community);
  const supervisors = town.staff.filter((m) => m.roles.includes('supervisor'));
  const ladder = [...(isForSupervisor ? [] : ofCommunity), ...supervisors, ...coordinators].map(({ id }) => id);
  return {
    kind: 'closing',
    proposedBy: act.by,
    decider: ladder.find(isEligible) ?? town.dutyDesk.supervisorId,
    decideBy: deadlineFrom(act.at, DECIDE_WITHIN, town.calendar).dueAt,
    ...(barred.length && { barred: [...barred] }),
  };
}

/**
 * Who may take the pending decision now: its decider or who acts for them; where that person has become involved since,
 * whoever would be named today. Source: product.md §2 promise 2.
 */
export function decidersAt(concern: Concern, town: Town, absences: readonly Absence[], at: Instant): string[] {
  const { decision, ownerId } = concern;
  const { closing } = currentRound(concern);
  if (!decision || !closing) return [];
  const { decider, proposedBy, barred = [] } = decision;
  const involved = [ownerId, actingFor(ownerId, town, absences, at), proposedBy, ...barred];
  const acting = actingFor(decider, town, absences, at);
  const proposal = { id: '', at, by: proposedBy };
  const today = () => closingDecision(concern, proposal, closing.kind, town, absences, barred).decider;
  const people = involved.includes(acting) ? [decider, today()] : [decider, acting];
  return people.filter((id) => !involved.includes(id));
}

/** How often the person who had it reopened most did so. */
function mostReopenings({ events }: Concern): number {
  const counts = new Map<string, number>();
  for (const { by } of events.filter(isReopening)) counts.set(by, (counts.get(by) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
