import { AppError } from '../../domain/errors';
import type { Caller } from '../../domain/permissions';
import { isInService } from '../../domain/roster';
import { memberOf, type Town } from '../../domain/town';

/** Everybody for themselves, a coordinator for the community's people, a supervisor for all. */
export function mayArrangeFor(staffId: string, { staffId: callerId, roles }: Caller, town: Town): boolean {
  if (staffId === callerId || roles.includes('supervisor')) return true;
  const { communityId } = memberOf(town, staffId);
  return (
    roles.includes('coordinator') && communityId !== undefined && memberOf(town, callerId!).communityId === communityId
  );
}

/** Throws UNKNOWN_STAFF for somebody who is not in service, NOT_ALLOWED where it is not the caller's business. */
export function permitArranging(staffId: string, caller: Caller, town: Town): void {
  if (!isInService(staffId, town)) throw new AppError('UNKNOWN_STAFF', staffId);
  if (!mayArrangeFor(staffId, caller, town)) throw new AppError('NOT_ALLOWED', `leave of ${staffId}`);
}
