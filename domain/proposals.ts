/** What somebody asks for, what the decision makes of it, and what becomes of one that nobody takes. Source: product.md §6. */
import {
  change,
  currentRound,
  withCurrentRound,
  type Act,
  type Change,
  type ClosingKind,
  type Concern,
  type ConcernEvent,
  type Decision,
  type ObjectionGround,
  type Outcome,
  type Request,
  type Task,
} from './concern';
import { deadlineFrom, promisedFor, withExtension } from './deadlines';
import { decisionOn, raised } from './decisions';
import { AppError } from './errors';
import { targetsOf, type EventType } from './lifecycle';
import { refuseLinked, refuseUnready, type Member } from './linking';
import { confirmed } from './rating';
import type { Absence, BoundStaff } from './roster';
import { inputsNow } from './rerouting';
import { candidatesFor, mayOwn, routeConcern, type Certificate, type RoutingInputs } from './routing';
import { decisionsIn, openTasksIn, taskIn, tasksWith } from './tasks';
import { DAY, type Instant } from './time';
import { categoryOf, type Town } from './town';

/** The town as it is now. */
export type Surroundings = { town: Town; absences: readonly Absence[] };
/** Everything besides the concern that a decision depends on. `bound`: whose WeChat is a member of staff's. */
export type Around = Surroundings & { bound: readonly BoundStaff[] };

/** Days until the resident hears again at the latest, while a concern is planned. Source: product.md §6, `deferred`. */
export const MOST_DAYS_TO_UPDATE = 30;
/** An owner objects within this; source: product.md §5. */
const OBJECT_WITHIN = { unit: 'workingHours', amount: 4 } as const;
/** Extensions of one round. */
const MOST_EXTENSIONS = 2;

export const participatingStaff = ({ participants }: Concern, bound: readonly BoundStaff[]): string[] =>
  bound.filter(({ openid }) => participants.some((someone) => someone.openid === openid)).map(({ staffId }) => staffId);

/** At most one decision is pending per concern. */
function refuseSecond({ status, decision, id }: Concern, proposal: EventType): void {
  targetsOf(status, proposal);
  if (decision) throw new AppError('DECISION_PENDING', `${decision.kind} of ${id}`);
}

type Closing = { kind: ClosingKind; outcomes?: Outcome[] };

/**
 * Proposes to close. Where the category wants no verification the residents are asked at once.
 * @param members the open concerns that are linked to this one.
 */
export function proposeClosing(
  concern: Concern,
  act: Act,
  proposal: Closing,
  around: Around,
  members: readonly Member[] = [],
): Change {
  refuseSecond(concern, 'proposeClosing');
  refuseLinked(concern);
  refuseUnready(members);
  if (openTasksIn(concern).length) throw new AppError('TASKS_OPEN', concern.id);
  const { kind, outcomes = [] } = proposal;
  const closing = { kind, proposedBy: act.by, proposedAt: act.at, eventId: act.id, outcomes };
  const data = { kind };
  const needsVerification = kind !== 'resolved' || categoryOf(around.town, concern.categoryId).verification !== 'none';
  if (!needsVerification) return confirmed(concern, 'proposeClosing', act, closing, data, around);
  const rounds = withCurrentRound(concern, { closing, promise: undefined });
  const decision = asked(concern, act, { kind: 'closing', closing: kind }, around);
  return change(concern, 'proposeClosing', act, 'verifying', { rounds, decision }, data);
}

/** Long work: finished on a promised day, with word to the resident at least every 30 days. */
export function proposeDefer(
  concern: Concern,
  act: Act,
  { until, nextUpdateAt }: { until: Instant; nextUpdateAt: Instant },
  around: Around,
): Change {
  refuseSecond(concern, 'proposeDefer');
  refuseLinked(concern);
  if (until <= act.at) throw new AppError('DATE_PAST', 'promised date');
  refuseUpdate(nextUpdateAt, act.at);
  const decision = asked(concern, act, { kind: 'defer', until, nextUpdateAt: Math.min(until, nextUpdateAt) }, around);
  return change(concern, 'proposeDefer', act, concern.status, { decision }, { until, nextUpdateAt });
}

/** Throws unless the resident hears again from now on, and within 30 days. */
export function refuseUpdate(nextUpdateAt: Instant, at: Instant): void {
  if (nextUpdateAt <= at) throw new AppError('DATE_PAST', 'next update');
  if (nextUpdateAt > at + (MOST_DAYS_TO_UPDATE + 1) * DAY) throw new AppError('UPDATE_TOO_LATE', String(nextUpdateAt));
}

