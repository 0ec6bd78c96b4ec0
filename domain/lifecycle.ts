/** The whole life of a concern in one table. Who may do it is permissions.ts's business. Source: product.md §6. */
import { AppError } from './errors';

export const STATUS_LABELS = {
  assigned: '已派单',
  handling: '办理中',
  awaitingResident: '待您补充',
  deferred: '列入计划',
  verifying: '核验中',
  rating: '待评价',
  closed: '已办结',
  withdrawn: '已撤回',
} as const;

export type Status = keyof typeof STATUS_LABELS;
export const STATUSES = Object.keys(STATUS_LABELS) as [Status, ...Status[]];

export const EVENT_TYPES = [
  'submitConcern',
  'recordConcern',
  'followUp',
  'recordFirstContact',
  'disputeContact',
  'reply',
  'addDetail',
  'revealContact',
  'askResident',
  'answer',
  'lapseQuestion',
  'plan',
  'completeStage',
  'resume',
  'correctPlace',
  'correctCategory',
  'unsetRecurrence',
  'urge',
  'complain',
  'answerComplaint',
  'proposeClosing',
  'proposeDefer',
  'proposeExtension',
  'proposeHandover',
  'objectRouting',
  'decide',
  'takeBack',
  'raiseDecision',
  'lapseDecision',
  'assignCover',
  'orderHandover',
  'withdraw',
  'undoWithdraw',
  'rate',
  'closeRating',
  'reopen',
  'escalate',
  'recomputeDeadlines',
  'join',
  'leave',
  'link',
  'unlink',
  'closeWithLead',
  'claim',
  'disputeClaim',
  'callback',
  'disownCallback',
  'supersedeCallback',
  'dispatchTask',
  'acknowledgeTask',
  'returnTask',
  'completeTask',
  'recallTask',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

type Row = Partial<Record<EventType, readonly Status[]>>;

/** What leaves the status as it is. */
const staying = (status: Status, events: readonly EventType[]): Row =>
  Object.fromEntries(events.map((event) => [event, [status]]));

/** What may be done in every open status. */
const WHILE_OPEN = [
  'claim',
  'disputeClaim',
  'disownCallback',
  'addDetail',
  'revealContact',
  'correctPlace',
  'correctCategory',
  'unsetRecurrence',
  'urge',
  'complain',
  'answerComplaint',
  'assignCover',
  'orderHandover',
  'raiseDecision',
  'recomputeDeadlines',
] as const;
/** Others may join while it is worked on; only then are concerns linked. */
const WITH_NEIGHBOURS = ['join', 'leave', 'link', 'unlink'] as const;
/** Departments work until a closing is proposed, which needs no open task. */
const WITH_TASKS = ['dispatchTask', 'acknowledgeTask', 'returnTask', 'completeTask', 'recallTask'] as const;
/** While nothing is being verified, another decision may be asked for, taken, taken back or lapse. */
const WITH_OTHER_DECISIONS = [...WHILE_OPEN, 'proposeHandover', 'decide', 'takeBack', 'lapseDecision'] as const;
/** While it is worked on. */
const AT_WORK = [...WITH_OTHER_DECISIONS, ...WITH_TASKS] as const;

/** In this status, this event leads to one of these. An event missing from a row is forbidden. */
const TRANSITIONS: Record<Status, Row> = {
  assigned: {
    ...staying('assigned', [...AT_WORK, ...WITH_NEIGHBOURS, 'objectRouting', 'escalate']),
    recordFirstContact: ['handling'],
    reply: ['handling'], // it is the first contact, at its own time
    withdraw: ['withdrawn'],
  },
  handling: {
    ...staying('handling', [...AT_WORK, ...WITH_NEIGHBOURS, 'objectRouting', 'escalate']),
    ...staying('handling', ['reply', 'plan', 'completeStage', 'proposeDefer', 'proposeExtension']),
    disputeContact: ['assigned'],
    askResident: ['awaitingResident'],
    decide: ['handling', 'deferred'],
    proposeClosing: ['verifying', 'rating', 'closed'], // not verifying where the category wants no verification
    closeWithLead: ['rating', 'closed'],
    withdraw: ['withdrawn'],
  },
  awaitingResident: {
    ...staying('awaitingResident', [...AT_WORK, ...WITH_NEIGHBOURS, 'reply']),
    decide: ['awaitingResident', 'deferred'],
    answer: ['handling'],
    lapseQuestion: ['handling'],
    withdraw: ['withdrawn'],
  },
  deferred: {
    ...staying('deferred', [...AT_WORK, 'reply', 'plan', 'completeStage', 'proposeDefer', 'escalate']),
    ...staying('deferred', ['join', 'leave']), // planned work has a day of its own: it is not linked to another
    resume: ['handling'],
    withdraw: ['withdrawn'],
  },
  verifying: {
    ...staying('verifying', [...WHILE_OPEN, 'reply', 'leave']),
    decide: ['rating', 'closed', 'handling'], // closed at once where nobody can be asked
    takeBack: ['handling'],
    lapseDecision: ['handling'],
  },
  rating: {
    ...staying('rating', ['addDetail', 'revealContact', 'complain', 'answerComplaint']),
    ...staying('rating', ['claim', 'disputeClaim', 'disownCallback']),
    rate: ['rating', 'handling'], // "not solved" reopens; where many are asked it makes a follow-up, and the round goes on
    closeRating: ['closed'],
  },
  closed: {
    ...staying('closed', ['answerComplaint', 'claim', 'disputeClaim', 'disownCallback']),
    ...staying('closed', ['revealContact']), // whoever calls back needs the phone
    reopen: ['handling', 'closed'], // after a large round it makes a follow-up, or joins it
    callback: ['closed', 'handling'],
    supersedeCallback: ['closed', 'handling'],
  },
  withdrawn: {
    ...staying('withdrawn', ['answerComplaint', 'claim', 'disputeClaim', 'disownCallback']),
    undoWithdraw: ['assigned', 'handling'],
  },
};

export const OPEN_STATUSES: readonly Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred', 'verifying'];
export const isOpen = (status: Status): boolean => OPEN_STATUSES.includes(status);

/** Nothing of it goes on any more; it may be taken up again. */
export const isEnded = (status: Status): boolean => status === 'closed' || status === 'withdrawn';

export const isAllowed = (status: Status, event: EventType): boolean => event in TRANSITIONS[status];

/** Where `event` may lead from `status`. Throws WRONG_STATUS if the table has no such row. */
export function targetsOf(status: Status, event: EventType): readonly Status[] {
  const targets = TRANSITIONS[status][event];
  if (!targets) throw new AppError('WRONG_STATUS', `${event} while ${status}`);
  return targets;
}

export const PROGRESS_STEPS = ['提交', '派单', '首访', '办理', '核验', '评价'] as const;

/** How many steps of the progress line are done, and which is under way (its index; past the end when all are done). */
export function progressOf(status: Status): number {
  const steps: Record<Status, number> = {
    assigned: 2,
    handling: 3,
    awaitingResident: 3,
    deferred: 3,
    verifying: 4,
    rating: 5,
    closed: 6,
    withdrawn: 2,
  };
  return steps[status];
}
