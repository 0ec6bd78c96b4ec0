import { CLOSING_LABELS } from '../../../../domain/concern';
import { isOpen } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernAction, ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { failedToLoad } from '../../../show-error';
import { whatNext } from './what-next';

/** Times and labels in words, computed once per load: a template cannot. */
const wordsFor = (concern: ConcernView, now: Instant) => ({
  closing: concern.closing ? CLOSING_LABELS[concern.closing.kind] : '',
  next: whatNext(concern, now),
  reopenUntil: concern.reopenUntil ? formatMoment(concern.reopenUntil, now) : '',
  reveals: (concern.contact?.reveals ?? []).map(({ name, at }) => `${name} · ${formatMoment(at, now)}`),
});

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    said: { closing: '', next: '', reopenUntil: '', reveals: [] as string[] },
    may: {} as Partial<Record<ConcernAction, boolean>>,
    isOver: false,
    now: 0,
  },

  onLoad(query) {
    this.setData({ concernId: query['id'] ?? '' });
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
      const { data: concern, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      const may = Object.fromEntries(concern.mayDo.map((action) => [action, true]));
      this.setData({
        state: 'ready',
        concern,
        said: wordsFor(concern, now),
        may,
        isOver: !isOpen(concern.status),
        now,
      });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  onRate() {
    void wx.navigateTo({ url: `/pages/resident/rate/rate?id=${this.data.concernId}` });
  },

  onReport() {
    void wx.navigateTo({ url: '/pages/resident/report/report' });
  },

  onWrite(event: WechatMiniprogram.TouchEvent) {
    const what = event.currentTarget.dataset['for'] as string;
    void wx.navigateTo({ url: `/pages/resident/write/write?id=${this.data.concernId}&for=${what}` });
  },
});