export function proposeExtension(concern: Concern, act: Act, days: number, around: Around): Change {
  refuseSecond(concern, 'proposeExtension');
  const { extensions = [] } = currentRound(concern).finish;
  if (extensions.length >= MOST_EXTENSIONS) throw new AppError('EXTENDED_ENOUGH', concern.id);
  const decision = asked(concern, act, { kind: 'extend', days }, around);
  return change(concern, 'proposeExtension', act, concern.status, { decision }, { days });
}

/** The owner asks somebody to take over; until that person accepts it stays theirs. */
export function proposeHandover(concern: Concern, act: Act, toId: string, around: Around): Change {
  refuseSecond(concern, 'proposeHandover');
  refuseOwner(concern, act, toId, around);
  const decision = asked(concern, act, { kind: 'handover', toId }, around);
  return change(concern, 'proposeHandover', act, concern.status, { decision }, { toId });
}

/** "Not mine to begin with", once per concern and soon after the routing; owner and deadline stand meanwhile. */
export function objectRouting(concern: Concern, act: Act, ground: ObjectionGround, around: Around): Change {
  refuseSecond(concern, 'objectRouting');
  if (hasObjected(concern)) throw new AppError('OBJECTED_ALREADY', concern.id);
  if (act.at > objectUntil(concern, around.town)) throw new AppError('OBJECTION_LATE', concern.id);
  const decision = asked(concern, act, { kind: 'objectRouting', ground }, around);
  return change(concern, 'objectRouting', act, concern.status, { decision }, { ground });
}
/** Whatever became of it. */
export const hasObjected = ({ events }: Concern): boolean => events.some(({ type }) => type === 'objectRouting');
export const objectUntil = ({ openedAt }: Concern, { calendar }: Town): Instant =>
  deadlineFrom(openedAt, OBJECT_WITHIN, calendar).dueAt;

const asked = (concern: Concern, act: Act, request: Request, { town, absences, bound }: Around): Decision =>
  decisionOn(concern, act, request, town, absences, participatingStaff(concern, bound));

/** What the decider says. `toId`: whom they choose for an objection that they uphold. */
export type Verdict = { agrees: boolean; toId?: string };

/**
 * The decider agrees, and what was asked for happens; or refuses, and everything goes on as if it had not been asked.
 * @param decision of those that are pending; the concern's own unless another is meant.
 */
export function decide(
  concern: Concern,
  act: Act,
  { agrees, toId }: Verdict,
  around: Around,
  decision: Decision | null = concern.decision,
): Change {
  if (!decision) throw new AppError('WRONG_STATUS', 'no decision is pending');
  const data = { kind: decision.kind, agrees, ...aboutTask(decision) };
  return agrees
    ? granted(concern, decision, act, data, toId, around)
    : ended(concern, decision, 'decide', act, data, { isSettled: true });
}

const aboutTask = (decision: Decision): Record<string, string> =>
  decision.kind === 'taskReturn' ? { taskId: decision.taskId } : {};

function granted(
  concern: Concern,
  decision: Decision,
  act: Act,
  data: NonNullable<ConcernEvent['data']>,
  toId: string | undefined,
  around: Around,
): Change {
  const { finish, closing } = currentRound(concern);
  switch (decision.kind) {
    case 'closing':
      return confirmed(concern, 'decide', act, { ...closing!, verifiedBy: act.by }, data, around);
    case 'defer': {
      const promise = { nextUpdateAt: decision.nextUpdateAt, madeAt: act.at };
      const rounds = withCurrentRound(concern, { finish: promisedFor(finish, decision.until, act.at), promise });
      return change(concern, 'decide', act, 'deferred', { rounds, decision: null, question: null }, data);
    }
    case 'extend': {
      const longer = withExtension(finish, { days: decision.days, agreedAt: act.at }, around.town.calendar);
      const rounds = withCurrentRound(concern, { finish: longer });
      return change(concern, 'decide', act, concern.status, { rounds, decision: null }, data);
    }
    case 'handover': {
      const how = decision.level === 'newOwner' ? 'handedOver' : 'ordered';
      return owned(concern, 'decide', act, decision.toId, how, data, around);
    }
    case 'objectRouting': {
      if (!toId || !choicesFor(concern, act.at, around).includes(toId)) throw new AppError('NOT_ELIGIBLE', toId);
      return owned(concern, 'decide', act, toId, 'arbitrated', data, around);
    }
    case 'taskReturn': {
      const how = { at: act.at, by: act.by, how: 'returned' as const };
      return ended(concern, decision, 'decide', act, data, { ended: how });
    }
  }
}

