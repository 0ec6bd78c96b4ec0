import { formatMoment, formatRemaining, type Instant } from '../../../../domain/time';
import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { failedToLoad } from '../../../show-error';
import { rememberedTown } from '../../../town-info';
import { urgencyOf, type Urgency } from '../../../urgency';

type Waiting = ConcernCard & { due: string; tone: Urgency };

/** While a closing is being verified, `dueAt` is the moment by which to decide. */
const withDue = (cards: ConcernCard[], now: Instant): Waiting[] =>
  cards.map((card) => {
    const dueAt = card.dueAt ?? now;
    const remaining = formatRemaining(dueAt, now);
    const due = dueAt < now ? `核验${remaining}` : `${formatMoment(dueAt, now)} 前核验（${remaining}）`;
    return { ...card, due, tone: urgencyOf(dueAt, now) };
  });

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    cards: [] as Waiting[],
    isDutyDesk: false,
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
      const isDutyDesk = rememberedTown()?.staff?.isDutyDesk ?? false;
      const { cards, hasMore } = data;
      this.setData({ state: cards.length ? 'ready' : 'empty', cards: withDue(cards, now), hasMore, isDutyDesk });
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
      const { data, now } = await callCloud('listDecisions', { offset: cards.length });
      this.setData({ cards: [...cards, ...withDue(notYetIn(cards, data.cards), now)], hasMore: data.hasMore });
    });
  },

  onMap() {
    void wx.navigateTo({ url: '/pages/staff/map/map' });
  },

  onDuty() {
    void wx.navigateTo({ url: '/pages/staff/duty/duty' });
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/supervisor/decide/decide?id=${event.currentTarget.dataset['id']}` });
  },
});
