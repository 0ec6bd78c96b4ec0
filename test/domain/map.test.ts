import { cellOf } from '../../domain/geography';
import { isInView, isWithin, outlineOf, spotOf } from '../../domain/map';
import { aTown } from '../support/a-town';

const point = { latitude: 22.50512, longitude: 113.36512 };
const view = { south: 22.5, west: 113.36, north: 22.51, east: 113.37 };

test('public space is shown where it is, a home somewhere in its cell, and no place nowhere', () => {
  expect(spotOf({ kind: 'point', point, cell: cellOf(point) })).toEqual({ ...point, isExact: true });
  const hidden = spotOf({ kind: 'point', cell: cellOf(point) })!;
  expect(hidden.isExact).toBe(false);
  expect(cellOf(hidden)).toBe(cellOf(point));
  expect(hidden).not.toMatchObject(point);
  expect(spotOf({ kind: 'none' })).toBeUndefined();
});

test.each([
  ['inside', point, true],
  ['on the border', { latitude: 22.5, longitude: 113.37 }, true],
  ['south of it', { ...point, latitude: 22.4999 }, false],
  ['east of it', { ...point, longitude: 113.3701 }, false],
])('%s', (_where, there, expected) => {
  expect(isWithin(there, view)).toBe(expected);
});

test('the grids in view are those that the view touches', () => {
  const seen = aTown().grids.filter((grid) =>
    isInView(grid, { ...view, west: 113.361, north: 22.509, south: 22.501, east: 113.369 }),
  );
  expect(seen.map(({ id }) => id)).toEqual(['grid-1']);
  expect(aTown().grids.filter((grid) => isInView(grid, view)).length).toBeGreaterThan(1);
});

test('an outline names each corner once', () => {
  expect(outlineOf(aTown().grids[0]!)).toHaveLength(4);
});
