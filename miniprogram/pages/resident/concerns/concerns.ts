import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';

Page({
  behaviors: [appearance],
  ...reloading,

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

  async load() {
    try {
      const { data, now } = await callCloud('listMyConcerns', {});
      this.setData({ state: data.cards.length ? 'ready' : 'empty', ...data, now });
    } catch (error) {
      failedToLoad(this, error);
    }
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
