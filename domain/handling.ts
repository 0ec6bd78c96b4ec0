/** What the owner (or whoever acts), the participants and the clock do to a concern. Each returns the one change to write. */
import {
  change,
  currentRound,
  stagesFrom,
  withCurrentRound,
  type Act,
  type Change,
  type Concern,
  type ConcernEvent,
  type Place,
  type Round,
  type Task,
} from './concern';
import {
  deadlineAfterReopening,
  deadlineFrom,
  MOST_PAUSES,
  pauseEnds,
  recomputed,
  withPause,
  type Deadline,
  type Pause,
} from './deadlines';
import { isAboutClaim, nextDispute, withoutClaim } from './claim';
import { AppError } from './errors';
import { targetsOf } from './lifecycle';
import { refuseWithMembers, type Member } from './linking';
import { ownerForMore } from './rerouting';
import type { Absence } from './roster';
import { stepDue } from './escalation';
import { refuseOwner, refuseUpdate, type Surroundings } from './proposals';
import { lapsed, tasksIn } from './tasks';
import { DAY, type Instant } from './time';
import { categoryOf, type Town } from './town';

export const CONTACT_LABELS = { phone: '电话联系', visit: '上门走访', office: '来访面谈', wechat: '微信联系' } as const;
export type ContactWay = keyof typeof CONTACT_LABELS;

export const recordFirstContact = (concern: Concern, act: Act, way: ContactWay): Change =>
  change(concern, 'recordFirstContact', act, 'handling', contactMade(concern, act), { way });

/** In `assigned` a reply is the first contact, at its own time. */
export const reply = (concern: Concern, act: Act): Change =>
  concern.status === 'assigned'
    ? change(concern, 'reply', act, 'handling', contactMade(concern, act))
    : change(concern, 'reply', act, concern.status);

const contactMade = ({ firstContact }: Concern, { at }: Act) => ({
  firstContact: { ...firstContact, doneAt: firstContact.doneAt ?? at },
});

const DISPUTE_WITHIN = { unit: 'workingDays', amount: 5 } as const;
/** Until when the reporter may say that nobody has contacted them. Source: product.md §6. */
export const disputeUntil = ({ firstContact }: Concern, { calendar }: Town): Instant | undefined =>
  firstContact.doneAt === undefined ? undefined : deadlineFrom(firstContact.doneAt, DISPUTE_WITHIN, calendar).dueAt;

/** A follow-up goes on with what was begun. */
export const isDisputable = (concern: Concern, at: Instant, town: Town): boolean =>
  !concern.followUpOf &&
  at <= (disputeUntil(concern, town) ?? 0) &&
  concern.events.every(({ type }) => type !== 'proposeClosing');

/** 没有联系我: the first contact is undone, its old deadline stands. Before a closing was ever proposed. */
export function disputeContact(concern: Concern, act: Act, town: Town): Change {
  targetsOf(concern.status, 'disputeContact');
  const { deadline } = concern.firstContact;
  if (!isDisputable(concern, act.at, town)) throw new AppError('DISPUTE_LATE', concern.id);
  return change(concern, 'disputeContact', act, 'assigned', { firstContact: { deadline } });
}

const staying =
  (type: 'addDetail' | 'revealContact') =>
  (concern: Concern, act: Act): Change =>
    change(concern, type, act, concern.status);
export const addDetail = staying('addDetail');
export const revealContact = staying('revealContact');

export const isAskedEnough = (concern: Concern): boolean => currentRound(concern).questions >= MOST_PAUSES;
/** By WeChat, by at least one of them. */
export const isReachable = ({ participants }: Concern): boolean => participants.some(({ openid }) => openid !== null);

/** Asks the resident, whose turn it then is: the clock waits, at most as long as the limit and 5 working days, twice. */
export function askResident(concern: Concern, act: Act, { calendar }: Town): Change {
  const round = currentRound(concern);
  if (isAskedEnough(concern)) throw new AppError('ASKED_ENOUGH', concern.id);
  if (!isReachable(concern)) throw new AppError('NOBODY_TO_ASK', concern.id);
  const question = { eventId: act.id, askedAt: act.at, answerBy: pauseEnds(act.at, round.finish.limit, calendar) };
  const rounds = withCurrentRound(concern, { questions: round.questions + 1 });
  const data = { answerBy: question.answerBy };
  return change(concern, 'askResident', act, 'awaitingResident', { rounds, question }, data);
}

