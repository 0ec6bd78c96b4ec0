import { DAY, formatMoment, formatRemaining, type Instant } from '../../../../domain/time';
import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadFailure, showError } from '../../../show-error';

type Waiting = ConcernCard & { due: string; tone: 'plain' | 'due' | 'overdue' };

/** While a closing is being verified, `dueAt` is the moment by which to decide. */
const withDue = (cards: ConcernCard[], now: Instant): Waiting[] =>
  cards.map((card) => {
    const dueAt = card.dueAt ?? now;
    const remaining = formatRemaining(dueAt, now);
    if (dueAt < now) return { ...card, due: `核验${remaining}`, tone: 'overdue' };
    return {
      ...card,
      due: `${formatMoment(dueAt, now)} 前核验(${remaining})`,
      tone: dueAt - now < DAY ? 'due' : 'plain',
    };
  });

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    cards: [] as Waiting[],
    hasMore: false,
    isLoadingMore: false,
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
      const { data, now } = await callCloud('listDecisions', {});
      const { cards, hasMore } = data;
      this.setData({ state: cards.length ? 'ready' : 'empty', cards: withDue(cards, now), hasMore });
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
      const { data, now } = await callCloud('listDecisions', { offset: cards.length });
      // What was decided meanwhile moves the others: the same one may come twice.
      const fresh = data.cards.filter(({ id }) => !cards.some((card) => card.id === id));
      this.setData({ cards: [...cards, ...withDue(fresh, now)], hasMore: data.hasMore });
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isLoadingMore: false });
    }
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/supervisor/decide/decide?id=${event.currentTarget.dataset['id']}` });
  },
});
