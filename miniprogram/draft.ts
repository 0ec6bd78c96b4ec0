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
