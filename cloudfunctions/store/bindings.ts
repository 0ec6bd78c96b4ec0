import type { Instant } from '../../domain/time';
import { collection, moreThan } from '../cloud';
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

/** The code itself is not stored. */
const idOfCode = (code: string) => idOf('invitation', code.trim().toUpperCase());

export const ofOpenid = async (openid: string): Promise<Binding | undefined> =>
  (await bindings.find({ openid }, { limit: 1 }))[0];
export const ofCode = (code: string) => bindings.get(idOfCode(code));
/** @returns whether this call used the invitation up. */
export const bind = async (code: string, openid: string, now: Instant): Promise<boolean> =>
  (await bindings.update({ _id: idOfCode(code), openid: null, expiresAt: moreThan(now) }, { openid, boundAt: now })) ===
  1;
