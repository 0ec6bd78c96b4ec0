/** What a map of concerns shows: where each of them stands, and the grids around. */
import type { Place } from './concern';
import { cellCentre, type Point } from './geography';
import type { Town } from './town';
import * as z from './zod';

export const bounds = z.object({
  south: z.number().min(-90).max(90),
  west: z.number().min(-180).max(180),
  north: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
});
export type Bounds = z.infer<typeof bounds>;

export const isWithin = ({ latitude, longitude }: Point, { south, west, north, east }: Bounds): boolean =>
  latitude >= south && latitude <= north && longitude >= west && longitude <= east;

/** The point of a place; of a place that could be a home only the middle of its cell. Undefined for no place. */
export function spotOf({ point, cell }: Place): (Point & { isExact: boolean }) | undefined {
  if (point) return { ...point, isExact: true };
  return cell === undefined ? undefined : { ...cellCentre(cell), isExact: false };
}

type Grid = Town['grids'][number];

/** Whether the box around the grid and the bounds have anything in common. */
export function isInView({ border }: Grid, { south, west, north, east }: Bounds): boolean {
  const [longitudes, latitudes] = [border.map(([x]) => x), border.map(([, y]) => y)];
  return (
    Math.max(...longitudes) >= west &&
    Math.min(...longitudes) <= east &&
    Math.max(...latitudes) >= south &&
    Math.min(...latitudes) <= north
  );
}

/** The border as WeChat's map wants it: points, and the first one not repeated. */
export const outlineOf = ({ border }: Grid): Point[] =>
  border.slice(0, -1).map(([longitude, latitude]) => ({ latitude, longitude }));
