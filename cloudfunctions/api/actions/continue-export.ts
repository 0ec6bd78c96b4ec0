import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { breakdownOf, totalOf } from '../../../domain/breakdowns';
import { AppError } from '../../../domain/errors';
import { exportedRow, figureRows, type Table } from '../../../domain/export-table';
import { BREAKDOWNS } from '../../../domain/figure-sums';
import type { Town } from '../../../domain/town';
import { temporaryUrls, uploadFile } from '../../cloud';
import { exportFolder } from '../../secrets';
import * as concerns from '../../store/concerns';
import * as rows from '../../store/contributions';
import * as exports from '../../store/exports';
import * as figures from '../../store/figures';
import * as particulars from '../../store/particulars';
import type { Context } from '../context';

/** Rows made in one call. */
const STEP = 200;

/** Makes the next rows, then the file; says how far it has come, and where the file is. */
export async function continueExport(
  { exportId, step }: ActionInput<'continueExport'>,
  { caller, town }: Context,
): Promise<ActionOutput<'continueExport'>> {
  const found = await exports.get(exportId);
  if (found?.staffId !== caller.staffId) throw new AppError('EXPORT_GONE', exportId);
  const job = found!;
  if (job.step > step) return progressOf(job); // this step has been taken
  if (job.isRead) return { ...progressOf(job), url: await addressOf(job.fileId ?? (await write(job, town))) };
  const next = await rows.ofQuarter(job.quarter, { offset: job.done, limit: STEP });
  await exports.addPart(job, await tableOf(next, town), next.length < STEP);
  return progressOf({ ...job, done: job.done + next.length });
}

const progressOf = ({ done, total }: Pick<exports.Export, 'done' | 'total'>) => ({
  done,
  total: Math.max(done, total),
});
const addressOf = async (fileId: string) => (await temporaryUrls([fileId]))[fileId];

async function tableOf(contributions: rows.StoredRow[], town: Town): Promise<Table> {
  const named = await concerns.toExport([...new Set(contributions.map(({ concernId }) => concernId))]);
  const byId = new Map(named.map((concern) => [concern.id, concern]));
  const closingOf = ({ concernId, round }: rows.StoredRow) => byId.get(concernId)?.rounds[round - 1]?.closing?.eventId;
  const eventIds = contributions.map(closingOf).filter((id) => id !== undefined);
  const written = new Map((await particulars.ofEvents(eventIds)).map(({ id, words }) => [id, words ?? '']));
  return contributions.flatMap((row) => {
    const concern = byId.get(row.concernId);
    return concern ? [exportedRow(concern, row, written.get(closingOf(row) ?? '') ?? '', town)] : [];
  });
}

async function write(job: exports.Export, town: Town): Promise<string> {
  const { id, quarter, format } = job;
  const [communities = [], categories = []] = await Promise.all(BREAKDOWNS.map((by) => figures.of([quarter], by)));
  const shown = [
    totalOf(communities, quarter, town),
    ...breakdownOf(communities, 'community', quarter, town),
    ...breakdownOf(categories, 'category', quarter, town),
  ];
  // Only who exports needs it: everybody else's first call is faster without.
  const { writeTable } = await import('../../write-table');
  const parts = await exports.partsOf(job);
  const made = parts.flatMap(({ rows: part }) => part);
  const content = await writeTable(format, made, figureRows(shown, quarter));
  const fileId = await uploadFile(`${exportFolder(id)}/${quarter}.${format}`, content);
  await exports.finish(job, fileId, parts);
  return fileId;
}
