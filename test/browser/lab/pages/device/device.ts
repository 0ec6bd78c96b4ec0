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
};

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
  onRegion() {
    this.write('地图动了');
  },
  onPullDownRefresh() {
    this.write('刷新');
    setTimeout(() => void wx.stopPullDownRefresh(), 400);
  },
});
