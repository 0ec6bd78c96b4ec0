import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { memberOf } from '../../../domain/town';
import * as pushes from '../../store/pushes';
import type { Context } from '../context';

/** Keeps who phoned and when. Of two who tap, and of a repetition, the first stands. */
export async function markCalled(
  { callId }: ActionInput<'markCalled'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'markCalled'>> {
  await pushes.markCalled(callId, caller.staffId!, now);
  const push = await pushes.get(callId);
  if (push?.state !== 'called') throw new AppError('NO_CALL', callId);
  return { by: memberOf(town, push.calledBy!).name, at: push.changedAt };
}
