/** Cells whose rows have changed are summed anew from all their rows; nothing is ever added to a sum. */
import { sumsOf, type Sums } from '../domain/figure-sums';
import * as rows from './store/contributions';
import * as figures from './store/figures';
import * as releases from './store/releases';

/** Sums the stale cells of at most `limit` rows. @returns how many cells it summed. */
export async function sumStaleCells(limit: number): Promise<number> {
  if (!(await releases.current()).isDone) return 0; // a part of a release must not be seen
  const changed = await rows.unsummed(limit);
  const lost = new Set<string>();
  const stale = new Set(changed.flatMap((row) => row.stale));
  for (const cell of stale) {
    const seen = await figures.get(cell);
    if (!(await figures.put(cell, seen, await sumsOfCell(cell)))) lost.add(cell);
  }
  const done = changed.filter((row) => row.stale.every((cell) => !lost.has(cell)));
  await Promise.all(done.map(rows.markSummed));
  return stale.size - lost.size;
}

/** What a cell's rows and those related to them add up to. */
async function sumsOfCell(cell: string): Promise<Sums> {
  const inCell = await rows.inCell(cell);
  const ids = [...new Set(inCell.map(({ concernId }) => concernId))];
  const members = await rows.membersOf(ids);
  const breakers = await rows.breakersOf([...new Set([...ids, ...members.map(({ concernId }) => concernId)])]);
  return sumsOf(cell, inCell, { members, breakers });
}
