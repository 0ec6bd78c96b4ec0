import fc from 'fast-check';
import { PUSH_TEMPLATES, type PushTemplate } from '../../domain/push-templates';
import {
  afterOutcome,
  FAILURES,
  factsToSay,
  groupedForSending,
  isQuiet,
  sendableFrom,
  type Outcome,
  type Push,
} from '../../domain/pushes';
import { DAY, MINUTE } from '../../domain/time';
import { beijing } from '../support/a-town';

const MORNING = beijing('2026-07-08 10:00');
let made = 0;
const aPush = (changes: Partial<Push> = {}): Push => ({
  id: `push-${(made += 1)}`,
  v: 1,
  recipient: 'staff:s01',
  concernId: 'c',
  template: 'assigned',
  facts: { number: '260708ABCDEF', category: '路面积水', place: '恒美一村', status: '新诉求', at: MORNING },
  state: 'waiting',
  notBefore: MORNING,
  changedAt: MORNING,
  attempts: 1,
  count: 1,
  ...changes,
});

test.each([
  ['2026-07-08 20:59', '2026-07-08 20:59'],
  ['2026-07-08 21:00', '2026-07-09 08:00'],
  ['2026-07-08 23:59', '2026-07-09 08:00'],
  ['2026-07-09 00:00', '2026-07-09 08:00'],
  ['2026-07-09 07:59', '2026-07-09 08:00'],
  ['2026-07-09 08:00', '2026-07-09 08:00'],
  ['2026-12-31 22:00', '2027-01-01 08:00'],
])('what comes up at %s may go from %s, an emergency at once', (at, from) => {
  expect(sendableFrom('assigned', beijing(at))).toBe(beijing(from));
  expect(sendableFrom('emergency', beijing(at))).toBe(beijing(at));
});

test('at any moment of any day: never in quiet hours, never more than a night later', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PUSH_TEMPLATES), fc.integer({ min: 0, max: 4e12 }), (template, at) => {
      const from = sendableFrom(template, at);
      expect(isQuiet(template, from)).toBe(false);
      expect(from).toBeGreaterThanOrEqual(at);
      expect(from - at).toBeLessThanOrEqual((DAY / 24) * 11);
    }),
  );
});

type Row = [template: PushTemplate, attempts: number, outcome: Outcome, state: Push['state'], minutes: number];
test.each<Row>([
  ['assigned', 1, 'sent', 'sent', 0],
  ['assigned', 1, 'noConsent', 'toCall', 0],
  ['assigned', 1, 'refused', 'toCall', 0],
  ['assigned', 1, 'unreachable', 'toCall', 0],
  ['assigned', 1, 'rejected', 'toCall', 0],
  ['assigned', 1, 'unknown', 'toCall', 0],
  ['assigned', 1, 'busy', 'waiting', 1],
  ['assigned', 2, 'busy', 'waiting', 5],
  ['assigned', 3, 'busy', 'waiting', 30],
  ['assigned', 4, 'busy', 'toCall', 0],
  ['emergency', 1, 'busy', 'toCall', 0], // it does not wait
  ['progress', 1, 'sent', 'sent', 0],
  ['progress', 1, 'noConsent', 'skipped', 0],
  ['progress', 1, 'refused', 'toCall', 0],
  ['progress', 1, 'unknown', 'skipped', 0],
  ['progress', 4, 'busy', 'skipped', 0],
  ['rate', 1, 'refused', 'skipped', 0], // nobody is asked by the owner to rate
])('%s at attempt %i, %s: %s', (template, attempts, outcome, state, minutes) => {
  const after = afterOutcome({ template, attempts }, outcome, MORNING);
  expect(after).toMatchObject({ state, notBefore: MORNING + minutes * MINUTE, changedAt: MORNING });
});

test('a second attempt that would fall into the night waits for the morning', () => {
  const after = afterOutcome({ template: 'assigned', attempts: 2 }, 'busy', beijing('2026-07-08 20:57'));
  expect(after.notBefore).toBe(beijing('2026-07-09 08:00'));
});

test('only a certain "not sent" is ever tried again; every failure has its sentence', () => {
  const outcomes = Object.keys(FAILURES) as Outcome[];
  for (const template of PUSH_TEMPLATES)
    for (const outcome of outcomes)
      for (const attempts of [1, 2, 3, 4, 5]) {
        const { state, failure } = afterOutcome({ template, attempts }, outcome, MORNING);
        if (outcome !== 'busy') expect(state).not.toBe('waiting');
        if (state === 'toCall') expect(FAILURES[failure!]).toMatch(/[\u4e00-\u9fff]/);
      }
});

test('three for one person are said by one, two are not; emergencies never', () => {
  const groups = (pushes: Push[]) => groupedForSending(pushes).map((group) => group.length);
  expect(groups([aPush(), aPush(), aPush()])).toEqual([3]);
  expect(groups([aPush(), aPush()])).toEqual([1, 1]);
  expect(groups([aPush(), aPush(), aPush({ recipient: 'staff:s02' })])).toEqual([1, 1, 1]);
  expect(groups([aPush(), aPush(), aPush({ template: 'returned' })])).toEqual([1, 1, 1]);
  expect(groups([1, 2, 3].map(() => aPush({ template: 'emergency' })))).toEqual([1, 1, 1]);
});

test('every push due is sent in exactly one group, emergencies before the others', () => {
  const anyDue = fc.array(
    fc.record({
      recipient: fc.constantFrom('staff:s01', 'staff:s02', 'resident:o1'),
      template: fc.constantFrom(...PUSH_TEMPLATES),
    }),
  );
  fc.assert(
    fc.property(anyDue, (rows) => {
      const due = rows.map(aPush);
      const groups = groupedForSending(due);
      expect(
        groups
          .flat()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(due.map(({ id }) => id).sort());
      for (const group of groups)
        expect(new Set(group.map(({ recipient, template }) => `${recipient} ${template}`)).size).toBe(1);
      const urgent = groups.map(([first]) => first.template === 'emergency');
      expect(urgent).toEqual([...urgent].sort((one, other) => Number(other) - Number(one)));
    }),
  );
});

test('a digest says how many, and names no place', () => {
  expect(factsToSay(aPush({ count: 4 }))).toEqual({
    number: '260708ABCDEF',
    category: '新诉求共 4 条',
    status: '新诉求',
    at: MORNING,
  });
  expect(factsToSay(aPush())).toMatchObject({ category: '路面积水', place: '恒美一村' });
});
