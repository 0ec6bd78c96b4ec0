import fc from 'fast-check';
import { clustersOf, isOneSpot } from '../../domain/clusters';

const degrees = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
const anyPoints = fc.array(fc.record({ latitude: degrees(22.4, 22.6), longitude: degrees(113.3, 113.5) }), {
  maxLength: 80,
});
const anyScale = fc.double({ min: 3, max: 20, noNaN: true });

test('every item is in exactly one cluster', () => {
  fc.assert(
    fc.property(anyPoints, anyScale, (points, scale) => {
      const clusters = clustersOf(points, scale);
      const members = clusters.flatMap((cluster) => cluster.members);
      expect(members).toHaveLength(points.length);
      expect(new Set(members)).toEqual(new Set(points));
      expect(new Set(clusters.map(({ key }) => key)).size).toBe(clusters.length);
    }),
  );
});

test('a larger scale only ever divides: who is together there is together here', () => {
  fc.assert(
    fc.property(anyPoints, fc.integer({ min: 3, max: 19 }), (points, scale) => {
      const coarse = clustersOf(points, scale);
      for (const { members } of clustersOf(points, scale + 1))
        expect(coarse.some((cluster) => members.every((point) => cluster.members.includes(point)))).toBe(true);
    }),
  );
});

test('a cluster stands amid its members', () => {
  fc.assert(
    fc.property(anyPoints, anyScale, (points, scale) => {
      for (const { latitude, longitude, members } of clustersOf(points, scale)) {
        const [north, south] = [Math.max, Math.min].map((most) => most(...members.map((point) => point.latitude)));
        const [east, west] = [Math.max, Math.min].map((most) => most(...members.map((point) => point.longitude)));
        expect(latitude).toBeGreaterThanOrEqual(south! - 1e-9);
        expect(latitude).toBeLessThanOrEqual(north! + 1e-9);
        expect(longitude).toBeGreaterThanOrEqual(west! - 1e-9);
        expect(longitude).toBeLessThanOrEqual(east! + 1e-9);
      }
    }),
  );
});

test('seen from far away a town is one cluster, close by each concern stands alone', () => {
  const points = [
    { latitude: 22.4878, longitude: 113.356 },
    { latitude: 22.4876, longitude: 113.3685 },
    { latitude: 22.4755, longitude: 113.3796 },
  ];
  expect(clustersOf(points, 3)).toHaveLength(1);
  expect(clustersOf(points, 16)).toHaveLength(3);
});

test('what stands in one spot is told apart by no scale', () => {
  const home = { latitude: 22.4878, longitude: 113.356 };
  expect(isOneSpot([home, { ...home }])).toBe(true);
  expect(isOneSpot([home, { ...home, latitude: 22.4882 }])).toBe(false);
  expect(clustersOf([home, { ...home }], 20)).toHaveLength(1);
});
