/** Leads a concern to a pair of status and event that has been seen too rarely: which, and by which move next. */
import type { Concern } from '../../domain/concern';
import type { EventType, Status } from '../../domain/lifecycle';
import type { Chance } from './chance';
import { EXPECTED, OPEN, PAIRS } from './expected';
import {
  decisionsIn,
  departmentsFor,
  hasPhone,
  hasSlip,
  heardOf,
  isAboutClaim,
  isClaimed,
  isDoubted,
  isPublic,
  isReachable,
  isReadyToClose,
  isUnclaimed,
  leadsFor,
  mayBeLinked,
  mayDisputeContact,
  maySupersede,
  membersOf,
  openTasksIn,
  presentIn,
  waitingCall,
} from './facts';
import { dayName } from './time';
import { DAY } from './town';
import type { Snapshot } from './world';

type Pair = { status: Status; event: EventType };
/** `until`: over once the pair has been seen so often. */
export type Errand = Pair & { concernId?: string; until: number; movesLeft: number };
/** `wants`: what the input has to say. */
export type Move = { event: EventType; concern: Concern; wants?: Record<string, unknown> };

/** To each status, from where one move leads there. */
const WAYS: Record<Status, Partial<Record<Status, EventType>>> = {
  assigned: { handling: 'disputeContact', withdrawn: 'undoWithdraw' },
  handling: {
    assigned: 'recordFirstContact',
    awaitingResident: 'answer',
    deferred: 'resume',
    verifying: 'takeBack',
    rating: 'rate',
    closed: 'reopen',
    withdrawn: 'undoWithdraw',
  },
  awaitingResident: { handling: 'askResident' },
  deferred: { handling: 'proposeDefer' },
  verifying: { handling: 'proposeClosing' },
  rating: { verifying: 'decide' },
  closed: { rating: 'closeRating' },
  withdrawn: { assigned: 'withdraw', handling: 'withdraw' },
};
const VIA: Partial<Record<Status, Status>> = { rating: 'verifying', closed: 'rating' };

const towards = (target: Status, from: Status): EventType | undefined =>
  WAYS[target][from] ?? (target === 'handling' ? undefined : towards(VIA[target] ?? 'handling', from));

const FAR_DAYS = 45;
/** What it takes for a move to lead where it is meant to. */
const wantsOn = ({ now }: Snapshot): Partial<Record<EventType, Move['wants']>> => ({
  decide: { agrees: true },
  rate: { solved: 'no', satisfaction: 1 },
  proposeDefer: { until: dayName(now + FAR_DAYS * DAY) },
  proposeClosing: { kind: 'resolved' },
});

const NEEDS_DECISION: readonly EventType[] = ['decide', 'takeBack', 'raiseDecision', 'lapseDecision'];
const OF_CALLS: readonly EventType[] = ['callback', 'disownCallback', 'supersedeCallback'];
/** Where a lead decides for its members. */
const BEYOND_LINKS: readonly Status[] = ['deferred', 'verifying', 'rating', 'closed'];
/** Where somebody has to be there who is asked, or withdraws. */
const NEEDS_SOMEBODY: readonly Status[] = ['awaitingResident', 'rating', 'withdrawn'];

/** @returns what brings the concern nearer to the errand's end; undefined where nothing does. */
export function nextMove(pair: Pair, concern: Concern, at: Snapshot): Move | undefined {
  const { status, event } = pair;
  const first = preparation(pair, concern, at);
  if (first) return allowed(first, concern, at);
  if (concern.status === status) return event in EXPECTED[status] ? { event, concern } : undefined;
  return step(status, concern, at);
}

/** The next move on the way to this status. */
function step(status: Status, concern: Concern, at: Snapshot): Move | undefined {
  const { decision } = concern;
  const wants = wantsOn(at);
  if (decision && concern.status !== 'verifying')
    // What is assigned once more cannot be planned.
    return {
      event: 'decide',
      concern,
      ...(decision.kind === 'defer' && { wants: { agrees: status === 'deferred' && concern.status !== 'assigned' } }),
    };
  if (concern.leadId && BEYOND_LINKS.includes(status) && 'unlink' in EXPECTED[concern.status])
    return { event: 'unlink', concern };
  if (NEEDS_SOMEBODY.includes(status) && !isReachable(concern)) return { event: 'claim', concern };
  const event = towards(status, concern.status);
  const { verification } = at.town.categories.find(({ id }) => id === concern.categoryId)!;
  if (event === 'proposeClosing' && openTasksIn(concern).length) return { event: endOfTask(concern), concern };
  if (!event || (event === 'proposeClosing' && !isReadyToClose(concern, at))) return undefined;
  // What wants no verification is verified only where it is explained.
  if (event === 'proposeClosing' && status === 'verifying' && verification === 'none')
    return { event, concern, wants: { kind: 'explained' } };
  return { event, concern, ...(wants[event] && { wants: wants[event] }) };
}

