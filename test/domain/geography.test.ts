import { cellOf, locate } from '../../domain/geography';
import { aTown } from '../support/a-town';

const town = aTown();
const at = (latitude: number, longitude: number) => locate({ latitude, longitude }, town);

test.each([
  ['inside a grid', 22.505, 113.365, 'grid-1', 'liangdu'],
  ['inside a vacant grid', 22.505, 113.395, 'grid-3', 'maling'],
  ['on a shared border: the grid listed first', 22.505, 113.37, 'grid-1', 'liangdu'],
  ['on a corner of four grids: the grid listed first', 22.5, 113.37, 'grid-1', 'liangdu'],
  ['on an outer corner', 22.49, 113.36, 'grid-4', 'liangdu'],
  ['on the outer border', 22.495, 113.36, 'grid-4', 'liangdu'],
])('%s lies in a grid', (_where, latitude, longitude, gridId, communityId) => {
  expect(at(latitude, longitude)).toEqual({ gridId, communityId, metresOutside: 0 });
});

test('a gap lies in no grid, with its distance to the nearest', () => {
  const { gridId, communityId, metresOutside } = at(22.505, 113.385);
  expect({ gridId, communityId }).toEqual({ gridId: undefined, communityId: undefined });
  expect(metresOutside).toBeGreaterThan(500);
  expect(metresOutside).toBeLessThan(530);
});

// One degree of latitude is 111.2 km.
test.each([
  ['100 m north', 22.5109, 100],
  ['490 m north', 22.51441, 490],
  ['510 m north', 22.51459, 510],
  ['11 km north', 22.61, 11_120],
])('a point %s of the town is that far outside', (_where, latitude, metres) => {
  const { gridId, metresOutside } = at(latitude, 113.365);
  expect(gridId).toBeUndefined();
  expect(Math.abs(metresOutside - metres)).toBeLessThanOrEqual(Math.max(3, metres * 0.005));
});

test('the cell hides the exact point and is the same for close neighbours', () => {
  const home = { latitude: 22.50512, longitude: 113.36512 };
  expect(cellOf(home)).toBe(cellOf({ latitude: 22.50538, longitude: 113.36561 }));
  expect(cellOf(home)).not.toBe(cellOf({ latitude: 22.50712, longitude: 113.36512 }));
  expect(cellOf(home)).not.toContain('22.505');
});
