/** An invented ground under the map: streets, water and parks that stay where they are while one pans. No tiles, no network. */
import type { Pixel } from './projection';

export interface View {
  /** Centre in world pixels at zoom 16. */
  center: Pixel;
  /** Screen pixels per world pixel at zoom 16. */
  factor: number;
  width: number;
  height: number;
}

/** Spacing in world pixels at zoom 16, about 2 m each. */
const AVENUE = 420;
const STREET = 105;
const RIVER = 1700;

/** The same number for the same seed, between 0 and 1. */
const chance = (a: number, b = 0) => {
  const wave = Math.sin(a * 127.1 + b * 311.7) * 43758.5453;
  return wave - Math.floor(wave);
};

const range = (from: number, to: number, step: number) => {
  const first = Math.floor(from / step);
  return Array.from({ length: Math.max(0, Math.ceil(to / step) - first + 1) }, (_, index) => first + index);
};

function bounds({ center, factor, width, height }: View) {
  const [halfWidth, halfHeight] = [width / 2 / factor, height / 2 / factor];
  return {
    left: center.x - halfWidth,
    right: center.x + halfWidth,
    top: center.y - halfHeight,
    bottom: center.y + halfHeight,
  };
}

const toScreen = ({ center, factor, width, height }: View, x: number, y: number) =>
  `${((x - center.x) * factor + width / 2).toFixed(1)} ${((y - center.y) * factor + height / 2).toFixed(1)}`;

/** Lines of one spacing, gently bent, as one SVG path. */
function lines(
  view: View,
  step: number,
  isVertical: boolean,
  bend: number,
  skip: (index: number) => boolean = () => false,
): string {
  const { left, right, top, bottom } = bounds(view);
  const [from, to] = isVertical ? [left, right] : [top, bottom];
  const [start, end] = isVertical ? [top, bottom] : [left, right];
  const stride = Math.max(step / 2, (end - start) / 40);
  return range(from - bend - step, to + bend + step, step)
    .filter((index) => !skip(index))
    .map((index) => {
      const base = (index + 0.35 * chance(index, isVertical ? 1 : 2)) * step;
      const points = range(start - stride, end + stride, stride).map((along) => {
        const position = along * stride;
        const across = base + bend * Math.sin(position / (step * 1.9) + chance(index, 3) * 6);
        return isVertical ? toScreen(view, across, position) : toScreen(view, position, across);
      });
      return `M${points.join('L')}`;
    })
    .join('');
}

function blocks(view: View, isDrawn: (column: number, row: number) => boolean, inset: number): string {
  const { left, right, top, bottom } = bounds(view);
  const corners = (column: number, row: number) =>
    [
      [column + inset, row + inset],
      [column + 1 - inset, row + inset + 0.05],
      [column + 1 - inset, row + 1 - inset],
      [column + inset - 0.04, row + 1 - inset],
    ].map(([x = 0, y = 0]) => toScreen(view, x * STREET, y * STREET));
  return range(left, right, STREET)
    .flatMap((column) =>
      range(top, bottom, STREET).flatMap((row) =>
        isDrawn(column, row) ? [`M${corners(column, row).join('L')}Z`] : [],
      ),
    )
    .join('');
}

/** @returns SVG paths by class, bottom first. Small things vanish when one zooms out. */
export function ground(view: View): { kind: string; path: string; width: number }[] {
  const { factor } = view;
  const isClose = factor > 0.3;
  const isPark = (column: number, row: number) => chance(column >> 1, row >> 1) < 0.13;
  const isHouse = (column: number, row: number) => !isPark(column, row) && chance(column, row + 9) < 0.6;
  const scaled = (width: number) => Math.max(0.6, width * Math.min(factor, 2.2));
  return [
    ...(factor > 0.12 ? [{ kind: 'park', path: blocks(view, isPark, 0.03), width: 0 }] : []),
    ...(factor > 0.55 ? [{ kind: 'house', path: blocks(view, isHouse, 0.2), width: 0 }] : []),
    { kind: 'river', path: lines(view, RIVER, false, 150, (index) => index % 2 !== 0), width: scaled(34) },
    ...(isClose
      ? [{ kind: 'street', path: lines(view, STREET, true, 6) + lines(view, STREET, false, 6), width: scaled(6) }]
      : []),
    ...(factor > 0.05
      ? [{ kind: 'avenue', path: lines(view, AVENUE, true, 26) + lines(view, AVENUE, false, 26), width: scaled(13) }]
      : []),
  ];
}
