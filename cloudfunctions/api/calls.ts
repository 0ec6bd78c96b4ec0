import { callerOf, phoneEventOf } from '../../domain/callback';
import { refuseCall } from '../../domain/callback-answer';
import type { Concern } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import { idOf } from '../secrets';
import * as bindings from '../store/bindings';
import * as callbacks from '../store/callbacks';
import type { Context } from './context';
import { phoneLeftWith } from './phone';

/** The call that this caller is to make now. Throws where it is somebody else's, or there is none to make any more. */
export async function ownCall(callbackId: string, concern: Concern, { caller, town, absences, now }: Context) {
  const [call, bound] = await Promise.all([callbacks.get(callbackId), bindings.among(concern.participants)]);
  const callerId = call && callerOf(call, concern, { town, absences, bound, at: now }, idOf);
  if (!call || callerId !== caller.staffId) throw new AppError('NOT_CALLER', callbackId);
  refuseCall(concern, call, now);
  return call;
}

/** The phone of whoever is to be called, in clear. */
export async function phoneToCall(concern: Concern, key: string): Promise<string> {
  const person = concern.participants.find((someone) => someone.key === key);
  const phone = await phoneLeftWith(person && phoneEventOf(concern, person));
  if (!phone) throw new AppError('NO_PHONE', concern.id);
  return phone;
}
