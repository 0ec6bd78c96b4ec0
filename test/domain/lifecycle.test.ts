import { change } from '../../domain/concern';
import {
  BALL,
  EVENT_TYPES,
  isAllowed,
  isOpen,
  progressOf,
  STATUSES,
  STATUS_LABELS,
  targetsOf,
} from '../../domain/lifecycle';
import type { EventType, Status } from '../../domain/lifecycle';
import { aConcernIn, anAct } from '../support/a-concern';

const NOWHERE: Status[] = [];

/**
 * Where each event leads from each status, from product.md §6. Open statuses are assigned, handling and verifying;
 * in rating only rate, addDetail, revealContact and the clock act; the end is left only by reopening.
 */
const EXPECTED: Record<EventType, Record<Status, Status[]>> = {
  // Both create a concern; neither happens to one that exists.
  submitConcern: row({}),
  recordConcern: row({}),
  recordFirstContact: row({ assigned: ['handling'] }),
  reply: row({ assigned: ['handling'], handling: ['handling'], verifying: ['verifying'] }),
  addDetail: row({ assigned: ['assigned'], handling: ['handling'], verifying: ['verifying'], rating: ['rating'] }),
  revealContact: row({ assigned: ['assigned'], handling: ['handling'], verifying: ['verifying'], rating: ['rating'] }),
  withdraw: row({ assigned: ['withdrawn'], handling: ['withdrawn'] }),
  // Rating at once where the category wants no verification; closed where nobody can be asked (§7).
  proposeClosing: row({ handling: ['verifying', 'rating', 'closed'] }),
  decideClosing: row({ verifying: ['rating', 'closed', 'handling'] }),
  rate: row({ rating: ['rating', 'handling'] }),
  closeRating: row({ rating: ['closed'] }),
  reopen: row({ closed: ['handling'] }),
  recomputeDeadlines: row({ assigned: ['assigned'], handling: ['handling'], verifying: ['verifying'] }),
};

function row(changes: Partial<Record<Status, Status[]>>): Record<Status, Status[]> {
  const nowhere = { assigned: NOWHERE, handling: NOWHERE, verifying: NOWHERE };
  return { ...nowhere, rating: NOWHERE, closed: NOWHERE, withdrawn: NOWHERE, ...changes };
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

test.each<[Status, string, boolean, number, string]>([
  ['assigned', '已派单', true, 2, '首访责任人'],
  ['handling', '办理中', true, 3, '首访责任人'],
  ['verifying', '核验中', true, 4, '核验人'],
  ['rating', '待评价', false, 5, '您'],
  ['closed', '已办结', false, 6, ''],
  ['withdrawn', '已撤回', false, 2, ''],
])('%s is shown as %s', (status, label, open, step, ball) => {
  expect([STATUS_LABELS[status], isOpen(status), progressOf(status), BALL[status]]).toEqual([label, open, step, ball]);
});
