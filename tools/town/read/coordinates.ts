/** Coordinates as maps give them, converted once to the GCJ-02 that WeChat uses. */
import gcoord from 'gcoord';

export type Position = [longitude: number, latitude: number];
export type System = 'WGS84' | 'GCJ02';

/** The names under which maps state their coordinates. CGCS2000 is WGS84 to within a metre. */
const SYSTEMS: [RegExp, System][] = [
  [/CRS84|EPSG:+4326|WGS ?84/i, 'WGS84'],
  [/EPSG:+4490|CGCS ?2000/i, 'WGS84'],
  [/GCJ-?02/i, 'GCJ02'],
];
/** Roughly China: enough to tell swapped coordinates, and metres from degrees. */
const CHINA = { longitude: [73, 136], latitude: [3, 54] } as const;
/** About 0.1 m. */
const DECIMALS = 6;

export const systemNamed = (name: string): System | undefined => SYSTEMS.find(([pattern]) => pattern.test(name))?.[1];

const within = (value: number, [from, to]: readonly [number, number]) => value >= from && value <= to;
const liesInChina = ([x, y]: Position) => within(x, CHINA.longitude) && within(y, CHINA.latitude);

/** What is wrong with these positions, as far as one can tell; undefined when nothing is. */
export function misplaced(positions: readonly Position[]): string | undefined {
  if (positions.every(liesInChina)) return undefined;
  return positions.every(([x, y]) => liesInChina([y, x]))
    ? '经度和纬度写反了，请把经度写在前面'
    : '坐标不在中国范围内，请确认用的是经纬度（度），而不是米';
}

export function toGcj02(position: Position, system: System): Position {
  const there = system === 'GCJ02' ? position : gcoord.transform(position, gcoord.WGS84, gcoord.GCJ02);
  return there.map((value) => Number(value.toFixed(DECIMALS))) as Position;
}
