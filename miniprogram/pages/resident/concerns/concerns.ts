import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { failedToLoad } from '../../../show-error';

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    cards: [] as ConcernCard[],
    hasMore: false,
    isLoadingMore: false,
    now: 0,
  },

  async onShow() {
    await this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    try {
      const { data, now } = await callCloud('listMyConcerns', {});
      this.setData({ state: data.cards.length ? 'ready' : 'empty', ...data, now });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { cards } = this.data;
      const { data, now } = await callCloud('listMyConcerns', { offset: cards.length });
      this.setData({ cards: [...cards, ...notYetIn(cards, data.cards)], hasMore: data.hasMore, now });
    });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/resident/concern/concern?id=${event.detail.id}` });
  },

  onReport() {
    void wx.navigateTo({ url: '/pages/resident/report/report' });
  },
});
