import fc from 'fast-check';
import { decisionOn } from '../../domain/decisions';
import { actingOn, dutyPlacesOf } from '../../domain/emergencies';
import { isWorkingTime } from '../../domain/calendar';
import { isPermitted, relationsOf, type Caller } from '../../domain/permissions';
import { deskPersonAt, isPresent, type Absence } from '../../domain/roster';
import type { Concern } from '../../domain/concern';
import { DAY, HOUR } from '../../domain/time';
import { aTown, beijing } from '../support/a-town';
import { aConcern, aConcernIn, aLeave, anAct, noLonger } from '../support/a-concern';

const town = aTown();
const OWNER = 'officer-chen';
const NIGHT = beijing('2026-07-11 02:00'); // a Saturday
const EVENING = beijing('2026-07-08 20:00');
const NOON = beijing('2026-07-08 12:30');
const MORNING = beijing('2026-07-08 10:00');
const since = (absence: Absence): Absence => ({ ...absence, from: 0, to: null });

const collapse = aConcern({ categoryId: 'B5' });
const noPlace: Concern = { ...collapse, place: { kind: 'none' } };
const elsewhere: Concern = { ...collapse, place: { ...collapse.place, communityId: 'maling' } };
const restrictedTown = aTown({
  categories: town.categories.map((category) =>
    category.id === 'B5' ? { ...category, isRestricted: true } : category,
  ),
});

test('the concern keeps what its category said when it was filed; older ones were none', () => {
  expect([collapse.isEmergency, aConcern().isEmergency]).toEqual([true, false]);
  const { isEmergency: _, ...older } = collapse;
  expect(actingOn(older, town, [], NIGHT)).toEqual([OWNER]);
});

test.each<[string, Concern, Absence[], number, string[]]>([
  ['in working hours the owner', collapse, [], MORNING, [OWNER]],
  ['at noon the community’s officer on duty too', collapse, [], NOON, [OWNER, 'coordinator-liangdu']],
  ['in the evening the one on duty then', collapse, [], EVENING, [OWNER, 'officer-zhou']],
  ['at night the duty desk', collapse, [], NIGHT, [OWNER, 'desk-first']],
  ['the desk’s second where the first is away', collapse, [aLeave('desk-first')], NIGHT, [OWNER, 'desk-second']],
  [
    'the supervisor where the desk is away',
    collapse,
    [aLeave('desk-first'), aLeave('desk-second')],
    NIGHT,
    [OWNER, 'supervisor'],
  ],
  [
    'another supervisor where that one is away too',
    collapse,
    [aLeave('desk-first'), aLeave('desk-second'), aLeave('supervisor')],
    NIGHT,
    [OWNER, 'leader'],
  ],
  ['the desk where the one on duty is away', collapse, [aLeave('officer-zhou')], EVENING, [OWNER, 'desk-first']],
  ['the desk without a place', noPlace, [], EVENING, [OWNER, 'desk-first']],
  ['the desk where a community has nobody on duty', elsewhere, [], EVENING, [OWNER, 'desk-first']],
  [
    'the deputy of an owner on leave, and the officer on duty',
    collapse,
    [aLeave(OWNER, { deputyId: 'officer-lin' })],
    EVENING,
    ['officer-lin', 'officer-zhou'],
  ],
  ['one person once', collapse, [aLeave(OWNER)], EVENING, ['officer-zhou']],
  ['the desk for an owner who is suspended', collapse, [noLonger(OWNER, 'suspended')], NIGHT, ['desk-first']],
  ['nobody else on what is no emergency', aConcern(), [], NIGHT, [OWNER]],
  ['nobody else once it is being verified', aConcernIn('verifying', { categoryId: 'B5' }), [], NIGHT, [OWNER]],
])('%s', (_who, concern, absences, at, expected) => {
  expect(actingOn(concern, town, absences.map(since), at)).toEqual(expected);
});

test('a restricted emergency is the desk’s, whose people are cleared', () => {
  expect(actingOn(collapse, restrictedTown, [], EVENING)).toEqual([OWNER, 'desk-first']);
});

test('the duty officer may do what the owner may, and only then', () => {
  const caller: Caller = { openid: 'o', staffId: 'officer-zhou', roles: ['officer'], isBound: true };
  const at = (moment: number) => relationsOf(caller, collapse, town, [], moment);
  for (const action of ['getConcern', 'recordFirstContact', 'reply', 'revealContact', 'proposeClosing'] as const) {
    expect(isPermitted(action, at(EVENING))).toBe(true);
    expect(isPermitted(action, at(MORNING))).toBe(false);
  }
});

test('who acts as duty officer when a closing is proposed does not verify it', () => {
  const handling = aConcernIn('handling', { categoryId: 'B5' });
  const deciderAt = (at: number) =>
    decisionOn(handling, anAct({ at, by: OWNER }), { kind: 'closing', closing: 'resolved' }, town, [], []).decider;
  expect([deciderAt(NOON), deciderAt(MORNING)]).toEqual(['supervisor', 'coordinator-liangdu']);
});

const anyMoment = fc
  .integer({ min: 0, max: 365 * 24 * 4 })
  .map((quarters) => beijing('2026-01-01 00:00') + quarters * (HOUR / 4));
const anyAbsences = (at: number) =>
  fc
    .array(
      fc.record({
        staffId: fc.constantFrom(...town.staff.map(({ id }) => id)),
        kind: fc.constantFrom('leave' as const, 'leaving' as const, 'suspended' as const),
      }),
      { maxLength: 6 },
    )
    .map((rows) => rows.map((row): Absence => ({ ...row, from: at - DAY, to: null })));
const anyNight = anyMoment.chain((at) => fc.tuple(fc.constant(at), anyAbsences(at)));
const anyEmergency = fc.constantFrom(collapse, noPlace, elsewhere, aConcernIn('handling', { categoryId: 'F3' }));

test('at any moment somebody present acts on an emergency, as long as one supervisor is there', () => {
  fc.assert(
    fc.property(anyNight, anyEmergency, ([at, absences], concern) => {
      const acting = actingOn(concern, town, absences, at);
      const isAnybodyLeft = isPresent(deskPersonAt(town, absences, at), town, absences, at);
      const present = acting.filter((id) => isPresent(id, town, absences, at));
      if (isAnybodyLeft) expect(present.length).toBeGreaterThan(0);
      expect(new Set(acting).size).toBe(acting.length);
    }),
    { numRuns: 500 },
  );
});

test('the lists of duty officers and the right to act agree: each emergency is on the list of exactly who may act on it', () => {
  fc.assert(
    fc.property(anyNight, anyEmergency, ([at, absences], concern) => {
      const place = concern.place.communityId ?? null;
      const listed = town.staff
        .map(({ id }) => id)
        .filter((id) => dutyPlacesOf(id, town, absences, at).includes(place));
      const acting = actingOn(concern, town, absences, at);
      if (isWorkingTime(at, town.calendar)) expect(listed).toEqual([]);
      else expect(acting).toEqual(expect.arrayContaining(listed));
      if (!isWorkingTime(at, town.calendar)) expect(listed).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});
