/** Cells whose rows have changed are summed anew from all their rows; nothing is ever added to a sum. */
import { sumsOf } from '../domain/figure-sums';
import * as rows from './store/contributions';
import * as figures from './store/figures';
import * as releases from './store/releases';

/** Sums the stale cells of at most `limit` rows. @returns how many cells it summed. */
export async function sumStaleCells(limit: number): Promise<number> {
  if (!(await releases.current()).isDone) return 0; // a part of a release must not be seen
  const changed = await rows.unsummed(limit);
  const stale = [...new Set(changed.flatMap((row) => row.stale))];
  if (!stale.length) return 0;
  // What a cell says is read before its rows: whoever writes it meanwhile has seen later ones.
  const seen = new Map((await figures.named(stale)).map((cell) => [cell.id, cell]));
  const { inCells, members, breakers } = await rowsOf(stale);
  const put = stale.map(async (cell) => {
    const sums = sumsOf(
      cell,
      inCells.filter(({ cells }) => cells.includes(cell)),
      { members, breakers },
    );
    return { cell, isWritten: await figures.put(cell, seen.get(cell), sums) };
  });
  const lost = (await Promise.all(put)).filter(({ isWritten }) => !isWritten).map(({ cell }) => cell);
  const done = changed.filter((row) => row.stale.every((cell) => !lost.includes(cell)));
  await Promise.all(done.map(rows.markSummed));
  return stale.length - lost.length;
}

/** The rows of these cells, and those related to them. */
async function rowsOf(cells: readonly string[]) {
  const inCells = await rows.inCells(cells);
  const ids = [...new Set(inCells.map(({ concernId }) => concernId))];
  const members = await rows.membersOf(ids);
  const breakers = await rows.breakersOf([...new Set([...ids, ...members.map(({ concernId }) => concernId)])]);
  return { inCells, members, breakers };
}
