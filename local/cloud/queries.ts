import type { Filter } from './conditions';
import type { IndexField } from './declaration';
import { decodeStored } from './ejson';
import type { Stored } from './entries';
import { sortKey } from './keys';
import { type Branch, type Plan, planQuery } from './plan';
import type { Store } from './store';

export interface Query {
  collection: string;
  filter: Filter;
  sort?: IndexField[];
  skip?: number;
  /** Infinity for counts and for updates of many. */
  limit: number;
}
/** A query without its values, and the index that served it. */
export interface QueryShape {
  collection: string;
  filter: string;
  sort: string;
  index: string;
}
interface Found extends Stored {
  order: Buffer;
}

/** Rows read from an index at a time. */
const CHUNK = 100;

/** Runs filters over a store, by declared indexes only, and remembers which shapes it saw. */
export class Queries {
  private readonly shapes = new Map<string, QueryShape>();

  constructor(private readonly store: Store) {}

  get log(): QueryShape[] {
    return [...this.shapes.values()];
  }

  find(query: Query): Stored[] {
    const { collection, filter, sort = [], skip = 0, limit } = query;
    const plan = planQuery(collection, this.store.indexes(collection), filter, sort);
    this.remember(query, plan);
    const wanted = skip + limit;
    const found = plan.by === '_id' ? this.byId(query, plan.ids) : this.byIndex(filter, plan, wanted);
    return found.slice(skip, wanted);
  }

  private byId({ collection, filter, sort = [] }: Query, ids: unknown[]): Stored[] {
    const found = [...new Set(ids)]
      .map((id) => this.store.get(collection, id))
      .filter((stored) => stored !== undefined)
      .filter((stored) => filter.isById || filter.matches(stored.document));
    if (found.length < 2) return found;
    const ordered = found.map((stored) => ({ stored, order: sortKey(stored.document, sort) }));
    ordered.sort((a, b) => Buffer.compare(a.order, b.order) || a.stored.place - b.stored.place);
    return ordered.map(({ stored }) => stored);
  }

  private byIndex(filter: Filter, plan: Plan & { by: 'index' }, wanted: number): Stored[] {
    const seen = new Set<number>(); // a document stands in a multikey index once for every element
    const found = plan.branches.flatMap((branch) => this.read(filter, plan, branch, wanted, seen));
    const sign = plan.isBackward ? -1 : 1;
    if (plan.branches.length > 1) found.sort((a, b) => sign * (Buffer.compare(a.order, b.order) || a.place - b.place));
    return found;
  }

  /** The first matches of one stretch, in the order of the index. */
  private read(filter: Filter, plan: Plan & { by: 'index' }, branch: Branch, wanted: number, seen: Set<number>) {
    const found: Found[] = [];
    let { start, end } = branch;
    let place = -1; // before every document of that key
    for (;;) {
      const rows = this.chunk(plan, start, end, place);
      for (const row of rows) {
        const key = Buffer.from(row['key'] as ArrayBuffer);
        place = Number(row['place']);
        if (plan.isBackward) end = key;
        else start = key;
        if (seen.has(place)) continue;
        const body = String(row['body']);
        const document = decodeStored(body);
        if (!filter.matches(document)) continue;
        seen.add(place);
        found.push({ place, document, body, order: key.subarray(branch.prefix) });
        if (found.length >= wanted) return found;
      }
      if (rows.length < CHUNK) return found;
    }
  }

  private chunk({ index, isBackward }: Plan & { by: 'index' }, start: Buffer, end: Buffer, place: number) {
    const stretch = isBackward
      ? 'key >= ? and (key, entry.place) < (?, ?) order by key desc, entry.place desc'
      : '(key, entry.place) > (?, ?) and key < ? order by key, entry.place';
    const bounds = isBackward ? [start, end, place] : [start, place, end];
    return this.store.sql.all(
      `select key, entry.place, body from entry cross join document on document.place = entry.place
       where "index" = ? and ${stretch} limit ${CHUNK}`,
      index.number,
      ...bounds,
    );
  }

  private remember({ collection, filter, sort = [] }: Query, plan: Plan) {
    const shape = {
      collection,
      filter: filter.shape,
      sort: sort.map(({ path, direction }) => `${path} ${direction}`).join(', '),
      index: plan.by === '_id' ? '_id' : plan.index.name,
    };
    this.shapes.set(JSON.stringify(shape), shape);
  }
}
