import type { Contribution } from '../../domain/contributions';
import { cellsOf, type Release, type Row } from '../../domain/figure-sums';
import { listsOf } from '../../domain/figures';
import type { Instant, Quarter } from '../../domain/time';
import { atMost, collection, oneOf, type Page } from '../cloud';

/** A row as stored: `stale` cells wait to be summed anew, which is done once no other write has come since. */
export type StoredRow = Row & {
  id: string;
  v: 1;
  /** Of the concern that it follows from. */
  rev: number;
  /** Raised by every write; a write matches the one it read. */
  writes: number;
  cells: string[];
  lists: string[];
  stale: string[];
  isUnsummed: boolean;
  /** Among those of which it has been decided whether they may be released; it is decided again with later ones. */
  isLookedAt: boolean;
  /** Ended with answers that may be released; when those of people called back may. */
  awaitsRelease: boolean;
  callsReleaseAt: Instant | null;
};

const rows = collection<StoredRow>('contributions');
const MOST = 1000;
/** So many ids are named in one query. */
const NAMED = 200;

const idOfRow = ({ concernId, round }: Contribution) => `${concernId}-${round}`;

export const ofConcerns = (ids: readonly string[]): Promise<StoredRow[]> => among('concernId', ids);
export const membersOf = (ids: readonly string[]): Promise<StoredRow[]> => among('lead.id', ids);
export const breakersOf = (ids: readonly string[]): Promise<StoredRow[]> => among('breaks.concernId', ids);

async function among(field: string, ids: readonly string[]): Promise<StoredRow[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / NAMED) }, (_, i) => ids.slice(i * NAMED, (i + 1) * NAMED));
  const found = await Promise.all(parts.map((part) => rows.find({ [field]: oneOf(part) }, { limit: MOST })));
  return found.flat();
}

/** Everything that adds to any of these cells, once. */
export async function inCells(cells: readonly string[]): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  for (let more = true; more;) {
    const part = await rows.find(
      { cells: oneOf(cells) },
      { orderBy: ['concernId', 'asc'], offset: found.length, limit: MOST },
    );
    found.push(...part);
    more = part.length === MOST;
  }
  return found;
}

const derived = (row: Row) => {
  const { rated, called, isOver, released, releasedCalls, callsEndAt } = row;
  return {
    cells: cellsOf(row),
    lists: listsOf(row),
    awaitsRelease: isOver && !released && (rated?.asked ?? 0) > 0,
    callsReleaseAt: !releasedCalls && called?.answered ? callsEndAt : null,
  };
};

/** Replaces the row unless another write has come since `known` was read. @returns whether it is written. */
export async function put(
  fresh: Contribution,
  known: StoredRow | undefined,
  rev: number,
  stale: readonly string[],
): Promise<boolean> {
  const { released = null, releasedCalls = null, isLookedAt = false } = known ?? {};
  const row = { ...fresh, released, releasedCalls };
  const more = derived(row);
  const changes = {
    ...row,
    ...more,
    isLookedAt,
    rev,
    stale: [...new Set([...more.cells, ...stale])],
    isUnsummed: true,
  };
  if (!known) return rows.add({ id: idOfRow(fresh), v: 1, writes: 1, ...changes });
  return (await rows.update({ _id: known.id, writes: known.writes }, changes, { raise: ['writes'] })) === 1;
}

/** Keeps what has been released as it is now; once. @returns whether it is kept. */
export async function release(row: StoredRow, kind: 'released' | 'releasedCalls', planned: Release): Promise<boolean> {
  if (row[kind]) return true;
  const released = { cells: planned.cells, answers: planned.answers };
  const more = derived({ ...row, [kind]: released });
  const stale = [...new Set([...row.stale, ...more.cells])];
  const changes = { [kind]: released, ...more, stale, isUnsummed: true };
  return (await rows.update({ _id: row.id, writes: row.writes }, changes, { raise: ['writes'] })) === 1;
}

export const markLookedAt = (ids: readonly string[]) =>
  rows.update({ _id: oneOf(ids) }, { isLookedAt: true }, { raise: ['writes'] });
/** Of these quarters: what has not become releasable by then never will. */
export const awaitingRelease = (quarters: readonly Quarter[], limit: number) =>
  rows.find({ awaitsRelease: true, ratedQuarter: oneOf(quarters) }, { limit });
export const callsAwaitingRelease = (quarters: readonly Quarter[], now: Instant, limit: number) =>
  rows.find({ ratedQuarter: oneOf(quarters), callsReleaseAt: atMost(now) }, { limit });
export const named = (ids: readonly string[]) => rows.find({ _id: oneOf(ids) }, { limit: ids.length });

export const unsummed = (limit: number) => rows.find({ isUnsummed: true }, { limit });
/** Unless it has been written since it was read. */
export const markSummed = ({ id, writes }: StoredRow) =>
  rows.update({ _id: id, writes }, { isUnsummed: false, stale: [] });

/** The concerns that stand in a list, the latest first; one with several rounds may stand there more than once. */
export const inList = (list: string, page: Page): Promise<Pick<StoredRow, 'id' | 'concernId' | 'round'>[]> =>
  rows.find({ lists: list }, { orderBy: ['startedAt', 'desc'], fields: ['concernId', 'round'], ...page });

export const ofQuarter = (quarter: Quarter, page: Page) =>
  rows.find({ quarter }, { orderBy: ['startedAt', 'asc'], ...page });
export const countOfQuarter = (quarter: Quarter) => rows.count({ quarter });
