import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { isInService } from '../../../domain/roster';
import * as absences from '../../store/absences';
import type { Context } from '../context';

/** From now on nothing new comes to this person, and the duty desk acts on what is theirs. */
export async function startLeaving(
  { staffId }: ActionInput<'startLeaving'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'startLeaving'>> {
  if (staffId === caller.staffId) throw new AppError('OWN_ACCESS', staffId);
  if (!isInService(staffId, town)) throw new AppError('UNKNOWN_STAFF', staffId);
  await absences.setLeaving(staffId, 'leaving', true, now);
  return {};
}