const endOfTask = (concern: Concern): EventType =>
  openTasksIn(concern).some(({ acknowledgedAt }) => acknowledgedAt !== undefined) ? 'completeTask' : 'recallTask';

/** Where it cannot be done here, the way goes on to where it can. */
const allowed = (move: Move, concern: Concern, at: Snapshot): Move | undefined =>
  move.concern !== concern || move.event in EXPECTED[concern.status] ? move : step('handling', concern, at);

/** What has to be true before the concern goes to where the pair is to be seen, or before the event. */
function preparation(pair: Pair, concern: Concern, at: Snapshot): Move | undefined {
  const { status, event } = pair;
  const isThere = concern.status === status;
  switch (event) {
    case 'claim':
      return isThere && isClaimed(concern) ? doubt(concern) : undefined;
    case 'disputeClaim':
      if (isUnclaimed(concern)) return { event: 'claim', concern };
      return isThere && isDoubted(concern) ? { event: 'answerComplaint', concern } : undefined;
    case 'answerComplaint':
      if (concern.complaint) return undefined;
      if ('complain' in EXPECTED[concern.status] && isReachable(concern)) return { event: 'complain', concern };
      return isClaimed(concern) ? { event: 'disputeClaim', concern } : undefined;
    case 'callback':
    case 'disownCallback':
    case 'supersedeCallback':
      return beforeCall(pair, concern, at);
    case 'leave':
      return presentIn(concern).some(({ relation, openid }) => relation === 'joined' && openid)
        ? undefined
        : { event: 'join', concern };
    case 'unlink':
      return concern.leadId ? undefined : beforeLink(concern);
    case 'link':
      return beforeLink(concern)?.event === 'link' ? undefined : beforeLink(concern);
    case 'dispatchTask':
    case 'acknowledgeTask':
    case 'returnTask':
    case 'completeTask':
    case 'recallTask':
      return isThere ? beforeTask(event, concern, at) : undefined;
    case 'closeWithLead':
      return withLead(concern, at);
    case 'lapseDecision':
      return status === 'awaitingResident'
        ? beforeLapsing(concern, at)
        : isThere
          ? decisionFor(pair, concern)
          : undefined;
    default:
      return isThere ? decisionFor(pair, concern) : undefined;
  }
}

/** A task is in the way of a link. */
const beforeLink = (concern: Concern): Move =>
  openTasksIn(concern).length ? { event: endOfTask(concern), concern } : { event: 'link', concern };

/** There is one with which it can be done, or somebody to ask. */
function beforeTask(event: EventType, concern: Concern, at: Snapshot): Move | undefined {
  const open = openTasksIn(concern);
  if (event === 'dispatchTask')
    return departmentsFor(concern, true, at).length ? undefined : { event: endOfTask(concern), concern };
  const isFitting = open.some(
    ({ acknowledgedAt, returning, isSettled }) =>
      (event !== 'acknowledgeTask' || acknowledgedAt === undefined) &&
      (event !== 'returnTask' || !(returning ?? isSettled)),
  );
  if (isFitting) return undefined;
  return departmentsFor(concern, true, at).length
    ? { event: 'dispatchTask', concern }
    : { event: 'recallTask', concern };
}

function decisionFor({ event }: Pair, concern: Concern): Move | undefined {
  const pending = decisionsIn(concern);
  if (!NEEDS_DECISION.includes(event)) return undefined;
  if (!pending.length) {
    const mayReturn = openTasksIn(concern).some(({ isSettled }) => !isSettled);
    return { event: mayReturn ? 'returnTask' : 'proposeHandover', concern };
  }
  const isFarFromLapsing = event === 'lapseDecision' && pending.every(({ level }) => level !== 'leader');
  return isFarFromLapsing ? { event: 'raiseDecision', concern } : undefined;
}

/** A question waits five working days at most, a decision lapses after as many: it is about to when the question is put. */
function beforeLapsing(concern: Concern, at: Snapshot): Move | undefined {
  const { status } = concern;
  const isAboutToLapse = decisionsIn(concern).some(({ level }) => level === 'leader');
  if (status !== 'handling')
    return status === 'awaitingResident' && isAboutToLapse ? undefined : step('handling', concern, at);
  if (isAboutToLapse) return { event: 'askResident', concern };
  return decisionFor({ status, event: 'lapseDecision' }, concern);
}

/** So that the slip can be used once more. */
const doubt = (concern: Concern): Move =>
  isDoubted(concern)
    ? { event: 'answerComplaint', concern, ...(isAboutClaim(concern) && { wants: { undoesClaim: true } }) }
    : { event: 'disputeClaim', concern };

