import type { Concern } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import { relationsOf, type Caller, type Relation } from '../../domain/permissions';
import type { Absence } from '../../domain/roster';
import type { Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import { callerOpenid } from '../cloud';
import { isSuspended } from '../../domain/roster';
import * as absences from '../store/absences';
import * as bindings from '../store/bindings';
import * as concerns from '../store/concerns';
import * as towns from '../store/town';

/** Everything an action may know besides its input. */
export type Context = {
  caller: Caller;
  /** Unix milliseconds; actions never read the clock themselves. */
  now: Instant;
  /** What this request is known by; the same when it is repeated. */
  eventId: string;
  town: Town;
  absences: Absence[];
  /** The concern that the input names, or that this request has already created. */
  concern: Concern | undefined;
  relations: Relation[];
};

/** WeChat's word for who is calling. */
export function openidOfCaller(): string {
  const openid = callerOpenid();
  if (!openid) throw new AppError('NOT_ALLOWED', 'called without a WeChat user');
  return openid;
}

/** One round trip: caller, town, absences and concern are read together. */
export async function createContext(openid: string, eventId: string, concernId: string | undefined): Promise<Context> {
  const now = Date.now();
  const [binding, town, away, concern] = await Promise.all([
    bindings.ofOpenid(openid),
    towns.current(),
    absences.active(),
    concernId ? concerns.get(concernId) : undefined,
  ]);
  const member = town.staff.find(({ id }) => id === binding?.staffId);
  const isStaff = member?.roles.length && !isSuspended(member.id, away, now);
  const acting = isStaff ? { staffId: member.id, roles: member.roles } : { roles: [] };
  const caller: Caller = { openid, isBound: binding !== undefined, ...acting };
  return {
    caller,
    now,
    eventId,
    town,
    absences: away,
    concern,
    relations: relationsOf(caller, concern, town, away, now),
  };
}
