import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import * as absences from '../../store/absences';
import type { Context } from '../context';

/** They stay after all, or come back. */
export async function cancelLeaving(
  { staffId }: ActionInput<'cancelLeaving'>,
  { caller, now }: Context,
): Promise<ActionOutput<'cancelLeaving'>> {
  if (staffId === caller.staffId) throw new AppError('OWN_ACCESS', staffId);
  await absences.setLeaving(staffId, 'leaving', false, now);
  return {};
}
