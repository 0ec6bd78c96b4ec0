/** Concerns about one matter are handled together and stay apart. Source: product.md §6, "Linking, not merging". */
import { change, currentRound, type Act, type Change, type Concern, type ConcernEvent, type Decision } from './concern';
import { AppError } from './errors';
import { isAllowed, isOpen, targetsOf, type Status } from './lifecycle';
import { confirmed } from './rating';
import type { BoundStaff } from './roster';
import { distance } from './same-matter';
import { openTasksIn } from './tasks';
import { categoryOf, type Town } from './town';

/** What of the concerns that are linked to one is looked at; all of them are open. */
export type Member = Pick<Concern, 'id' | 'status' | 'decision'>;
type Linkable = Pick<Concern, 'id' | 'status' | 'categoryId' | 'place' | 'leadId'>;

const isPublic = ({ categoryId }: Pick<Concern, 'categoryId'>, town: Town): boolean =>
  categoryOf(town, categoryId).isPublicSpace;
const isLinked = ({ leadId }: Pick<Concern, 'leadId'>): boolean => (leadId ?? null) !== null;

/** While it is being verified its closing is decided on for those that are linked by then. */
const MAY_LEAD: readonly Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred'];

/** Within 100 m, in the same building, or at least in the same community. */
export const isNear = (one: Pick<Concern, 'place'>, other: Pick<Concern, 'place'>): boolean =>
  distance(one.place, other.place) !== undefined;
const isAround = (one: Linkable, other: Linkable): boolean =>
  isNear(one, other) || (one.place.communityId !== undefined && one.place.communityId === other.place.communityId);

export const mayLead = (lead: Linkable, member: Linkable, town: Town): boolean =>
  lead.id !== member.id &&
  MAY_LEAD.includes(lead.status) &&
  !isLinked(lead) &&
  isPublic(lead, town) &&
  isAround(lead, member);

/** What the lead decides for a linked one. */
const FOR_THE_LEAD: readonly Decision['kind'][] = ['closing', 'defer'];

/** Whether it may be linked at all. @param members that are linked to itself. */
export const mayBeLinked = (
  concern: Linkable & Pick<Concern, 'decision' | 'tasks'>,
  members: number,
  town: Town,
): boolean =>
  isAllowed(concern.status, 'link') &&
  !isLinked(concern) &&
  isPublic(concern, town) &&
  members === 0 &&
  openTasksIn(concern).length === 0 &&
  !(concern.decision && FOR_THE_LEAD.includes(concern.decision.kind));

/** Links a member to its lead; only the member is written. */
export function link(
  member: Concern,
  act: Act,
  lead: Concern | undefined,
  members: readonly Member[],
  town: Town,
): Change {
  targetsOf(member.status, 'link');
  if (!mayBeLinked(member, members.length, town)) throw new AppError('NOT_LINKABLE', member.id);
  if (!lead || !mayLead(lead, member, town)) throw new AppError('NO_LEAD', lead?.id);
  return change(member, 'link', act, member.status, { leadId: lead.id }, { leadId: lead.id });
}

/** By the coordinator; by the clock where the lead is lost. */
export function unlink(member: Concern, act: Act): Change {
  if (!member.leadId) throw new AppError('WRONG_STATUS', 'not linked');
  return change(member, 'unlink', act, member.status, { leadId: null }, { leadId: member.leadId });
}

export type Lead = Pick<Concern, 'status' | 'categoryId' | 'leadId'>;

/** The lead has ended, perhaps before it was ready, is linked itself, or one of them is no longer in public space. */
export const isLost = (member: Pick<Concern, 'categoryId'>, lead: Lead | undefined, town: Town): boolean =>
  !lead || !isOpen(lead.status) || isLinked(lead) || !isPublic(lead, town) || !isPublic(member, town);

export const unlinkWhenLost = (member: Concern, act: Act, lead: Lead | undefined, town: Town): Change | undefined =>
  isLinked(member) && isAllowed(member.status, 'unlink') && isLost(member, lead, town)
    ? unlink(member, act)
    : undefined;

/** It closes with its lead; for what is decided on the lead there is no second decision. */
export function refuseLinked({ id, leadId }: Concern): void {
  if (leadId) throw new AppError('LINKED', id);
}

/** A lead does not close over the heads of people who wait for an answer. */
export function refuseUnready(members: readonly Member[]): void {
  const unready = members.find(
    ({ status, decision }) => status === 'assigned' || status === 'awaitingResident' || decision !== null,
  );
  if (unready) throw new AppError('MEMBERS_UNREADY', unready.id);
}

/** Others rest on it. */
export function refuseWithMembers(members: readonly Member[]): void {
  if (members.length) throw new AppError('HAS_MEMBERS', members[0]!.id);
}

/**
 * The confirmed closing of the lead, for a member: with its own people asked, and its own round. Undefined where it has
 * none, or the member is not being handled.
 */
export function closeWithLead(
  member: Concern,
  act: Act,
  lead: Lead & Pick<Concern, 'id' | 'rounds'>,
  outcome: ConcernEvent['data'],
  around: { town: Town; bound: readonly BoundStaff[] },
): Change | undefined {
  const { closing } = currentRound(lead);
  const hasEnded = lead.status === 'rating' || lead.status === 'closed';
  if (!hasEnded || !closing || member.leadId !== lead.id || !isAllowed(member.status, 'closeWithLead'))
    return undefined;
  return confirmed(
    member,
    'closeWithLead',
    act,
    { ...closing, eventId: act.id },
    { ...outcome, leadId: lead.id },
    around,
  );
}
