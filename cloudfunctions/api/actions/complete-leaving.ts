import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { hasLeft, isLeaving } from '../../../domain/roster';
import * as absences from '../../store/absences';
import { waitingFor } from '../../store/waiting';
import type { Context } from '../context';

/** Out of service, once no open concern or task is theirs and no decision waits for them. Source: product.md §2 promise 3. */
export async function completeLeaving(
  { staffId }: ActionInput<'completeLeaving'>,
  { absences: away, now }: Context,
): Promise<ActionOutput<'completeLeaving'>> {
  if (hasLeft(staffId, away, now)) return {};
  if (!isLeaving(staffId, away, now)) throw new AppError('NOT_LEAVING', staffId);
  const { open, decisions, tasks } = await waitingFor(staffId);
  if (open || decisions || tasks)
    throw new AppError('STILL_WAITING', `${open} concerns, ${decisions} decisions and ${tasks} tasks`);
  await absences.setLeaving(staffId, 'left', true, now);
  return {};
}
