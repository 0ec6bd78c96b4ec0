/** The whole life of a concern in one table. Who may do it is permissions.ts's business. Source: product.md §6. */
import { AppError } from './errors';

export const STATUS_LABELS = {
  assigned: '已派单',
  handling: '办理中',
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
  'recordFirstContact',
  'reply',
  'addDetail',
  'revealContact',
  'withdraw',
  'proposeClosing',
  'decideClosing',
  'rate',
  'closeRating',
  'reopen',
  'recomputeDeadlines',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** In this status, this event leads to one of these. An event missing from a row is forbidden. */
const TRANSITIONS: Record<Status, Partial<Record<EventType, readonly Status[]>>> = {
  assigned: {
    recordFirstContact: ['handling'],
    reply: ['handling'], // it is the first contact, at its own time
    addDetail: ['assigned'],
    revealContact: ['assigned'],
    withdraw: ['withdrawn'],
    recomputeDeadlines: ['assigned'],
  },
  handling: {
    reply: ['handling'],
    addDetail: ['handling'],
    revealContact: ['handling'],
    withdraw: ['withdrawn'],
    proposeClosing: ['verifying', 'rating', 'closed'], // not verifying where the category wants no verification
    recomputeDeadlines: ['handling'],
  },
  verifying: {
    reply: ['verifying'],
    addDetail: ['verifying'],
    revealContact: ['verifying'],
    decideClosing: ['rating', 'closed', 'handling'], // closed at once where nobody can be asked
    recomputeDeadlines: ['verifying'],
  },
  rating: {
    addDetail: ['rating'],
    revealContact: ['rating'],
    rate: ['rating', 'handling'], // "not solved" reopens
    closeRating: ['closed'],
  },
  closed: { reopen: ['handling'] },
  withdrawn: {},
};

export const OPEN_STATUSES: readonly Status[] = ['assigned', 'handling', 'verifying'];
export const isOpen = (status: Status): boolean => OPEN_STATUSES.includes(status);

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
  return { assigned: 2, handling: 3, verifying: 4, rating: 5, closed: 6, withdrawn: 2 }[status];
}

/** Who has to do something now. */
export const BALL: Record<Status, string> = {
  assigned: '首访责任人',
  handling: '首访责任人',
  verifying: '核验人',
  rating: '您',
  closed: '',
  withdrawn: '',
};
