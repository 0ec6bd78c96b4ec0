import { isSame } from '../../domain/canonical';
import { cellOf, type Breakdown, type Sums } from '../../domain/figure-sums';
import type { Quarter } from '../../domain/time';
import { collection, oneOf } from '../cloud';

/** One cell, as last summed. `id` is the cell. */
export type Cell = { id: string; v: 1; writes: number; by: Breakdown; key: string; quarter: Quarter; sums: Sums };

const cells = collection<Cell>('figures');
/** A town has a few dozen communities and families. */
const MOST = 1000;

export const of = (quarters: readonly Quarter[], by: Breakdown): Promise<Cell[]> =>
  cells.find({ by, quarter: oneOf(quarters) }, { orderBy: ['quarter', 'asc'], limit: MOST });

export const named = (ids: readonly string[]): Promise<Cell[]> =>
  cells.find({ _id: oneOf(ids) }, { limit: ids.length });

/** Replaces the sums unless somebody else has summed the cell since `seen` was read. @returns whether they are written. */
export async function put(cell: string, seen: Cell | undefined, sums: Sums): Promise<boolean> {
  const [by, key, quarter] = cell.split(':') as [Breakdown, string, Quarter];
  if (!seen) return cells.add({ id: cellOf(by, key, quarter), v: 1, writes: 1, by, key, quarter, sums });
  if (isSame(sums, seen.sums)) return true;
  return (await cells.update({ _id: cell, writes: seen.writes }, { sums }, { raise: ['writes'] })) === 1;
}
