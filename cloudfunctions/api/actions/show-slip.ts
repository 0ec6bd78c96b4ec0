import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as slips from '../../store/slips';
import type { Context } from '../context';

/** The slip once more, for whoever lost it. */
export async function showSlip(
  _input: ActionInput<'showSlip'>,
  { concern, now }: Context,
): Promise<ActionOutput<'showSlip'>> {
  const slip = slips.slipOf(concern!);
  return slip && now <= slip.validUntil ? { slip } : {};
}
