import type { Place } from '../../domain/concern';
import { cellOf, neighboursOf } from '../../domain/geography';
import { matchesAmong, scopeOf, type Nearby } from '../../domain/same-matter';
import { DAY } from '../../domain/time';
import type { Town } from '../../domain/town';
import { aTown } from '../support/a-town';
import { aConcernIn } from '../support/a-concern';

const town = aTown();
const HERE = { latitude: 22.505, longitude: 113.365 };
const place = (changes: Partial<Place> = {}): Place => ({ kind: 'point', point: HERE, gridId: 'grid-1', ...changes });
/** One degree of latitude is 111.2 km. */
const north = (metres: number) => place({ point: { ...HERE, latitude: HERE.latitude + metres / 111_195 } });
const building = (buildingId: string, changes: Partial<Place> = {}) => place({ buildingId, ...changes });

const aNearby = (changes: Partial<Nearby> = {}): Nearby => ({
  id: 'other',
  ownerId: 'officer-guo',
  status: 'handling',
  categoryId: 'A2',
  place: place(),
  openedAt: NOW - DAY,
  closedAt: null,
  rounds: [{}],
  ...changes,
});
const closed = (days: number, kind: 'resolved' | 'explained' | 'referred' = 'resolved') => ({
  status: 'closed' as const,
  openedAt: NOW - 90 * DAY,
  closedAt: NOW - days * DAY,
  rounds: [{ closing: { kind } }],
});
const AROUND = place({ cell: cellOf(HERE) });
const scope = (categoryId: string, at = place(), of: Town = town) => scopeOf({ categoryId, place: at }, of, NOW);
const match = (found: Partial<Nearby>, at = place(), categoryId = 'A1', of: Town = town) =>
  matchesAmong([aNearby(found)], { categoryId, place: at }, of, NOW);

test.each<[string, Partial<Nearby>, object]>([
  ['open, at the same point', {}, { isEnded: false, metres: 0 }],
  ['in the same family', { categoryId: 'A4' }, { isEnded: false }],
  ['being verified as explained', { status: 'verifying', rounds: [{ closing: { kind: 'explained' } }] }, {}],
  ['being rated', { status: 'rating', rounds: [{ closing: { kind: 'resolved' } }] }, { isEnded: false }],
  ['100 m away', { place: north(99.9) }, { metres: 100 }],
  ['closed within 30 days', closed(30), { isEnded: true }],
  ['referred', closed(1, 'referred'), { isEnded: true }],
  ['explained at first, then handled again', { rounds: [{ closing: { kind: 'explained' } }, {}] }, { isEnded: false }],
])('another concern is about the same matter: %s', (_what, found, expected) => {
  expect(match(found)).toMatchObject([{ concernId: 'other', ownerId: 'officer-guo', ...expected }]);
});

test.each<[string, Partial<Nearby>]>([
  ['of another family', { categoryId: 'B1' }],
  ['more than 100 m away', { place: north(101) }],
  ['without a place', { place: { kind: 'none' } }],
  ['whose point is not kept', { place: place({ point: undefined }) }],
  ['withdrawn', { status: 'withdrawn', closedAt: NOW - DAY }],
  ['explained', closed(1, 'explained')],
  ['explained and being rated', { status: 'rating', rounds: [{ closing: { kind: 'explained' } }] }],
  ['closed more than 30 days ago', closed(31)],
  ['opened later', { openedAt: NOW + 1 }],
])('one %s is not', (_what, found) => {
  expect(match(found)).toEqual([]);
});

test('a place that could be a home matches by its building alone', () => {
  const home = { categoryId: 'F4', place: building('b-3', { point: undefined }) };
  expect(match(home, building('b-3', { point: undefined }), 'F4')).toMatchObject([{ concernId: 'other' }]);
  expect(match(home, building('b-4', { point: undefined }), 'F4')).toEqual([]);
  expect(match(home, place({ point: undefined }), 'F4')).toEqual([]);
  expect(match(home, building('b-3', { point: undefined }), 'F4')[0]).not.toHaveProperty('metres');
});

test('a restricted concern is no match, and what is in its family is', () => {
  const at = building('b-3');
  expect(match({ categoryId: 'I3', place: at }, at, 'I1')).toEqual([]);
  expect(match({ categoryId: 'I2', place: at }, at, 'I1')).toHaveLength(1);
  expect(scope('I1', building('b-3', { cell: cellOf(HERE) }))?.categoryIds).toEqual(['I1', 'I2', 'I4', 'I5']);
});

test('the window is the closed concern’s own category’s', () => {
  const categories = town.categories.map((category) =>
    category.id === 'A2' ? { ...category, recurrenceDays: 90 } : category,
  );
  const patient = aTown({ categories });
  expect(match(closed(80), place(), 'A1', patient)).toHaveLength(1);
  expect(match({ ...closed(80), categoryId: 'A4' }, place(), 'A1', patient)).toEqual([]);
  expect(scope('A1', AROUND, patient)?.endedSince).toBe(NOW - 90 * DAY);
  expect(scope('A1', AROUND)?.endedSince).toBe(NOW - 30 * DAY);
});

test('what ended after the moment looked at was open then', () => {
  const found = [aNearby({ ...closed(0), closedAt: NOW + DAY })];
  expect(matchesAmong(found, { categoryId: 'A1', place: place() }, town, NOW)).toMatchObject([{ isEnded: false }]);
});

test('the first ten are kept, each once', () => {
  const found = Array.from({ length: 30 }, (_, i) => aNearby({ id: `c${i}`, place: north(90 - i) }));
  const ids = matchesAmong([...found, ...found], { categoryId: 'A1', place: place() }, town, NOW);
  expect(ids.map(({ concernId }) => concernId)).toEqual(Array.from({ length: 10 }, (_, i) => `c${29 - i}`));
});

test('real concerns of every status are either open, ended or nothing to compare with', () => {
  const verdictOf = (status: Parameters<typeof aConcernIn>[0]) => {
    const concern = aConcernIn(status, { place: place() });
    const at = concern.closedAt ?? NOW;
    return matchesAmong([concern], { categoryId: 'A1', place: place() }, town, at)[0]?.isEnded;
  };
  expect(
    ['assigned', 'handling', 'verifying', 'rating', 'closed', 'withdrawn'].map((s) => verdictOf(s as 'closed')),
  ).toEqual([false, false, false, false, true, undefined]);
});

test.each<[string, Place, object | undefined]>([
  ['around a point', AROUND, { cells: neighboursOf(cellOf(HERE)) }],
  ['around a point, building or not', { ...AROUND, buildingId: 'b-3' }, { cells: neighboursOf(cellOf(HERE)) }],
  [
    'in the cell of its building alone where the point is not kept',
    { ...AROUND, point: undefined, buildingId: 'b-3' },
    { cells: [cellOf(HERE)] },
  ],
  ['nowhere without building and point', { ...AROUND, point: undefined }, undefined],
  ['nowhere without a place', { kind: 'none' }, undefined],
])('looks %s', (_where, at, expected) => {
  if (expected) expect(scope('A1', at)).toMatchObject(expected);
  else expect(scope('A1', at)).toBeUndefined();
});
