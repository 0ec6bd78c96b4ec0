import type { Filter, Bound } from './conditions';
import type { IndexField } from './declaration';
import { databaseError } from './errors';
import { AFTER, encodeValue } from './keys';
import type { StoredIndex } from './entries';

/** A stretch of an index: from `start` to before `end`. Entries of several branches merge by what follows `prefix` bytes. */
export interface Branch {
  start: Buffer;
  end: Buffer;
  prefix: number;
}
export type Plan =
  { by: '_id'; ids: unknown[] } | { by: 'index'; index: StoredIndex; branches: Branch[]; isBackward: boolean };

/** MongoDB's own limit when it turns several $in into stretches of an index. */
const MAX_BRANCHES = 200;

/**
 * Finds the declared index that serves a query; throws when none does, because in production the same query
 * would read the whole collection.
 */
export function planQuery(collection: string, indexes: StoredIndex[], filter: Filter, sort: IndexField[]): Plan {
  const ids = filter.bounds.get('_id')?.points;
  if (ids) return { by: '_id', ids };
  const served = indexes
    .map((index) => ({ index, use: useOf(index, filter, sort) }))
    .filter((candidate) => candidate.use !== undefined)
    .sort((a, b) => (b.use?.score ?? 0) - (a.use?.score ?? 0))[0];
  if (!served?.use) throw unserved(collection, filter, sort);
  const { pointed, merged, isBackward } = served.use;
  const branches = branchesOf(served.index, filter, pointed, merged);
  return { by: 'index', index: served.index, branches, isBackward };
}

/** How many leading fields are bound by points, from which field on the order counts, and which way to read. */
function useOf({ fields }: StoredIndex, { bounds, isEmpty }: Filter, sort: IndexField[]) {
  const firstUnpointed = fields.findIndex(({ path }) => !bounds.get(path)?.points);
  const pointed = firstUnpointed === -1 ? fields.length : firstUnpointed;
  const hasRange = isRange(bounds.get(fields[pointed]?.path ?? ''));
  const isConstant = ({ path }: IndexField) => bounds.get(path)?.points?.length === 1;
  const order = sort.filter((field) => !isConstant(field));
  if (pointed === 0 && !hasRange && !(isEmpty && order.length > 0)) return undefined;
  const score = pointed * 2 + (hasRange ? 1 : 0);
  for (let merged = pointed; merged >= 0; merged--) {
    const isBackward = directionOf(
      order,
      fields.slice(merged).filter((field) => !isConstant(field)),
    );
    if (isBackward !== undefined) return { pointed, merged, isBackward, score };
  }
  return undefined;
}

const isRange = (bound?: Bound) => bound?.low !== undefined || bound?.high !== undefined;

/** Whether reading backward gives this order; undefined when neither way does. */
function directionOf(order: IndexField[], fields: IndexField[]): boolean | undefined {
  const isSame = order.every(({ path }, i) => fields[i]?.path === path);
  const turns = new Set(order.map(({ direction }, i) => direction === fields[i]?.direction));
  return isSame && turns.size <= 1 ? turns.has(false) : undefined;
}

function branchesOf(index: StoredIndex, { bounds }: Filter, pointed: number, merged: number): Branch[] {
  let prefixes = [{ bytes: Buffer.alloc(0), prefix: 0 }];
  index.fields.slice(0, pointed).forEach(({ path, direction }, i) => {
    const keys = (bounds.get(path)?.points ?? []).map((point) => encodeValue(point, direction));
    const distinct = [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
    prefixes = prefixes.flatMap(({ bytes, prefix }) =>
      distinct.map((key) => ({
        bytes: Buffer.concat([bytes, key]),
        prefix: i < merged ? prefix + key.length : prefix,
      })),
    );
  });
  if (prefixes.length > MAX_BRANCHES) throw databaseError(`$in lists span more than ${MAX_BRANCHES} stretches`);
  const next = index.fields[pointed];
  const [low, high] = next ? stretchOf(bounds.get(next.path) ?? {}, next.direction, index.isMultikey) : [];
  return prefixes.map(({ bytes, prefix }) => ({
    start: Buffer.concat([bytes, low ?? Buffer.alloc(0)]),
    end: Buffer.concat([bytes, high ?? AFTER]),
    prefix,
  }));
}

/** The bytes between which a range lies; only values of the bound's own type compare with it. */
function stretchOf({ low, high }: Bound, direction: 1 | -1, isMultikey: boolean): [Buffer?, Buffer?] {
  if (low === undefined && high === undefined) return [];
  // In an array one element may satisfy one bound and another element the other.
  const ends = [low, isMultikey && low !== undefined ? undefined : high].map((value) =>
    value === undefined ? undefined : encodeValue(value, direction),
  );
  const [start, end] = direction === 1 ? ends : ends.reverse();
  const type = (start ?? end ?? AFTER).readUInt8(0);
  return [start ?? Buffer.of(type), end ? Buffer.concat([end, AFTER]) : Buffer.of(type + 1)];
}

function unserved(collection: string, filter: Filter, sort: IndexField[]) {
  const order = sort.map(({ path, direction }) => `${path} ${direction}`).join(', ') || 'none';
  return databaseError(
    `no declared index serves this query: collection ${collection}; filter ${filter.shape || 'none'}; sort ${order}`,
  );
}
