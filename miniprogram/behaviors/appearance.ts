const ELDER_MODE = 'elderMode';
/** The system's text size, in pixels, from which people are taken to want large type. WeChat's own default is 17. */
const LARGE_TEXT = 20;

/** Large type: chosen on the 我的 page, else taken from the system's text size. */
export function isElderMode(): boolean {
  const chosen: unknown = wx.getStorageSync(ELDER_MODE);
  if (typeof chosen === 'boolean') return chosen;
  return (wx.getAppBaseInfo().fontSizeSetting ?? 0) >= LARGE_TEXT;
}

export function chooseElderMode(isOn: boolean): void {
  wx.setStorageSync(ELDER_MODE, isOn);
}

interface Screen {
  data: { elder: string };
  setData(changes: { elder: string }): void;
}

function refresh(this: Screen) {
  const elder = isElderMode() ? 'elder' : '';
  if (elder !== this.data.elder) this.setData({ elder });
}

/** Every page: `behaviors: [appearance]`, with `<view class="screen {{elder}}">` as its root. */
export const appearance = Behavior({
  data: { elder: '' },
  lifetimes: { attached: refresh },
  pageLifetimes: { show: refresh },
});
