/** Whether the grids' borders fit together: no border crosses itself, no two grids overlap, gaps are named. */
import { buffer } from '@turf/buffer';
import { featureCollection, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { kinks } from '@turf/kinks';
import { union } from '@turf/union';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { Faults } from './faults';
import { GRIDS_FILE, type GridRow } from './read/grids';

/** Overlaps wider than this are errors; narrower ones come from drawing. Source: product.md §5. */
const WIDEST_OVERLAP_M = 2;

type Shape = Feature<Polygon | MultiPolygon>;
type Box = [west: number, south: number, east: number, north: number];
type Grid = GridRow & { shape: Feature<Polygon>; box: Box };

export function checkBorders(rows: readonly GridRow[], faults: Faults): void {
  const grids = rows.map((row) => ({ ...row, shape: polygon([row.border]), box: boxOf(row) }));
  const simple = grids.filter((grid) => isSimple(grid, faults));
  for (const [first, second] of neighbours(simple))
    if (isWide(intersect(featureCollection([first.shape, second.shape]))))
      faults.error(GRIDS_FILE, second.line, `与网格 ${first.id} 重叠超过 ${WIDEST_OVERLAP_M} 米，请改正其中一个的边界`);
  const gaps = gapsBetween(simple);
  if (gaps) faults.warning(GRIDS_FILE, 1, `网格之间有 ${gaps} 处空白，那里的诉求将由街道值班台负责`);
}

const boxOf = ({ border }: GridRow): Box => {
  const [xs, ys] = [border.map(([x]) => x), border.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

function isSimple({ id, line, shape }: Grid, faults: Faults): boolean {
  if (!kinks(shape).features.length) return true;
  faults.error(GRIDS_FILE, line, `网格 ${id} 的边界自己交叉了，请改正`);
  return false;
}

/** Pairs whose boxes touch, found by sweeping from west to east. */
function neighbours(grids: readonly Grid[]): [Grid, Grid][] {
  const sorted = [...grids].sort((one, other) => one.box[0] - other.box[0]);
  const pairs: [Grid, Grid][] = [];
  for (const [index, first] of sorted.entries())
    for (const second of sorted.slice(index + 1)) {
      if (second.box[0] > first.box[2]) break;
      if (first.box[1] <= second.box[3] && second.box[1] <= first.box[3])
        pairs.push(first.line < second.line ? [first, second] : [second, first]);
    }
  return pairs;
}

/** Wide enough if something is left after both sides have moved in by half the width. */
const isWide = (overlap: Shape | null): boolean =>
  overlap !== null && buffer(overlap, -WIDEST_OVERLAP_M / 2, { units: 'meters' }) !== undefined;

/** Places that grids enclose without covering them. Cracks narrower than the drawing's tolerance do not count. */
function gapsBetween(grids: readonly Grid[]): number {
  const [first, ...others] = grids.map(({ shape }) => shape as Shape);
  if (!first) return 0;
  const whole = others.length ? union(featureCollection([first, ...others])) : first;
  const polygons = whole?.geometry.type === 'MultiPolygon' ? whole.geometry.coordinates : [whole!.geometry.coordinates];
  const holes = (polygons as number[][][][]).flatMap(([, ...inner]) => inner);
  return holes.filter((hole) => isWide(polygon([hole]))).length;
}
