import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { DAY } from '../../../domain/time';
import { invitationCode } from '../../secrets';
import * as bindings from '../../store/bindings';
import type { Context } from '../context';

const VALID = 7 * DAY;

/** A one-time code for somebody new or with a new phone. The code follows from the request: repeating it gives the same. */
export async function inviteStaff(
  { staffId }: ActionInput<'inviteStaff'>,
  { town, now, eventId }: Context,
): Promise<ActionOutput<'inviteStaff'>> {
  const member = town.staff.find(({ id }) => id === staffId);
  if (!member?.roles.length) throw new AppError('UNKNOWN_STAFF', staffId);
  const code = invitationCode(eventId);
  return { code, expiresAt: await bindings.invite(staffId, code, now + VALID, now) };
}