/** Somebody is heard on the phone; what they say reopens the concern where the errand goes on. */
function beforeCall({ status, event }: Pair, concern: Concern, at: Snapshot): Move | undefined {
  const heard = presentIn(concern).find(({ key }) => heardOf(concern, key));
  if (
    heard &&
    (event === 'disownCallback' || (event === 'supersedeCallback' && maySupersede(concern, heard.key, at.now)))
  )
    return heard.openid ? undefined : { event: 'claim', concern };
  if (concern.status === 'closed' && waitingCall(concern, at)) {
    if (event === 'callback') return undefined;
    const said = status === 'closed' ? { solved: 'yes', satisfaction: 4 } : { solved: 'no', satisfaction: 2 };
    return { event: 'callback', concern, wants: { outcome: 'reached', stillNeedsHandling: false, ...said } };
  }
  // Once a closing has been proposed contact is no longer disputed: only a lead closes what will be assigned again.
  if (status === 'assigned' && concern.status !== 'closed') return withLead(concern, at);
  return step('closed', concern, at);
}

/** Linked, handled, and then the lead is closed. */
function withLead(concern: Concern, at: Snapshot): Move | undefined {
  const lead = concern.leadId ? at.concerns.get(concern.leadId) : undefined;
  if (!lead) return beforeLink(concern);
  if (concern.status !== 'handling' || concern.decision) return step('handling', concern, at);
  return step(lead.status === 'verifying' ? 'rating' : 'verifying', lead, at);
}

/** What no move makes true. */
export function suits(pair: Pair, concern: Concern, at: Snapshot): boolean {
  const { status, event } = pair;
  const { recurrenceOf, rounds, isCalendarAssumed, participants, recorded, followUpOf } = concern;
  const { finish, stages } = rounds.at(-1)!;
  const open = stages.filter(({ doneAt }) => doneAt === undefined);
  if (OF_CALLS.includes(event)) return suitsCall(pair, concern, at);
  if (status === 'assigned' && concern.status !== status && !mayBeAssigned(concern, at)) return false;
  switch (event) {
    case 'claim':
    case 'disputeClaim':
      return recorded !== undefined && (isClaimed(concern) || hasSlip(concern, at.now));
    case 'answerComplaint':
      return OPEN.includes(status) || concern.complaint
        ? true
        : isClaimed(concern) || 'complain' in EXPECTED[concern.status];
    case 'join':
    case 'leave':
      return isPublic(concern, at) && !followUpOf;
    case 'link':
    case 'unlink':
    case 'closeWithLead':
      return Boolean(concern.leadId) || (mayBeLinked(concern, at) && leadsFor(concern, at).length > 0);
    case 'dispatchTask':
    case 'acknowledgeTask':
    case 'returnTask':
    case 'completeTask':
    case 'recallTask':
      return !concern.leadId && (openTasksIn(concern).length > 0 || departmentsFor(concern, true, at).length > 0);
    case 'unsetRecurrence':
      return Boolean(recurrenceOf);
    case 'completeStage':
      return open.length > 0;
    case 'recomputeDeadlines':
      // A promised day assumes nothing; of what is deferred only the stages do.
      return status === 'deferred' ? open.some(({ deadline }) => deadline.isAssumed) : isCalendarAssumed;
    case 'lapseDecision': // a question waits no longer than the limit
      return status !== 'awaitingResident' || (finish.limit.unit === 'workingDays' && finish.limit.amount > 2);
    case 'withdraw':
    case 'undoWithdraw':
      return presentIn(concern).length === 1 && participants[0]!.openid !== null && !membersOf(concern, at).length;
    default:
      return true;
  }
}

/** Once more. */
const mayBeAssigned = (concern: Concern, at: Snapshot): boolean =>
  concern.firstContact.doneAt === undefined || mayDisputeContact(concern, at);

function suitsCall({ status }: Pair, concern: Concern, at: Snapshot): boolean {
  const { events, rounds } = concern;
  if (presentIn(concern).some(({ key }) => heardOf(concern, key))) return true;
  if (concern.status === 'closed') return waitingCall(concern, at) !== undefined;
  const isSilent = !events.some(({ type, data }) => type === 'rate' && data?.['round'] === rounds.length);
  if (!hasPhone(concern, at) || !isSilent) return false;
  if (status !== 'assigned') return true;
  return (
    isUnclaimed(concern) &&
    !events.some(({ type }) => type === 'proposeClosing') &&
    (Boolean(concern.leadId) || (mayBeLinked(concern, at) && leadsFor(concern, at).length > 0))
  );
}

/** The rarer, the likelier, and more so where nothing but the event is wanting; undefined where all are seen often enough. */
export function rarest(
  missing: (status: Status, event: EventType) => number,
  at: Snapshot,
  chance: Chance,
): Pair | undefined {
  const rare = PAIRS.map(([status, event]) => ({ status, event })).filter(
    ({ status, event }) => missing(status, event) > 0,
  );
  const concerns = [...at.concerns.values()];
  const isReady = (pair: Pair) =>
    concerns.some(
      (concern) =>
        concern.status === pair.status && suits(pair, concern, at) && nextMove(pair, concern, at)?.event === pair.event,
    );
  return rare.length
    ? chance.weighted(rare, (pair) => missing(pair.status, pair.event) ** 7 * (isReady(pair) ? 3 : 1))
    : undefined;
}
