import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { identityOf } from '../../../domain/permissions';
import { memberOf } from '../../../domain/town';
import * as bindings from '../../store/bindings';
import type { Context } from '../context';

/** A member of staff binds their WeChat with a one-time invitation code. Repeating it with the same code is fine. */
export async function bindStaff(
  { code }: ActionInput<'bindStaff'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'bindStaff'>> {
  const invitation = await bindings.ofCode(code);
  const isMine = invitation?.openid === caller.openid;
  if (caller.isBound && !isMine) throw new AppError('ALREADY_BOUND', 'another code of the same WeChat user');
  if (!invitation || !(isMine || (await bindings.bind(code, caller.openid, now))))
    throw new AppError('CODE_INVALID', 'unknown, used or expired');
  return identityOf(memberOf(town, invitation.staffId), town);
}
