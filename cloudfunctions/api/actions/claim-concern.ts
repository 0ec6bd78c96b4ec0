import { claim } from '../../../domain/claim';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { idOf } from '../../secrets';
import * as slips from '../../store/slips';
import type { Slip } from '../../store/slips';
import { phoneOf } from '../phone';
import type { Changer } from '../write-concern';

type Input = ActionInput<'claimConcern'>;

async function slipNamed({ code }: Input): Promise<Slip> {
  const slip = await slips.ofCode(code);
  if (!slip) throw new AppError('SLIP_INVALID', 'no such code');
  return slip;
}

/** Whoever holds the slip of a recorded concern becomes its reporter, once; staff never do. */
export const claimConcern: Changer<Input, ActionOutput<'claimConcern'>> = {
  as: 'participant',
  concernOf: async (input) => (await slipNamed(input)).concernId,
  change: async (input, act, { concern, caller }) => {
    if (caller.isBound) throw new AppError('SLIP_STAFF', caller.staffId);
    const slip = await slipNamed(input);
    const made = claim(concern, act, caller.openid, slip.ordinal);
    const phone = await phoneOf(concern);
    if (phone) await check(phone, slip, input.lastFour, act.id);
    return made;
  },
  answer: ({ id }) => ({ concernId: id }),
};

async function check(phone: string, slip: Slip, lastFour: string | undefined, requestId: string): Promise<void> {
  if (!lastFour) throw new AppError('LAST_FOUR_NEEDED', slip.concernId);
  if (!(await slips.takeTry(slip, idOf(requestId, lastFour)))) throw new AppError('SLIP_LOCKED', slip.concernId);
  if (!phone.endsWith(lastFour)) throw new AppError('LAST_FOUR_WRONG', slip.concernId);
}
