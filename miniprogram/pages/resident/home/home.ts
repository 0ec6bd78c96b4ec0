import { appearance } from '../../../behaviors/appearance';
import { reloading } from '../../../reloading';
import { loadFailure } from '../../../show-error';
import { deskOf, loadHome, rememberedTown, type TownInfo } from '../../../town-info';
import type { ConcernCard } from '../../../../domain/views';

const REPORT_PAGE = '/pages/resident/report/report';

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    town: null as TownInfo | null,
    desk: '',
    latest: [] as ConcernCard[],
    now: 0,
  },

  onLoad(query) {
    const scene = query['scene'];
    if (scene) void wx.navigateTo({ url: `${REPORT_PAGE}?scene=${scene}` }); // a building's code that opens the first page
    const town = rememberedTown();
    this.setData({ town: town ?? null, desk: deskOf(town?.staff) });
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await loadHome();
      this.setData({ state: 'ready', town: data, desk: deskOf(data.staff), latest: data.latest, now });
    } catch (error) {
      // What is on the screen already stays: reporting works from what the phone remembers.
      if (this.data.state !== 'ready') this.setData(loadFailure(error));
    }
  },

  onReport() {
    void wx.navigateTo({ url: REPORT_PAGE });
  },

  onFamily(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `${REPORT_PAGE}?family=${event.currentTarget.dataset['id']}` });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/resident/concern/concern?id=${event.detail.id}` });
  },

  onAll() {
    void wx.switchTab({ url: '/pages/resident/concerns/concerns' });
  },

  onBoard() {
    void wx.navigateTo({ url: '/pages/resident/board/board' });
  },

  onDesk() {
    void wx.navigateTo({ url: this.data.desk });
  },
});
