/** Points too close to be told apart on a map are drawn as one. No geometry library: this runs on the phone. */
import type { Point } from './geography';

export type Cluster<T> = Point & {
  /** The same for the same cell of the same scale. */
  key: string;
  members: T[];
};

/** As WeChat's map draws it: the world is 256 pixels wide at scale 0, and twice as wide at each further one. */
const WORLD_PX = 256;
/** Wide enough for a count in it. */
const CELL_PX = 64;

/** Where a point lies on the square world of the Mercator projection, from 0 to 1. */
function onWorld({ latitude, longitude }: Point): { x: number; y: number } {
  const angle = (latitude * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: 0.5 - Math.asinh(Math.tan(angle)) / (2 * Math.PI) };
}

/**
 * Every item is in exactly one cluster, and a larger scale only ever divides clusters.
 * @param scale of the map, 3 to 20.
 */
export function clustersOf<T extends Point>(items: readonly T[], scale: number): Cluster<T>[] {
  const cells = (WORLD_PX / CELL_PX) * 2 ** Math.floor(scale);
  const members = new Map<string, T[]>();
  for (const item of items) {
    const { x, y } = onWorld(item);
    const key = `${Math.floor(x * cells)}_${Math.floor(y * cells)}`;
    members.set(key, [...(members.get(key) ?? []), item]);
  }
  return [...members].map(([key, own]) => ({ key, members: own, ...middleOf(own) }));
}

const middleOf = (points: readonly Point[]): Point => ({
  latitude: points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length,
  longitude: points.reduce((sum, { longitude }) => sum + longitude, 0) / points.length,
});

const LARGEST_SCALE = 20;
/** No scale tells them apart: one building, or one cell. */
export const isOneSpot = (points: readonly Point[]): boolean => clustersOf(points, LARGEST_SCALE).length === 1;
