import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import * as absences from '../../store/absences';
import { permitArranging } from '../absence-permits';
import type { Context } from '../context';

/** Back earlier, or not away after all. */
export async function endLeave(
  { id }: ActionInput<'endLeave'>,
  { caller, town, now, eventId }: Context,
): Promise<ActionOutput<'endLeave'>> {
  const leave = await absences.leave(id);
  if (!leave) throw new AppError('NO_LEAVE', id);
  permitArranging(leave.staffId, caller, town);
  if (leave.endedBy !== eventId && !(await absences.endLeave(leave, eventId, now))) throw new AppError('NO_LEAVE', id);
  return {};
}
