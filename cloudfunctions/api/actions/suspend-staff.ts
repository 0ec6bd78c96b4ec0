import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import * as absences from '../../store/absences';
import type { Context } from '../context';

/** Closes somebody's access at once, or opens it again; meanwhile others act for them. */
export async function suspendStaff(
  { staffId, isSuspended }: ActionInput<'suspendStaff'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'suspendStaff'>> {
  if (staffId === caller.staffId) throw new AppError('OWN_ACCESS', staffId);
  if (!town.staff.some(({ id }) => id === staffId)) throw new AppError('UNKNOWN_STAFF', staffId);
  await absences.suspend(staffId, isSuspended, now);
  return {};
}
