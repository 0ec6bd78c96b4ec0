/** Web Mercator, in pixels of the world at one zoom level: what WeChat's map uses as well. */
export interface Place {
  latitude: number;
  longitude: number;
}
export interface Pixel {
  x: number;
  y: number;
}

const TILE_PX = 256;
export const MIN_ZOOM = 3;
export const MAX_ZOOM = 20;
const EARTH_CIRCUMFERENCE_M = 40_075_016.7;

const worldSize = (zoom: number) => TILE_PX * 2 ** zoom;

export function toPixel({ latitude, longitude }: Place, zoom: number): Pixel {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return { x: ((longitude + 180) / 360) * worldSize(zoom), y: y * worldSize(zoom) };
}

export function toPlace({ x, y }: Pixel, zoom: number): Place {
  const turn = Math.PI * (1 - (2 * y) / worldSize(zoom));
  return { latitude: (Math.atan(Math.sinh(turn)) * 180) / Math.PI, longitude: (x / worldSize(zoom)) * 360 - 180 };
}

export const pixelsPerMetre = (latitude: number, zoom: number): number =>
  worldSize(zoom) / (EARTH_CIRCUMFERENCE_M * Math.cos((latitude * Math.PI) / 180));

export const clampZoom = (zoom: number): number => Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, zoom));

/** The view that shows all places inside a rectangle of this size. */
export function fit(places: Place[], width: number, height: number): { center: Place; zoom: number } | undefined {
  const pixels = places.map((place) => toPixel(place, 0));
  if (!pixels.length) return undefined;
  const xs = pixels.map(({ x }) => x);
  const ys = pixels.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const zoom = Math.log2(Math.min(width / (right - left || 1e-6), height / (bottom - top || 1e-6)));
  return { center: toPlace({ x: (left + right) / 2, y: (top + bottom) / 2 }, 0), zoom: clampZoom(Math.min(zoom, 18)) };
}

/** Straight distance in metres; good enough inside a town. */
export function metresBetween(a: Place, b: Place): number {
  const [from, to] = [toPixel(a, 16), toPixel(b, 16)];
  return Math.hypot(from.x - to.x, from.y - to.y) / pixelsPerMetre(a.latitude, 16);
}
