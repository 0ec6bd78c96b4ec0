import type { PushTemplate } from '../../domain/push-templates';
import { collection, oneOf } from '../cloud';
import { idOf } from '../secrets';

/** One "yes" in WeChat's dialog: good for one push. Counted, never incremented. */
type Consent = {
  id: string;
  v: 1;
  openid: string;
  template: PushTemplate;
  /** The push that used it, or why it is void; null while it is free. */
  usedFor: string | null;
};

const consents = collection<Consent>('consents');
const VOID = 'void';
const CANDIDATES = 10;

/** The same request adds it once. */
export const add = (eventId: string, openid: string, template: PushTemplate) =>
  consents.add({ id: idOf(eventId, template), v: 1, openid, template, usedFor: null });
export const left = (openid: string, template: PushTemplate) => consents.count({ openid, template, usedFor: null });

/** Reserves one for this push, or finds the one reserved at an earlier attempt. @returns whether there is one. */
export async function reserve(openid: string, template: PushTemplate, pushId: string): Promise<boolean> {
  for (;;) {
    const free = await consents.find({ openid, template, usedFor: oneOf([null, pushId]) }, { limit: CANDIDATES });
    if (free.some(({ usedFor }) => usedFor === pushId)) return true;
    if (!free.length) return false;
    for (const { id } of free)
      if ((await consents.update({ _id: id, usedFor: null }, { usedFor: pushId })) === 1) return true;
    // Others were faster each time: they took all of these.
  }
}
export const release = (openid: string, template: PushTemplate, pushId: string) =>
  consents.update({ openid, template, usedFor: pushId }, { usedFor: null });
/** WeChat says there is none, whatever was counted here. */
export const voidAll = (openid: string, template: PushTemplate) =>
  consents.update({ openid, template, usedFor: null }, { usedFor: VOID });
