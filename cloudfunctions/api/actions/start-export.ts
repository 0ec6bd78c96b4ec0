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
  const staffId = caller.staffId!;
  const made = {
    id: eventId,
    v: 1,
    staffId,
    quarter,
    format,
    startedAt: now,
    total,
    step: 0,
    done: 0,
    isRead: false,
  } as const;
  await exports.start({ ...made, fileId: null });
  return { exportId: eventId, total: (await exports.get(eventId))!.total };
}
