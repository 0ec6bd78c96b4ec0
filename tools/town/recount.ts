/**
 * `npm run town:recount [-- --repair] [--env ENV]`: counts every figure anew from the events of all concerns and compares it
 * with what is shown. With `--repair` what differs is handed to the clock, which makes it anew within minutes.
 */
import { parseArgs } from 'node:util';
import type { CloudBase } from '@cloudbase/node-sdk';
import { holds, isSame } from '../../domain/canonical';
import type { Concern } from '../../domain/concern';
import { contributionsOf } from '../../domain/contributions';
import { cellsOf, sumsOf, type Row, type Sums } from '../../domain/figure-sums';
import { STATUSES } from '../../domain/lifecycle';
import type { Town } from '../../domain/town';
import { upgraded } from '../../cloudfunctions/store/upgrade';
import { connect } from './connect';
import { runProgram } from './program';
import { townInForce } from './publish';

/** What one query gives at most. */
const BATCH = 1000;

type StoredRow = Row & { _id: string; writes: number; stale: string[] };
type StoredCell = { _id: string; sums: Sums };

export type Recount = {
  concerns: number;
  /** Concerns whose rows are missing or say something else than their events. */
  rows: string[];
  /** Rounds whose released answers are not those that were given. */
  released: string[];
  cells: string[];
};

export async function recount(app: CloudBase, town: Town): Promise<Recount> {
  const concerns = (await concernsOf(app)).map((found) => upgraded(found));
  const stored = new Map((await allOf<StoredRow>(app, 'contributions', 'concernId')).map((row) => [row._id, row]));
  const cells = await allOf<StoredCell>(app, 'figures', 'by');
  const fresh = concerns
    .flatMap((concern) => contributionsOf(concern, town))
    .map((row) => {
      const { released = null, releasedCalls = null } = stored.get(idOf(row)) ?? {};
      return { ...row, released, releasedCalls };
    });
  const isStored = (row: Row) => {
    const known = stored.get(idOf(row));
    return known !== undefined && holds<Row>(known, row);
  };
  return {
    concerns: concerns.length,
    rows: [...new Set(fresh.filter((row) => !isStored(row)).map(({ concernId }) => concernId))],
    released: fresh.filter(({ released, rated }) => released && !isSame(released.answers, rated)).map(idOf),
    cells: wrongCells(fresh, cells),
  };
}

const idOf = ({ concernId, round }: Pick<Row, 'concernId' | 'round'>) => `${concernId}-${round}`;

function wrongCells(rows: Row[], stored: StoredCell[]): string[] {
  const related = { members: rows.filter(({ lead }) => lead), breakers: rows.filter(({ breaks }) => breaks) };
  const inCell = new Map<string, Row[]>(stored.map(({ _id }) => [_id, []]));
  for (const row of rows) for (const cell of cellsOf(row)) inCell.set(cell, [...(inCell.get(cell) ?? []), row]);
  const known = new Map(stored.map(({ _id, sums }) => [_id, sums]));
  return [...inCell]
    .filter(([cell, its]) => !isSame(sumsOf(cell, its, related), known.get(cell)))
    .map(([cell]) => cell);
}

/** Hands what differs to the clock: it projects the concerns again, and sums the cells. */
export async function repair(app: CloudBase, { rows, cells }: Recount): Promise<void> {
  const db = app.database();
  for (const id of rows) await db.collection('concerns').doc(id).update({ unprojected: true });
  for (const cell of cells) {
    const { data } = await db.collection('contributions').where({ cells: cell }).limit(1).get();
    const [row] = data as StoredRow[];
    if (!row) await db.collection('figures').doc(cell).remove();
    else
      await db
        .collection('contributions')
        .doc(row._id)
        .update({ isUnsummed: true, stale: [...row.stale, cell], writes: db.command.inc(1) });
  }
}

/** By status, for which there is an index. */
async function concernsOf(app: CloudBase): Promise<Concern[]> {
  const found = await Promise.all(
    STATUSES.map((status) => allOf<Omit<Concern, 'id'> & { _id: string }>(app, 'concerns', 'dueAt', { status })),
  );
  return found.flat().map(({ _id, ...concern }) => ({ id: _id, ...concern }));
}

async function allOf<T>(app: CloudBase, name: string, orderBy: string, where: object = {}): Promise<T[]> {
  const found: T[] = [];
  for (let more = true; more;) {
    const query = app.database().collection(name).where(where).orderBy(orderBy, 'asc');
    const { data } = await query.skip(found.length).limit(BATCH).get();
    found.push(...(data as T[]));
    more = data.length === BATCH;
  }
  return found;
}

async function program(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: 'string' }, repair: { type: 'boolean' } } });
  const app = await connect(values.env);
  const town = await townInForce(app);
  if (!town) throw new Error('还没有导入过街道资料');
  const result = await recount(app, town);
  console.log(`${result.concerns} 件诉求，从办理记录重新数过一遍`);
  const faults = { 诉求: result.rows, 已公布的评价: result.released, 汇总: result.cells };
  for (const [what, ids] of Object.entries(faults)) console.log(`${what}：${ids.length ? ids.join('、') : '全部相符'}`);
  if (values.repair) await repair(app, result);
  else if (result.rows.length + result.released.length + result.cells.length) process.exitCode = 1;
}

if (process.argv[1] === __filename) runProgram(program);
