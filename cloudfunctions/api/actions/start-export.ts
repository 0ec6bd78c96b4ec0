import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as rows from '../../store/contributions';
import * as exports from '../../store/exports';
import type { Context } from '../context';

/** Begins a table of a quarter; continueExport makes it. */
export async function startExport(
  { quarter, format }: ActionInput<'startExport'>,
  { caller, now, eventId }: Context,
): Promise<ActionOutput<'startExport'>> {
  const total = await rows.countOfQuarter(quarter);
  const fresh = { total, step: 0, done: 0, isRead: false, fileId: null };
  await exports.start({ id: eventId, v: 1, staffId: caller.staffId!, quarter, format, startedAt: now, ...fresh });
  return { exportId: eventId, total: (await exports.get(eventId))!.total };
}