/** Refused, taken back or lapsed. A closing's clock runs on as if never stopped. @param task what becomes of a returned one. */
function ended(
  concern: Concern,
  decision: Decision,
  type: EventType,
  act: Act,
  data: ConcernEvent['data'],
  task: Partial<Task> = {},
): Change {
  if (decision.kind === 'taskReturn') {
    const { returning: _, ...returned } = taskIn(concern, decision.taskId)!;
    return change(concern, type, act, concern.status, { tasks: tasksWith(concern, { ...returned, ...task }) }, data);
  }
  const isClosing = decision.kind === 'closing';
  const rounds = isClosing ? withCurrentRound(concern, { closing: undefined }) : concern.rounds;
  return change(concern, type, act, isClosing ? 'handling' : concern.status, { rounds, decision: null }, data);
}

/** The proposer thinks better of it. @param decision as in `decide`. */
export function takeBack(concern: Concern, act: Act, decision: Decision | null = concern.decision): Change {
  if (!decision) throw new AppError('WRONG_STATUS', 'no decision is pending');
  return ended(concern, decision, 'takeBack', act, { kind: decision.kind, ...aboutTask(decision) });
}

/** Not taken in time it goes one level up, at the top it lapses as refused; undefined while there is time. */
export function raiseDecision(
  concern: Concern,
  act: Act,
  town: Town,
  absences: readonly Absence[],
): Change | undefined {
  const decision = decisionsIn(concern).find(({ decideBy }) => act.at >= decideBy);
  if (!decision) return undefined;
  const { kind, decider } = decision;
  const about = { kind, from: decider, ...aboutTask(decision) };
  const next = raised(concern, decision, town, absences, act.at);
  if (!next) return ended(concern, decision, 'lapseDecision', act, about, { isSettled: true });
  const data = { ...about, to: next.decider, level: next.level };
  const set =
    next.kind === 'taskReturn'
      ? { tasks: tasksWith(concern, { ...taskIn(concern, next.taskId)!, returning: next }) }
      : { decision: next };
  return change(concern, 'raiseDecision', act, concern.status, set, data);
}

/** A supervisor gives the concern to somebody, with their reason; a decision about the old owner's wishes lapses. */
export function orderHandover(concern: Concern, act: Act, toId: string, around: Surroundings): Change {
  refuseOwner(concern, act, toId, around);
  return owned(concern, 'orderHandover', act, toId, 'ordered', {}, around);
}

const CHANGES_OWNER: readonly Decision['kind'][] = ['handover', 'objectRouting'];

function owned(
  concern: Concern,
  type: EventType,
  act: Act,
  toId: string,
  how: NonNullable<RoutingInputs['chosen']>['how'],
  data: NonNullable<ConcernEvent['data']>,
  { town, absences }: Surroundings,
): Change {
  const inputs = { ...inputsNow(concern, act.at, town, absences), chosen: { staffId: toId, how, by: act.by } };
  const certificates: Certificate[] = [...concern.certificates, routeConcern(inputs, town)];
  const { decision } = concern;
  const isSettled = decision !== null && CHANGES_OWNER.includes(decision.kind);
  return change(
    concern,
    type,
    act,
    concern.status,
    { ownerId: toId, coverId: null, certificates, ...(isSettled && { decision: null }) },
    { ...data, from: concern.ownerId, toId, ...(isSettled && { settles: true }) },
  );
}

/** Throws unless this person may own the concern, and does not yet. */
export function refuseOwner(concern: Concern, { at }: Act, staffId: string, { town, absences }: Surroundings): void {
  const isKnown = town.staff.some(({ id }) => id === staffId);
  if (!isKnown) throw new AppError('UNKNOWN_STAFF', staffId);
  if (staffId === concern.ownerId || !mayOwn(staffId, inputsNow(concern, at, town, absences), town))
    throw new AppError('NOT_ELIGIBLE', staffId);
}

/** Between whom the decider of an objection chooses: whoever the rules would name, but for the present owner. */
export function choicesFor(concern: Concern, at: Instant, { town, absences }: Surroundings): string[] {
  const stored = concern.certificates[0]!.inputs;
  const inputs = { ...inputsNow(concern, at, town, absences), ...(stored.matches && { matches: stored.matches }) };
  return candidatesFor(inputs, town).filter((id) => id !== concern.ownerId);
}
