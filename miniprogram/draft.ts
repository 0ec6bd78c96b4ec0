import { newRequestId } from './cloud';

/** What a form keeps while it is being filled in. */
export type Attempted = {
  requestId: string;
  /** It has been sent once, perhaps with success: without an answer nobody knows. */
  wasSent?: boolean;
};

/** What somebody was writing survives leaving the page and closing the app. One draft per key. */
const keyOf = (key: string) => `draft:${key}`;

export function restoreDraft<T>(key: string): T | undefined {
  const draft: T | '' = wx.getStorageSync(keyOf(key));
  return draft === '' ? undefined : draft;
}

export function saveDraft(key: string, draft: object): void {
  wx.setStorageSync(keyOf(key), draft);
}

export function clearDraft(key: string): void {
  wx.removeStorageSync(keyOf(key));
}

/**
 * These changes, and what has to change with them, as paths for `setData`. A request id stands for what was sent with it: sending the same again repeats it, other
 * words get a new one, or the server would answer for the first and drop them.
 */
export function draftChanges<D extends Attempted>({ wasSent }: D, changes: Partial<D>): Record<string, unknown> {
  const all = { ...changes, ...(wasSent && { requestId: newRequestId(), wasSent: false }) };
  return Object.fromEntries(Object.entries(all).map(([field, value]) => [`draft.${field}`, value]));
}
