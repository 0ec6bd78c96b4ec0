import type { Town } from '../../domain/town';

const CORNERS = 24;
const SIZE = 0.004;
const [WEST, SOUTH] = [113.3, 22.4];

/** `town` with `count` grids of two dozen corners each, side by side in a square. */
export function withGrids(town: Town, count: number): Town {
  const columns = Math.ceil(Math.sqrt(count));
  const grids = Array.from({ length: count }, (_, index) => ({
    id: `g${index + 1}`,
    name: `第${index + 1}网格`,
    communityId: town.communities[index % town.communities.length]!.id,
    border: ring(WEST + (index % columns) * SIZE, SOUTH + Math.floor(index / columns) * SIZE),
    officers: town.grids[0]!.officers,
  }));
  return { ...town, grids };
}

/** A circle: neighbours leave gaps between them, so that some points are in no grid. */
function ring(west: number, south: number): [number, number][] {
  const corners = Array.from({ length: CORNERS }, (_, index): [number, number] => {
    const angle = (2 * Math.PI * index) / CORNERS;
    return [west + (SIZE / 2) * (1 + Math.cos(angle)), south + (SIZE / 2) * (1 + Math.sin(angle))];
  });
  return [...corners, corners[0]!];
}
