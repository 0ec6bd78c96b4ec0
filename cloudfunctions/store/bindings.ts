import type { Participant } from '../../domain/concern';
import type { BoundStaff } from '../../domain/roster';
import type { Instant } from '../../domain/time';
import { collection, moreThan, oneOf, otherThan } from '../cloud';
import { idOf } from '../secrets';

/** A one-time invitation for a member of staff; once used it binds them to a WeChat user. */
export type Binding = {
  id: string;
  v: 1;
  staffId: string;
  expiresAt: Instant;
  openid: string | null;
  boundAt: Instant | null;
};

const bindings = collection<Binding>('bindings');
const MOST = 1000;

/** The code itself is not stored. */
const idOfCode = (code: string) => idOf('invitation', code.trim().toUpperCase());

export const ofOpenid = async (openid: string): Promise<Binding | undefined> =>
  (await bindings.find({ openid }, { limit: 1 }))[0];
/** Which of these people are bound to a member of staff, suspended or not. */
export async function among(people: readonly Pick<Participant, 'openid'>[]): Promise<BoundStaff[]> {
  const openids = people.flatMap(({ openid }) => openid ?? []);
  const bound = openids.length ? await bindings.find({ openid: oneOf(openids) }, { limit: MOST }) : [];
  return bound.map(({ openid, staffId }) => ({ openid: openid!, staffId }));
}
export const ofCode = (code: string) => bindings.get(idOfCode(code));
export const ofStaff = (staffIds: readonly string[]) => bindings.find({ staffId: oneOf(staffIds) }, { limit: MOST });
/** @returns whether this call used the invitation up. */
export const bind = async (code: string, openid: string, now: Instant): Promise<boolean> =>
  (await bindings.update({ _id: idOfCode(code), openid: null, expiresAt: moreThan(now) }, { openid, boundAt: now })) ===
  1;

/**
 * Writes an invitation; whatever the person was bound to or invited with before is void first.
 * @returns until when it can be used.
 */
export async function invite(staffId: string, code: string, expiresAt: Instant, now: Instant): Promise<Instant> {
  const id = idOfCode(code);
  const earlier = await bindings.get(id);
  if (earlier) return earlier.expiresAt; // a repetition must not undo what has happened since
  await bindings.update({ staffId, _id: otherThan(id) }, { openid: null, boundAt: null, expiresAt: now });
  await bindings.add({ id, v: 1, staffId, expiresAt, openid: null, boundAt: null });
  return expiresAt;
}