export const answer = (concern: Concern, act: Act, town: Town): Change => resumed(concern, 'answer', act, town);

/** Nobody answered in time: it goes on without; undefined while there is time. */
export const lapseQuestion = (concern: Concern, act: Act, town: Town): Change | undefined =>
  concern.question && act.at >= concern.question.answerBy ? resumed(concern, 'lapseQuestion', act, town) : undefined;

function resumed(concern: Concern, type: 'answer' | 'lapseQuestion', act: Act, town: Town): Change {
  const { question } = concern;
  if (!question) throw new AppError('WRONG_STATUS', 'nothing was asked');
  // A late clock must not give more time than the question had.
  const to = Math.min(act.at, question.answerBy);
  const rounds = pausedRounds(concern, { from: question.askedAt, to, cause: 'resident' }, town);
  return change(concern, type, act, 'handling', { rounds, question: null });
}

function pausedRounds(concern: Concern, pause: Pause, { calendar }: Town): Round[] {
  const { finish, stages } = currentRound(concern);
  return withCurrentRound(concern, {
    finish: withPause(finish, pause, calendar),
    stages: stages.map((stage) =>
      stage.doneAt === undefined ? { ...stage, deadline: withPause(stage.deadline, pause, calendar) } : stage,
    ),
  });
}

/** Word to the resident on how it goes, and when the next one comes; a plan never goes without. */
export function plan(concern: Concern, act: Act, nextUpdateAt: Instant | undefined): Change {
  const { promise } = currentRound(concern);
  if (nextUpdateAt !== undefined) refuseUpdate(nextUpdateAt, act.at);
  else if (concern.status === 'deferred') throw new AppError('UPDATE_NEEDED', concern.id);
  const rounds = withCurrentRound(concern, {
    promise: nextUpdateAt === undefined ? undefined : { nextUpdateAt, madeAt: act.at },
  });
  const data: ConcernEvent['data'] = {
    ...(nextUpdateAt !== undefined && { nextUpdateAt }),
    ...(promise && { isKept: act.at <= promise.nextUpdateAt }),
  };
  return change(concern, 'plan', act, concern.status, { rounds }, data);
}

/** Ticks off what had to be done before the finish. @param index of the stage in the round under way. */
export function completeStage(concern: Concern, act: Act, index: number): Change {
  const { stages } = currentRound(concern);
  const stage = stages[index];
  if (!stage) throw new AppError('WRONG_STATUS', `no stage ${index}`);
  if (stage.doneAt !== undefined) throw new AppError('STAGE_DONE', stage.label);
  const done = stages.map((each) => (each === stage ? { ...stage, doneAt: act.at } : each));
  const rounds = withCurrentRound(concern, { stages: done });
  const data = { label: stage.label, isInTime: act.at <= stage.deadline.dueAt };
  return change(concern, 'completeStage', act, concern.status, { rounds }, data);
}

/** Planned work is taken up again: by the owner when they like, by the clock on the promised day. */
export const resume = (concern: Concern, act: Act): Change => {
  const rounds = withCurrentRound(concern, { promise: undefined });
  return change(concern, 'resume', act, 'handling', { rounds });
};
export const resumeWhenDue = (concern: Concern, act: Act): Change | undefined =>
  concern.status === 'deferred' && act.at >= currentRound(concern).finish.dueAt ? resume(concern, act) : undefined;

/** The place is another; whoever owns it stays responsible and may object to the routing. */
export function correctPlace(concern: Concern, act: Act, place: Place): Change {
  const { gridId, communityId } = place;
  const data = { ...(gridId && { gridId }), ...(communityId && { communityId }) };
  return change(concern, 'correctPlace', act, concern.status, { place }, data);
}

/**
 * Never moves the first contact's deadline; the finish becomes earlier with a shorter limit, and later only by the
 * coordinator. Source: product.md §6.
 */
