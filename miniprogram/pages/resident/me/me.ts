import { appearance, chooseElderMode, isElderMode } from '../../../behaviors/appearance';
import { callPhone } from '../../../phone-call';
import { loadHome, rememberedTown, type TownInfo } from '../../../town-info';

Page({
  behaviors: [appearance],

  data: {
    isElder: false,
    town: null as TownInfo | null,
    version: '',
  },

  onLoad() {
    const { version, envVersion } = wx.getAccountInfoSync().miniProgram;
    this.setData({ version: version || { develop: '开发版', trial: '体验版', release: '' }[envVersion] });
  },

  async onShow() {
    this.setData({ isElder: isElderMode(), town: rememberedTown() ?? null });
    try {
      const { data } = await loadHome();
      this.setData({ town: data });
    } catch {
      // Everything on this page also works from what the phone remembers.
    }
  },

  onElder(event: WechatMiniprogram.SwitchChange) {
    const isElder = event.detail.value;
    chooseElderMode(isElder);
    this.setData({ isElder, elder: isElder ? 'elder' : '' });
  },

  onDesk() {
    void wx.navigateTo({ url: '/pages/staff/today/today' });
  },

  onBind() {
    void wx.navigateTo({ url: '/pages/staff/bind/bind' });
  },

  onHotline() {
    callPhone(this.data.town?.hotline ?? '12345');
  },

  onConsent() {
    void wx.navigateTo({ url: '/pages/resident/consent/consent' });
  },
});
