import fc from 'fast-check';
import type { Place } from '../../domain/concern';
import { cellOf } from '../../domain/geography';
import { STATUSES } from '../../domain/lifecycle';
import {
  inOrderOfLikeness,
  joinableAmong,
  MOST_NEIGHBOURS,
  neighbourhoodOf,
  neighbourOf,
  similarity,
  type Offered,
} from '../../domain/neighbours';
import { DAY } from '../../domain/time';
import { aTown } from '../support/a-town';

const HERE = { latitude: 22.505, longitude: 113.365 };
const landmark = { id: 'school', kind: 'landmark' as const, name: '良都小学', ...HERE };
const town = aTown({ places: [landmark] });
const place = (metresNorth = 0, changes: Partial<Place> = {}): Place => {
  const point = { ...HERE, latitude: HERE.latitude + metresNorth / 111_195 };
  return { kind: 'point', point, cell: cellOf(point), gridId: 'grid-1', name: '陈婆婆家门口', ...changes };
};
const anOffered = (changes: Partial<Offered> = {}): Offered => ({
  id: 'other',
  status: 'handling',
  categoryId: 'A2',
  place: place(),
  openedAt: NOW - DAY,
  participants: [{ openid: 'openid-resident' }],
  ...changes,
});

describe('likeness of two texts', () => {
  const text = fc.string({ unit: fc.constantFrom(...'水浸路灯井盖不亮了，。 aA1'), maxLength: 40 });

  test('is the same either way, from 0 to 1, and 1 for the same text', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const likeness = similarity(one, other);
        expect(likeness).toBe(similarity(other, one));
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(similarity(one, one)).toBe(1);
      }),
    );
  });

  // Worked out by hand: 2 x shared pairs / all pairs.
  test.each([
    ['路面积水', '路面积水', 1],
    ['路面积水', '路面积水深', 6 / 7],
    ['路面，积水！', '路面积水', 1],
    ['路灯不亮', '积水很深', 0],
    ['水水水', '水水', 2 / 3],
    ['水', '水', 1],
    ['水', '水浸', 0],
    ['', '水浸', 0],
    ['ＡＢ', 'ab', 1],
  ])('of %p and %p is %d', (one, other, expected) => {
    expect(similarity(one, other)).toBeCloseTo(expected);
  });
});

test.each(STATUSES)('in %s it is offered as long as it may be joined', (status) => {
  const isOffered = joinableAmong([anOffered({ status })], place(), town).length === 1;
  expect(isOffered).toBe(['assigned', 'handling', 'awaitingResident', 'deferred'].includes(status));
});

test.each<[string, Partial<Offered>, Place, boolean]>([
  ['100 m away', { place: place(99.9) }, place(), true],
  ['further away', { place: place(101) }, place(), false],
  ['in the same building', { place: place(500, { buildingId: 'b' }) }, place(0, { buildingId: 'b' }), true],
  ['somewhere at home', { categoryId: 'F3', place: place() }, place(), false],
  ['without a place', { place: { kind: 'none' } }, place(), false],
])('another concern is offered: %s', (_what, found, here, isOffered) => {
  expect(joinableAmong([anOffered(found)], here, town)).toHaveLength(isOffered ? 1 : 0);
});

test.each<[string, string, Place, string[] | undefined]>([
  ['the same family', 'A1', place(), ['A1', 'A2', 'A3', 'A4', 'A5']],
  ['a matter of one household', 'F3', place(), undefined],
  ['no place', 'A1', { kind: 'none' }, undefined],
])('it looks for %s', (_what, categoryId, here, expected) => {
  expect(neighbourhoodOf({ categoryId, place: here }, town, NOW)?.categoryIds).toEqual(expected);
});

describe('the order', () => {
  const idsOf = (found: Offered[], words: string, wordsOf: Record<string, string> = {}) =>
    inOrderOfLikeness(found, { place: place(), words }, wordsOf).map(({ id }) => id);

  test('is by likeness, then nearest, newest, id', () => {
    const found = [
      anOffered({ id: 'd', openedAt: NOW - 2 * DAY }),
      anOffered({ id: 'e', place: place(50) }),
      anOffered({ id: 'c' }),
      anOffered({ id: 'b' }),
      anOffered({ id: 'a', place: place(90) }),
    ];
    expect(idsOf(found, '一下大雨就水浸', { a: '大雨就水浸，请来看' })).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('holds at most five', () => {
    const found = Array.from({ length: 9 }, (_, index) => anOffered({ id: String(index) }));
    expect(idsOf(found, '')).toHaveLength(MOST_NEIGHBOURS);
  });

  test('does not answer guesses at single words of what somebody wrote', () => {
    const found = [anOffered({ id: 'far', place: place(90) }), anOffered({ id: 'near' })];
    const wordsOf = { far: '三巷陈婆婆家门口一下大雨就水浸到膝盖', near: '路面积水' };
    for (const guess of ['陈婆', '陈婆婆', '膝盖']) expect(idsOf(found, guess, wordsOf)).toEqual(['near', 'far']);
  });
});

test('what a neighbour reads is in the words of the town, never in those of the one who reported', () => {
  const offered = anOffered({ participants: [{ openid: 'openid-resident' }, { openid: null, leftAt: NOW }] });
  expect(neighbourOf(offered, 'openid-neighbour', town)).toEqual({
    concernId: 'other',
    categoryLabel: '反复水浸',
    family: 'A',
    placeLabel: '良都小学附近',
    status: 'handling',
    openedAt: NOW - DAY,
    people: 1,
    isMine: false,
  });
  expect(neighbourOf(offered, 'openid-resident', town).isMine).toBe(true);
});

test.each([
  ['far from every landmark: by the grid', place(900), '良都第一网格'],
  ['in a building of the town: by its name', place(900, { buildingId: 'school' }), '良都小学'],
  ['outside every grid', { kind: 'point' as const }, '网格以外'],
  ['without a place', { kind: 'none' as const }, '没有具体地点'],
])('a place is named %s', (_how, at, label) => {
  expect(neighbourOf(anOffered({ place: at }), '', town).placeLabel).toBe(label);
});