export function correctCategory(
  concern: Concern,
  act: Act,
  categoryId: string,
  isByCoordinator: boolean,
  { town }: Pick<Surroundings, 'town'>,
): Change {
  if (categoryId === concern.categoryId) throw new AppError('SAME_CATEGORY', categoryId);
  const category = categoryOf(town, categoryId);
  if (category.isRetired) throw new AppError('UNKNOWN_CATEGORY', `${categoryId} is retired`);
  const isCleared = town.staff.find(({ id }) => id === concern.ownerId)?.isCleared;
  if (category.isRestricted && !isCleared) throw new AppError('NOT_CLEARED', concern.ownerId);
  const round = currentRound(concern);
  const { filedAt } = round.finish;
  const isFirst = concern.rounds.length === 1;
  const isWhole = isFirst && !concern.followUpOf;
  const within = isWhole ? category.finish : deadlineAfterReopening(filedAt, category.finish, town.calendar).limit;
  const fresh = asIfFrom(round.finish, within, town);
  const isLonger = fresh.dueAt > round.finish.dueAt;
  const rounds = withCurrentRound(concern, {
    ...((!isLonger || isByCoordinator) && { finish: fresh }),
    ...(isWhole && { stages: stagesFrom(concern.openedAt, category, town) }),
  });
  const { isEmergency } = category;
  return change(
    concern,
    'correctCategory',
    act,
    concern.status,
    { categoryId, isEmergency, rounds, place: placeFor(concern.place, category.isPublicSpace) },
    { from: concern.categoryId, to: categoryId },
  );
}

/** Outside public space neither the point nor the name of the place may stand on the concern. */
const placeFor = ({ point, name, ...place }: Place, isPublicSpace: boolean): Place => ({
  ...place,
  ...(isPublicSpace && point && { point }),
  ...(isPublicSpace && name && { name }),
});

/** The same clock with another limit. A promised day stands. */
const asIfFrom = (deadline: Deadline, limit: Deadline['limit'], { calendar }: Town): Deadline => {
  if (deadline.promised) return deadline;
  const { filedAt, pauses, extensions } = deadline;
  return deadlineFrom(filedAt, limit, calendar, { ...(pauses && { pauses }), ...(extensions && { extensions }) });
};

/** The coordinator finds that it does not repeat an ended matter after all. */
export function unsetRecurrence(concern: Concern, act: Act): Change {
  if (!concern.recurrenceOf) throw new AppError('WRONG_STATUS', 'repeats nothing');
  return change(concern, 'unsetRecurrence', act, concern.status, { recurrenceOf: null });
}

const isRecent = (concern: Concern, type: ConcernEvent['type'], { by, at }: Act) =>
  concern.events.some((event) => event.type === type && event.by === by && event.at > at - DAY);

/** Once a day for each person. */
export function urge(concern: Concern, act: Act): Change {
  if (isRecent(concern, 'urge', act)) throw new AppError('URGED_ALREADY', concern.id);
  return change(concern, 'urge', act, concern.status);
}

/** About the handling: goes to the supervisor, not to the owner. One is open at a time for each person. */
export function complain(concern: Concern, act: Act): Change {
  if (isRecent(concern, 'complain', act)) throw new AppError('COMPLAINED_ALREADY', concern.id);
  const complaint = { eventId: act.id, by: act.by, at: act.at };
  return change(concern, 'complain', act, concern.status, { complaint });
}
/** Where somebody doubts a claim, the answer may undo it. */
export function answerComplaint(concern: Concern, act: Act, undoesClaim = false): Change {
  if (!concern.complaint) throw new AppError('WRONG_STATUS', 'no complaint is open');
  if (undoesClaim && !isAboutClaim(concern)) throw new AppError('WRONG_STATUS', 'no claim is in doubt');
  const { eventId, by } = concern.complaint;
  const set = { complaint: nextDispute(concern, eventId), ...(undoesClaim && withoutClaim(concern)) };
  const data = { to: by, of: eventId, ...(isAboutClaim(concern) && { undoesClaim }) };
  return change(concern, 'answerComplaint', act, concern.status, set, data);
}

/** The coordinator appoints somebody who acts besides the owner, or ends that. */
export function assignCover(concern: Concern, act: Act, staffId: string | undefined, around: Surroundings): Change {
  if (staffId !== undefined) refuseOwner(concern, act, staffId, around);
  if ((staffId ?? null) === (concern.coverId ?? null)) throw new AppError('COVERED_ALREADY', concern.id);
  return change(concern, 'assignCover', act, concern.status, { coverId: staffId ?? null }, staffId ? { staffId } : {});
}

