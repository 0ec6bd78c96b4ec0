import { change } from '../../domain/concern';
import {
  EVENT_TYPES,
  isAllowed,
  isEnded,
  isOpen,
  progressOf,
  PROGRESS_STEPS,
  STATUSES,
  STATUS_LABELS,
  targetsOf,
} from '../../domain/lifecycle';
import type { EventType, Status } from '../../domain/lifecycle';
import { aConcernIn, anAct } from '../support/a-concern';

const NOWHERE: Status[] = [];
const OPEN = ['assigned', 'handling', 'awaitingResident', 'deferred', 'verifying'] as const;
const UNVERIFIED = ['assigned', 'handling', 'awaitingResident', 'deferred'] as const;

/**
 * Where each event leads from each status, from product.md §6. In rating only rate, addDetail, complain (and its
 * answer), revealContact and the clock act; the end is left only by reopening, a withdrawal by undoing it.
 */
const EXPECTED: Record<EventType, Record<Status, Status[]>> = {
  // These create a concern; none of them happens to one that exists.
  submitConcern: row({}),
  recordConcern: row({}),
  followUp: row({}),
  recordFirstContact: row({ assigned: ['handling'] }),
  disputeContact: row({ handling: ['assigned'] }),
  reply: row({ ...staying(OPEN), assigned: ['handling'] }),
  addDetail: row(staying([...OPEN, 'rating'])),
  revealContact: row(staying([...OPEN, 'rating', 'closed'])), // whoever calls back
  askResident: row({ handling: ['awaitingResident'] }),
  answer: row({ awaitingResident: ['handling'] }),
  lapseQuestion: row({ awaitingResident: ['handling'] }),
  plan: row(staying(['handling', 'deferred'])),
  completeStage: row(staying(['handling', 'deferred'])),
  resume: row({ deferred: ['handling'] }),
  correctPlace: row(staying(OPEN)),
  correctCategory: row(staying(OPEN)),
  unsetRecurrence: row(staying(OPEN)),
  urge: row(staying(OPEN)),
  complain: row(staying([...OPEN, 'rating'])),
  answerComplaint: row(staying(STATUSES)), // the end does not silence a complaint
  // Rating at once where the category wants no verification; closed where nobody can be asked (§7).
  proposeClosing: row({ handling: ['verifying', 'rating', 'closed'] }),
  proposeDefer: row(staying(['handling', 'deferred'])),
  proposeExtension: row(staying(['handling'])),
  proposeHandover: row(staying(UNVERIFIED)),
  objectRouting: row(staying(['assigned', 'handling'])),
  decide: row({
    ...staying(UNVERIFIED),
    handling: ['handling', 'deferred'],
    awaitingResident: ['awaitingResident', 'deferred'],
    verifying: ['rating', 'closed', 'handling'],
  }),
  takeBack: row({ ...staying(UNVERIFIED), verifying: ['handling'] }),
  raiseDecision: row(staying(OPEN)),
  lapseDecision: row({ ...staying(UNVERIFIED), verifying: ['handling'] }),
  assignCover: row(staying(OPEN)),
  orderHandover: row(staying(OPEN)),
  withdraw: row({
    assigned: ['withdrawn'],
    handling: ['withdrawn'],
    awaitingResident: ['withdrawn'],
    deferred: ['withdrawn'],
  }),
  undoWithdraw: row({ withdrawn: ['assigned', 'handling'] }),
  rate: row({ rating: ['rating', 'handling'] }),
  closeRating: row({ rating: ['closed'] }),
  reopen: row({ closed: ['handling', 'closed'] }), // after a large round a follow-up takes it up
  escalate: row(staying(['assigned', 'handling', 'deferred'])),
  recomputeDeadlines: row(staying(OPEN)),
  join: row(staying(UNVERIFIED)),
  leave: row(staying(OPEN)),
  link: row(staying(['assigned', 'handling', 'awaitingResident'])),
  unlink: row(staying(['assigned', 'handling', 'awaitingResident'])),
  closeWithLead: row({ handling: ['rating', 'closed'] }),
  claim: row(staying(STATUSES)),
  disputeClaim: row(staying(STATUSES)),
  callback: row({ closed: ['closed', 'handling'] }),
  disownCallback: row(staying(STATUSES)),
  supersedeCallback: row({ closed: ['closed', 'handling'] }),
  // Departments work until a closing is proposed, which needs no open task.
  dispatchTask: row(staying(UNVERIFIED)),
  acknowledgeTask: row(staying(UNVERIFIED)),
  returnTask: row(staying(UNVERIFIED)),
  completeTask: row(staying(UNVERIFIED)),
  recallTask: row(staying(UNVERIFIED)),
};

function staying(statuses: readonly Status[]): Partial<Record<Status, Status[]>> {
  return Object.fromEntries(statuses.map((status) => [status, [status]]));
}

function row(changes: Partial<Record<Status, Status[]>>): Record<Status, Status[]> {
  return {
    ...(Object.fromEntries(STATUSES.map((status) => [status, NOWHERE])) as Record<Status, Status[]>),
    ...changes,
  };
}

test('every status and every event is in the expected matrix', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual([...EVENT_TYPES].sort());
  for (const expected of Object.values(EXPECTED)) expect(Object.keys(expected).sort()).toEqual([...STATUSES].sort());
});

const pairs = STATUSES.flatMap((status) =>
  EVENT_TYPES.map((event) => [event, status, EXPECTED[event][status]] as const),
);

test.each(pairs)('%s while %s leads to %j', (event, status, targets) => {
  expect(isAllowed(status, event)).toBe(targets.length > 0);
  if (targets.length) expect([...targetsOf(status, event)].sort()).toEqual([...targets].sort());
  else expect(() => targetsOf(status, event)).toThrow(expect.objectContaining({ code: 'WRONG_STATUS' }));
});

test.each(pairs)('a change by %s while %s is refused unless it leads to %j', (event, status, targets) => {
  const concern = aConcernIn(status);
  for (const target of STATUSES) {
    const attempt = () => change(concern, event, anAct(), target);
    if (targets.includes(target)) expect(attempt().event).toMatchObject({ from: status, to: target, type: event });
    else expect(attempt).toThrow(expect.objectContaining({ code: 'WRONG_STATUS' }));
  }
});

test.each<[Status, string, boolean, number]>([
  ['assigned', '已派单', true, 2],
  ['handling', '办理中', true, 3],
  ['awaitingResident', '待您补充', true, 3],
  ['deferred', '列入计划', true, 3],
  ['verifying', '核验中', true, 4],
  ['rating', '待评价', false, 5],
  ['closed', '已办结', false, 6],
  ['withdrawn', '已撤回', false, 2],
])('%s is shown as %s', (status, label, open, step) => {
  expect([STATUS_LABELS[status], isOpen(status), progressOf(status)]).toEqual([label, open, step]);
});

test.each(STATUSES)('%s is open, being rated or ended', (status) => {
  const is = { open: isOpen(status), rated: status === 'rating', ended: isEnded(status) };
  expect(Object.values(is).filter(Boolean)).toHaveLength(1);
});

test('the progress line names its steps, and all are done once it is closed', () => {
  expect(PROGRESS_STEPS).toEqual(['提交', '派单', '首访', '办理', '核验', '评价']);
  expect(progressOf('closed')).toBe(PROGRESS_STEPS.length);
});
