import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadFailure, showError } from '../../../show-error';

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
      if (this.data.state === 'ready') showError(error);
      else this.setData(loadFailure(error));
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async onReachBottom() {
    const { cards, hasMore, isLoadingMore } = this.data;
    if (!hasMore || isLoadingMore) return;
    this.setData({ isLoadingMore: true });
    try {
      const { data, now } = await callCloud('listMyConcerns', { offset: cards.length });
      // A concern filed meanwhile moves the others down: the same one may come twice.
      const fresh = data.cards.filter(({ id }) => !cards.some((card) => card.id === id));
      this.setData({ cards: [...cards, ...fresh], hasMore: data.hasMore, now });
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isLoadingMore: false });
    }
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/resident/concern/concern?id=${event.detail.id}` });
  },

  onReport() {
    void wx.navigateTo({ url: '/pages/resident/report/report' });
  },
});
