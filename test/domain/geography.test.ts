import { cellOf, locate, metresBetween, neighboursOf } from '../../domain/geography';
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

test.each([
  ['north', 0.0008, 0],
  ['south', -0.0008, 0],
  ['east', 0, 0.0009],
  ['south-west', -0.0006, -0.0006],
])('a point less than 100 m away to the %s lies in the cell or one of its neighbours', (_where, north, east) => {
  const there = { latitude: 22.5051 + north, longitude: 113.3651 + east };
  expect(metresBetween({ latitude: 22.5051, longitude: 113.3651 }, there)).toBeLessThan(100);
  expect(neighboursOf(cellOf({ latitude: 22.5051, longitude: 113.3651 }))).toContain(cellOf(there));
});

test('a cell and its neighbours are nine', () => {
  const cell = cellOf({ latitude: 22.505, longitude: 113.365 });
  expect(new Set(neighboursOf(cell)).size).toBe(9);
  expect(neighboursOf(cell)).toContain(cell);
});

// One degree of latitude is 111.2 km; at 22.5 degrees one of longitude is 102.7 km.
test.each([
  ['0.001 degrees north', 0.001, 0, 111.2],
  ['0.001 degrees east', 0, 0.001, 102.7],
  ['nowhere', 0, 0, 0],
])('%s is that many metres', (_where, north, east, metres) => {
  const here = { latitude: 22.5, longitude: 113.37 };
  const there = { latitude: here.latitude + north, longitude: here.longitude + east };
  expect(metresBetween(here, there)).toBeCloseTo(metres, 0);
  expect(metresBetween(there, here)).toBeCloseTo(metres, 0);
});
