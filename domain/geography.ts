/** Where a point lies: its grid and community, or how far outside. All coordinates are GCJ-02, as WeChat gives them. */
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { pointToPolygonDistance } from '@turf/point-to-polygon-distance';
import * as z from './zod';
import type { Town } from './town';

export const point = z.object({
  latitude: z.number('请在地图上选择地点').min(-90).max(90),
  longitude: z.number('请在地图上选择地点').min(-180).max(180),
});
export type Point = z.infer<typeof point>;

export type Location = {
  gridId?: string;
  communityId?: string;
  /** Metres to the nearest grid; 0 inside one. */
  metresOutside: number;
};

/** On a shared border the grid that the town lists first wins, so the answer is stable. */
export function locate({ latitude, longitude }: Point, { grids }: Pick<Town, 'grids'>): Location {
  const position = [longitude, latitude];
  const shapes = shapesOf(grids);
  const home = shapes.find(
    ({ west, south, east, north, polygon }) =>
      longitude >= west &&
      longitude <= east &&
      latitude >= south &&
      latitude <= north &&
      booleanPointInPolygon(position, polygon),
  )?.grid;
  if (home) return { gridId: home.id, communityId: home.communityId, metresOutside: 0 };
  const distances = shapes.map(({ polygon }) => pointToPolygonDistance(position, polygon, { units: 'meters' }));
  return { metresOutside: Math.round(Math.min(...distances)) };
}

type Grids = Town['grids'];
type Shape = {
  grid: Grids[number];
  polygon: { type: 'Polygon'; coordinates: [number, number][][] };
  /** The box around it: most grids are ruled out by four comparisons. */
  west: number;
  south: number;
  east: number;
  north: number;
};
/** A town is immutable: its shapes are made once. */
const known = new WeakMap<Grids, Shape[]>();

function shapesOf(grids: Grids): Shape[] {
  const found = known.get(grids);
  if (found) return found;
  const made = grids.map(shapeOf);
  known.set(grids, made);
  return made;
}

function shapeOf(grid: Grids[number]): Shape {
  const [longitudes, latitudes] = [grid.border.map(([x]) => x), grid.border.map(([, y]) => y)];
  return {
    grid,
    polygon: { type: 'Polygon', coordinates: [grid.border] },
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
}

/** Steps of about 100 m at the latitude of southern China. */
const CELL_DEGREES = { latitude: 0.0009, longitude: 0.001 };

/** The key of the cell of about 100 m that a point lies in; what is kept of a place that could be a home. */
export const cellOf = ({ latitude, longitude }: Point): string =>
  `${Math.floor(latitude / CELL_DEGREES.latitude)}_${Math.floor(longitude / CELL_DEGREES.longitude)}`;

/** The middle of a cell: as near as one comes to a place whose point is not kept. */
export function cellCentre(cell: string): Point {
  const [row, column] = cell.split('_').map((step) => Number(step) + 0.5);
  return { latitude: row! * CELL_DEGREES.latitude, longitude: column! * CELL_DEGREES.longitude };
}

/** The cell and the eight around it. */
export function neighboursOf(cell: string): string[] {
  const [row, column] = cell.split('_').map(Number);
  const steps = [-1, 0, 1];
  return steps.flatMap((north) => steps.map((east) => `${row! + north}_${column! + east}`));
}

const METRES_PER_DEGREE = 111_195;

/** Metres between points that are not far from each other: the earth is flat there. */
export function metresBetween(one: Point, other: Point): number {
  const shrink = Math.cos((one.latitude * Math.PI) / 180);
  const east = (one.longitude - other.longitude) * shrink;
  return Math.hypot(one.latitude - other.latitude, east) * METRES_PER_DEGREE;
}
