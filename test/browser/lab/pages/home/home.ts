import { counting } from '../../counting';

type Tap = WechatMiniprogram.TouchEvent<object, object, { longName?: string }>;

Page({
  behaviors: [counting],
  data: {
    town: '',
    log: '',
    link: encodeURIComponent('清溪 & 街'),
    list: [
      { id: 1, kind: 'card', title: '路灯' },
      { id: 2, kind: 'note', title: '积水' },
      { id: 3, kind: 'other', title: '' },
    ],
  },
  onLoad() {
    this.setData({ town: getApp<{ town: string }>().town });
  },
  onShow() {
    this.write('显');
  },
  onHide() {
    this.write('隐');
  },
  write(word: string) {
    this.setData({ log: this.data.log + word });
  },
  onOpen(event: WechatMiniprogram.CustomEvent<{ count: number }>) {
    this.write(`开${event.detail.count}`);
  },
  onCapture() {
    this.write('捕');
  },
  onOuter() {
    this.write('外');
  },
  onInner(event: Tap) {
    const { place = '' } = (event as Tap & { mark?: { place?: string } }).mark ?? {};
    this.write(`内${event.currentTarget.dataset.longName ?? ''}${place}`);
  },
  onLong() {
    this.write('长');
  },
  onBadge() {
    void wx.setTabBarBadge({ index: 1, text: '3' });
  },
  onUnknown() {
    (wx as unknown as { openBluetoothAdapter?: () => void }).openBluetoothAdapter?.();
  },
  onSave() {
    this.write(`旧${String(wx.getStorageSync('who'))}`);
    wx.setStorageSync('who', '我');
  },
  async onCall() {
    try {
      const { result } = await wx.cloud.callFunction({ name: 'echo', data: { word: '云' } });
      this.write(JSON.stringify(result));
      await wx.cloud.callFunction({ name: 'fails' });
    } catch (error) {
      this.write((error as { errMsg: string }).errMsg);
    }
  },
  async onDialogs() {
    const { tapIndex } = await wx.showActionSheet({ itemList: ['甲选', '乙选'] });
    const { confirm, content } = await wx.showModal({ title: '说明', editable: true, placeholderText: '写' });
    this.write(`${tapIndex}${confirm}${content}`);
    void wx.showToast({ title: '记下了', icon: 'none' });
  },
  onShareAppMessage() {
    this.write('转');
    return { title: '标题', path: '/pages/home/home' };
  },
});
