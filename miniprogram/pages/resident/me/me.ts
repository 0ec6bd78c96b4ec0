import { appearance, chooseElderMode, isElderMode } from '../../../behaviors/appearance';
import { callPhone } from '../../../phone-call';
import { ADMIN_PAGE, deskOf, loadHome, rememberedTown, type TownInfo } from '../../../town-info';

Page({
  behaviors: [appearance],

  data: {
    isElder: false,
    town: null as TownInfo | null,
    desk: '',
    isAdmin: false,
    version: '',
  },

  onLoad() {
    const { version, envVersion } = wx.getAccountInfoSync().miniProgram;
    this.setData({ version: version || { develop: '开发版', trial: '体验版', release: '' }[envVersion] });
  },

  async onShow() {
    this.setData({ isElder: isElderMode() });
    this.showTown(rememberedTown());
    try {
      const { data } = await loadHome();
      this.showTown(data);
    } catch {
      // Everything on this page also works from what the phone remembers.
    }
  },

  showTown(town: TownInfo | undefined) {
    const desk = deskOf(town?.staff);
    const isAdmin = town?.staff?.roles.includes('admin') ?? false;
    this.setData({ town: town ?? null, desk, isAdmin: isAdmin && desk !== ADMIN_PAGE });
  },

  onElder(event: WechatMiniprogram.SwitchChange) {
    const isElder = event.detail.value;
    chooseElderMode(isElder);
    this.setData({ isElder, elder: isElder ? 'elder' : '' });
  },

  onDesk() {
    void wx.navigateTo({ url: this.data.desk });
  },

  onAdmin() {
    void wx.navigateTo({ url: ADMIN_PAGE });
  },

  onClaim() {
    void wx.navigateTo({ url: '/pages/resident/claim/claim' });
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
