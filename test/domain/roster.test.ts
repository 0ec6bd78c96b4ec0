import { actingFor, actsFor, areInLine, type Absence } from '../../domain/roster';
import { aTown, beijing } from '../support/a-town';
import { aLeave, noLonger } from '../support/a-concern';

const town = aTown();
const NIGHT = beijing('2026-07-08 23:30');
const MORNING = beijing('2026-07-08 10:00');
const since = (absence: Absence): Absence => ({ ...absence, from: 0, to: null });

test.each<[string, string, Absence[], number, string]>([
  ['the owner in service', 'officer-chen', [], MORNING, 'officer-chen'],
  [
    'the deputy of an owner on leave',
    'officer-chen',
    [aLeave('officer-chen', { deputyId: 'officer-lin' })],
    MORNING,
    'officer-lin',
  ],
  [
    'the community on duty where there is no deputy',
    'officer-chen',
    [aLeave('officer-chen')],
    MORNING,
    'coordinator-liangdu',
  ],
  [
    'the community on duty where the deputy is away too',
    'officer-chen',
    [aLeave('officer-chen', { deputyId: 'officer-lin' }), aLeave('officer-lin')],
    MORNING,
    'coordinator-liangdu',
  ],
  ['the duty desk where nobody is on duty', 'officer-chen', [aLeave('officer-chen')], NIGHT, 'desk-first'],
  [
    'the second person of the desk where the first is away',
    'officer-chen',
    [aLeave('officer-chen'), aLeave('desk-first')],
    NIGHT,
    'desk-second',
  ],
  ['the desk’s second for the first', 'desk-first', [aLeave('desk-first')], MORNING, 'desk-second'],
  [
    'the named supervisor where everybody is away',
    'officer-chen',
    [aLeave('officer-chen'), aLeave('desk-first'), aLeave('desk-second')],
    NIGHT,
    'supervisor',
  ],
  [
    'another supervisor where that one is away too',
    'officer-chen',
    [aLeave('officer-chen'), aLeave('desk-first'), aLeave('desk-second'), aLeave('supervisor')],
    NIGHT,
    'leader',
  ],
  // product.md §2 promise 3: "the duty desk acts", not the community
  ['the duty desk for somebody leaving', 'officer-chen', [noLonger('officer-chen', 'leaving')], MORNING, 'desk-first'],
  [
    'the duty desk for somebody suspended',
    'officer-chen',
    [noLonger('officer-chen', 'suspended')],
    MORNING,
    'desk-first',
  ],
])('acting is %s', (_who, ownerId, absences, at, expected) => {
  expect(actingFor(ownerId, town, absences.map(since), at)).toBe(expected);
});

test.each([
  ['before it begins', MORNING - 1, 'officer-chen'],
  ['from its first moment', MORNING, 'officer-lin'],
  ['at its end', NIGHT, 'officer-chen'],
])('a leave counts: %s', (_when, at, expected) => {
  const leave = aLeave('officer-chen', { from: MORNING, to: NIGHT, deputyId: 'officer-lin' });
  expect(actingFor('officer-chen', town, [leave], at)).toBe(expected);
});

test('nobody acts for a deputy who does not exist', () => {
  const leave = since(aLeave('officer-chen', { deputyId: 'nobody' }));
  expect(actingFor('officer-chen', town, [leave], MORNING)).toBe('coordinator-liangdu');
});

test('a person acts for those whose acting person they are', () => {
  const absences = [aLeave('officer-chen', { deputyId: 'officer-lin' }), aLeave('officer-guo')].map(since);
  expect(actsFor('officer-lin', town, absences, MORNING)).toEqual(['officer-chen']);
  expect(actsFor('coordinator-maling', town, absences, MORNING)).toEqual(['officer-guo']);
  expect(actsFor('officer-wu', town, absences, MORNING)).toEqual([]);
});

test.each([
  ['officer-chen', 'officer-chen', true],
  ['officer-chen', 'coordinator-liangdu', true],
  ['coordinator-liangdu', 'officer-chen', true],
  ['officer-chen', 'leader', true],
  ['officer-chen', 'officer-lin', false], // colleagues
  ['officer-chen', 'coordinator-maling', false],
  ['officer-chen', 'desk-first', false],
  ['water', 'supervisor', false],
])('%s and %s are in one reporting line: %s', (one, other, expected) => {
  expect(areInLine(one, other, town)).toBe(expected);
});

test('a circle of managers is no endless line', () => {
  const staff = town.staff.map((member) =>
    member.id === 'leader' ? { ...member, managerId: 'officer-chen' } : member,
  );
  expect(areInLine('officer-chen', 'leader', { ...town, staff })).toBe(true);
  expect(areInLine('officer-guo', 'water', { ...town, staff })).toBe(false);
});
