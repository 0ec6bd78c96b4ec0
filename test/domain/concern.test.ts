import { fileConcern, numberOf } from '../../domain/concern';
import { aTown, beijing, withMember } from '../support/a-town';
import { aConcern, anAct, NEIGHBOUR, RESIDENT } from '../support/a-concern';

const FILED = beijing('2026-07-08 10:00');

test('a report has its owner, first-contact and finish deadlines from the write that creates it', () => {
  const concern = aConcern({ act: anAct({ at: FILED }), categoryId: 'A5' });
  expect(concern).toMatchObject({
    status: 'assigned',
    isOpen: true,
    ownerId: 'officer-chen',
    dueAt: beijing('2026-07-09 17:30'),
    openedAt: FILED,
    decision: null,
    isCalendarAssumed: false,
    unprojected: true,
  });
  expect(concern.rounds).toHaveLength(1);
  expect(concern.rounds[0]!.finish.dueAt).toBe(beijing('2026-07-15 17:30'));
  expect(concern.participants).toEqual([
    { key: 'p1', relation: 'reporter', joinedAt: FILED, openid: RESIDENT, isStaff: false },
  ]);
});

test('heard in person by its owner, a concern starts in handling with the first contact made', () => {
  const recorded = { by: 'officer-guo', capacity: 'visit' as const };
  const concern = aConcern({ recorded, act: anAct({ at: FILED, by: 'officer-guo' }) });
  expect(concern).toMatchObject({ status: 'handling', ownerId: 'officer-guo', recorded });
  expect(concern.firstContact.doneAt).toBe(FILED);
  expect(concern.dueAt).toBe(concern.rounds[0]!.finish.dueAt);
  expect(concern.events).toMatchObject([{ type: 'recordConcern', by: 'officer-guo', from: null, to: 'handling' }]);
});

test('heard by somebody who may not own it, a concern starts assigned and the first contact is still to come', () => {
  const town = withMember(aTown(), 'officer-guo', { roles: ['department'] });
  const concern = aConcern({ town, recorded: { by: 'officer-guo', capacity: 'visit' } });
  expect(concern).toMatchObject({ status: 'assigned', ownerId: 'officer-chen' });
  expect(concern.firstContact.doneAt).toBeUndefined();
});

test('a concern that reaches into a year without a calendar says so', () => {
  const act = anAct({ at: beijing('2026-12-30 10:00') });
  expect(aConcern({ act, categoryId: 'A1' }).isCalendarAssumed).toBe(false);
  expect(aConcern({ act, categoryId: 'A5' })).toMatchObject({ isCalendarAssumed: true });
});

test('refuses a category that the town does not have', () => {
  const { certificates, place, consentVersion } = aConcern();
  const reporter = { openid: NEIGHBOUR, isStaff: false };
  const filing = { act: anAct(), categoryId: 'Z9', place, consentVersion, reporter };
  expect(() => fileConcern(filing, certificates[0]!, aTown())).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_CATEGORY' }),
  );
});

test.each([
  ['00112233445566778899aabbccddeeff', '2026-07-08 10:00', /^260708[A-HJ-NP-Z]{6}$/],
  ['ffffffffffffffffffffffffffffffff', '2026-01-01 00:00', /^260101[A-HJ-NP-Z]{6}$/],
  ['ffffffffffffffffffffffffffffffff', '2025-12-31 23:59', /^251231[A-HJ-NP-Z]{6}$/],
])('the number of %s filed at %s is the day in Beijing and six letters', (id, at, pattern) => {
  expect(numberOf(id, beijing(at))).toMatch(pattern);
  expect(numberOf(id, beijing(at))).toBe(numberOf(id, beijing(at)));
});
