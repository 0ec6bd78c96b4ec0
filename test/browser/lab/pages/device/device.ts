const place = { latitude: 30.25, longitude: 120.15, name: '文化广场' };
const urls = ['/images/logo.png', '/images/on.svg'];

/** What a page may ask the device for, by the words on its button. */
const ASKS: Record<string, () => Promise<{ errMsg: string }>> = {
  复制: () => wx.setClipboardData({ data: '260708' }),
  粘贴: () => wx.getClipboardData().then(({ data }) => ({ errMsg: data })),
  看图: () => wx.previewImage({ urls, current: urls[1] }),
  看地点: () => wx.openLocation(place),
  角标: () => wx.setTabBarBadge({ index: 1, text: '3' }),
  长按钮: () => wx.showModal({ content: '问', confirmText: '五个字太长' }),
  多选项: () => wx.showActionSheet({ itemList: Array.from('一二三四五六七') }),
  到目标: () => wx.pageScrollTo({ selector: '#field-words', offsetTop: -24, duration: 0 }),
  版本: async () => ({
    errMsg: `${wx.getAccountInfoSync().miniProgram.envVersion} ${wx.getAppBaseInfo().fontSizeSetting}`,
  }),
  长提示: () => wx.showToast({ title: '图标下面最多七个字' }),
  忘记: () => wx.removeStorage({ key: 'who' }),
  扫码: () => wx.scanCode({}).then(({ result }) => ({ errMsg: result })),
  定位: () => new Promise((success, fail) => void wx.getFuzzyLocation({ type: 'gcj02', success, fail })),
  拍照: () => wx.chooseMedia({ count: 1 }),
  订阅: () => wx.requestSubscribeMessage({ tmplIds: ['到期提醒', '办结通知'] }).then(said),
  订阅太晚: () => wx.getNetworkType().then(() => wx.requestSubscribeMessage({ tmplIds: ['到期提醒'] }).then(said)),
  订阅太多: () => wx.requestSubscribeMessage({ tmplIds: ['一', '二', '三', '四'] }).then(said),
  设置: () =>
    wx.getSetting({ withSubscriptions: true }).then(({ authSetting }) => ({ errMsg: JSON.stringify(authSetting) })),
};

/** What was chosen for each template. */
function said(choices: object) {
  const { 到期提醒, 办结通知 } = choices as Record<string, string>;
  return { errMsg: `${到期提醒} ${办结通知}` };
}

Page({
  data: { log: '', asks: [...Object.keys(ASKS), '找组件'] },
  write(words: string) {
    this.setData({ log: words });
  },
  async onAsk(event: WechatMiniprogram.TouchEvent) {
    const what = String(event.currentTarget.dataset['what']);
    if (what === '找组件') return this.write((this.selectComponent('#note') as unknown as { word(): string }).word());
    try {
      const answer = await ASKS[what]?.();
      this.write(answer?.errMsg ?? '');
    } catch (error) {
      this.write((error as { errMsg: string }).errMsg);
    }
  },
  onShareAppMessage({ from }: { from: string }) {
    return { title: `看看这个（${from}）`, path: '/pages/places/places?id=3' };
  },
  onRegion() {
    this.write('地图动了');
  },
  onPullDownRefresh() {
    this.write('刷新');
    setTimeout(() => void wx.stopPullDownRefresh(), 400);
  },
});
