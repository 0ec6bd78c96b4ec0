/** Grid borders from GeoJSON. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import * as z from '../../../domain/zod';
import type { Faults } from '../faults';
import { misplaced, systemNamed, toGcj02, type Position, type System } from './coordinates';
import { textOf } from './text';

export const GRIDS_FILE = 'grids.geojson';

export type GridRow = { line: number; id: string; name: string; communityId: string; border: Position[] };
/** The system of its coordinates is also that of the other files. */
export type GridFile = { system?: System; grids: GridRow[] };

const properties = z.object({
  id: z.string('缺少编号 id').trim().min(1, '缺少编号 id').max(40, '编号最多 40 个字'),
  name: z.string('缺少名称 name').trim().min(1, '缺少名称 name'),
  communityId: z.string('缺少所属社区 communityId').trim().min(1, '缺少所属社区 communityId'),
});

/** Reads `grids.geojson`; whatever cannot be used is a fault with its line. */
export function readGrids(directory: string, faults: Faults): GridFile {
  const path = join(directory, GRIDS_FILE);
  const fail = (line: number, message: string): GridFile => {
    faults.error(GRIDS_FILE, line, message);
    return { grids: [] };
  };
  if (!existsSync(path)) return fail(1, '缺少这个文件');
  const text = textOf(readFileSync(path));
  if (text === undefined) return fail(1, '文字编码认不出来，请存为 UTF-8');
  const lineAt = lineFinder(text);
  const problems: ParseError[] = [];
  const root = parseTree(text, problems);
  const [problem] = problems;
  if (problem) return fail(lineAt(problem.offset), `不是有效的 GeoJSON(${printParseErrorCode(problem.error)})`);
  if (!root) return fail(1, '文件是空的');
  const system = systemOf(root);
  if (!system)
    return fail(
      lineAt(findNodeAtLocation(root, ['crs'])?.offset ?? 0),
      '请用 crs 写明坐标系：EPSG:4326（WGS84）、EPSG:4490（CGCS2000）或 GCJ-02',
    );
  const features = findNodeAtLocation(root, ['features'])?.children ?? [];
  if (!features.length) return fail(1, '没有网格');
  return { system, grids: features.flatMap((feature) => gridOf(feature, system, lineAt(feature.offset), faults)) };
}

function lineFinder(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

const valueAt = (node: Node, ...path: (string | number)[]): unknown => {
  const found = findNodeAtLocation(node, path);
  return found && plain(found);
};
const plain = (node: Node): unknown =>
  node.type === 'array'
    ? (node.children ?? []).map(plain)
    : node.type === 'object'
      ? Object.fromEntries((node.children ?? []).map(({ children }) => [children![0]!.value, plain(children![1]!)]))
      : node.value;

function systemOf(root: Node): System | undefined {
  const name = valueAt(root, 'crs', 'properties', 'name') ?? valueAt(root, 'crs');
  return typeof name === 'string' ? systemNamed(name) : undefined;
}

function gridOf(feature: Node, system: System, line: number, faults: Faults): GridRow[] {
  const named = properties.safeParse(valueAt(feature, 'properties') ?? {});
  for (const { message } of named.error?.issues ?? []) faults.error(GRIDS_FILE, line, message);
  const ring = ringOf(feature);
  if (typeof ring === 'string') faults.error(GRIDS_FILE, line, ring);
  if (!named.success || typeof ring === 'string') return [];
  return [{ line, ...named.data, border: ring.map((position) => toGcj02(position, system)) }];
}

/** The one outer ring, or what is wrong with it. */
function ringOf(feature: Node): Position[] | string {
  const type = valueAt(feature, 'geometry', 'type');
  const coordinates = valueAt(feature, 'geometry', 'coordinates');
  if (type !== 'Polygon' && type !== 'MultiPolygon') return '网格边界须是面（Polygon）';
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || polygons.length !== 1) return '网格由几块组成，请拆成几个网格，每个一块';
  const rings = polygons[0] as unknown;
  if (!Array.isArray(rings) || rings.length !== 1) return '网格中间不能有空洞';
  const ring = z.array(z.array(z.number()).min(2)).min(4).safeParse(rings[0]);
  if (!ring.success) return '边界坐标不完整：至少四个点，每个点是经度、纬度两个数';
  return checkedRing(ring.data.map(([longitude, latitude]) => [longitude!, latitude!]));
}

function checkedRing(ring: Position[]): Position[] | string {
  const problem = misplaced(ring);
  if (problem) return problem;
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) return '边界没有闭合，请让最后一个点与第一个点相同';
  return ring;
}