/**
 * By the sole participant only; which is permissions.ts's business. Lapses tasks, a pending decision, question and link.
 * @param wasAsked whether somebody asked them to; a question once contact has been made, for the supervisor alone.
 * @param members the open concerns that are linked to this one.
 */
export function withdraw(
  concern: Concern,
  act: Act,
  town: Town,
  wasAsked?: boolean,
  members: readonly Member[] = [],
): Change {
  targetsOf(concern.status, 'withdraw');
  refuseWithMembers(members);
  const { question, firstContact } = concern;
  const waited: Pause | undefined = question
    ? { from: question.askedAt, to: Math.min(act.at, question.answerBy), cause: 'resident' }
    : undefined;
  const rounds = waited ? pausedRounds(concern, waited, town) : concern.rounds;
  const unlinked = concern.leadId ? { leadId: null } : {};
  const tasks = concern.tasks && { tasks: lapsed(concern, act) };
  const set = { rounds, decision: null, ...tasks, question: null, coverId: null, closedAt: act.at, ...unlinked };
  const isTold = wasAsked !== undefined && firstContact.doneAt !== undefined;
  return change(concern, 'withdraw', act, 'withdrawn', set, isTold ? { wasAsked } : undefined);
}

/** Days within which a withdrawal can be undone. Source: product.md §6, `withdrawn`. */
const UNDO_DAYS = 30;
export const undoUntil = (withdrawnAt: Instant): Instant => withdrawnAt + UNDO_DAYS * DAY;

/** Back to where it stood; the clock stood still meanwhile. */
export function undoWithdraw(concern: Concern, act: Act, town: Town, absences: readonly Absence[] = []): Change {
  targetsOf(concern.status, 'undoWithdraw');
  const { firstContact, closedAt } = concern;
  if (closedAt === null || act.at > undoUntil(closedAt)) throw new AppError('UNDO_LATE', concern.id);
  const pause: Pause = { from: closedAt, to: act.at, cause: 'withdrawn' };
  const isContacted = firstContact.doneAt !== undefined;
  const deadline = isContacted ? firstContact.deadline : withPause(firstContact.deadline, pause, town.calendar);
  return change(concern, 'undoWithdraw', act, isContacted ? 'handling' : 'assigned', {
    closedAt: null,
    firstContact: { ...firstContact, deadline },
    rounds: pausedRounds(concern, pause, town),
    ...ownerForMore(concern, act.at, town, absences),
  });
}

/** The clock brings in more people; undefined when no step has come. */
export function escalate(concern: Concern, act: Act): Change | undefined {
  const due = stepDue(concern, act.at);
  if (!due) return undefined;
  const { clock, step } = due;
  const escalation = { ...concern.escalation, steps: { ...concern.escalation.steps, [clock.key]: step } };
  const data = { of: clock.kind, step, dueAt: clock.dueAt, ...(clock.taskId && { taskId: clock.taskId }) };
  return change(concern, 'escalate', act, concern.status, { escalation }, data);
}

/** Deadlines that assumed Monday to Friday, once the official calendar is known; undefined when nothing changes. */
export function recomputeDeadlines(concern: Concern, act: Act, { calendar }: Town): Change | undefined {
  const { finish, stages } = currentRound(concern);
  const deadline = recomputed(concern.firstContact.deadline, calendar);
  const fresh = recomputed(finish, calendar);
  const freshStages = stages.map((stage) => ({ ...stage, deadline: recomputed(stage.deadline, calendar) }));
  const tasks = tasksIn(concern).map((task) => (task.ended ? task : recomputedTask(task, calendar)));
  const isSame =
    freshStages.every((stage, index) => stage.deadline === stages[index]!.deadline) &&
    tasks.every((task, index) => task === tasksIn(concern)[index]);
  if (deadline === concern.firstContact.deadline && fresh === finish && isSame) return undefined;
  return change(concern, 'recomputeDeadlines', act, concern.status, {
    firstContact: { ...concern.firstContact, deadline },
    rounds: withCurrentRound(concern, { finish: fresh, stages: freshStages }),
    ...(concern.tasks && { tasks }),
  });
}

function recomputedTask(task: Task, calendar: Town['calendar']): Task {
  const deadline = recomputed(task.deadline, calendar);
  return deadline === task.deadline ? task : { ...task, deadline };
}
