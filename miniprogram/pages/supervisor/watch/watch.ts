import { SUPERVISED_LABELS, type Supervised } from '../../../../domain/contract';
import { formatMoment, formatRemaining, formatSpan, type Instant } from '../../../../domain/time';
import type { SupervisedCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';
import { sayDueBy, urgencyOf, type Urgency } from '../../../urgency';

type Due = ReturnType<typeof sayDueBy>;
type Watched = SupervisedCard & { due: Due; tone: Urgency; turn: string };

/** What it is good for that nothing is there. */
const EMPTY: Record<Supervised, { text: string; hint: string }> = {
  overdue: { text: '没有超时的诉求', hint: '件件都在时限里，大家办得不错' },
  stuck: { text: '没有久未推进的诉求', hint: '每件事都有人接着往下办' },
  agenda: { text: '这次例会没有要议的诉求', hint: '超时较久的诉求，会自动列到这里' },
  complaints: { text: '没有等答复的投诉', hint: '居民投诉办理时，会出现在这里' },
};
const TABS = Object.entries(SUPERVISED_LABELS).map(([id, label]) => ({ id: id as Supervised, label }));
/** From this step of the escalation on it is talked about in the weekly meeting; see STEPS of escalation.ts. */
const ON_AGENDA = 150;

function sayDue({ dueAt, step }: SupervisedCard, now: Instant): Due {
  if (dueAt === null) return { text: '', remaining: '' };
  if (dueAt >= now) return sayDueBy(dueAt, now, '到期');
  return { text: formatRemaining(dueAt, now) + (step >= ON_AGENDA ? '，已列入例会' : ''), remaining: '' };
}

const watchedFrom = (cards: SupervisedCard[], now: Instant): Watched[] =>
  cards.map((card) => ({
    ...card,
    due: sayDue(card, now),
    tone: urgencyOf(card.dueAt, now),
    turn: card.ball
      ? `轮到${card.ball}，从 ${formatMoment(card.since, now)} 起，已经 ${formatSpan(now - card.since)}`
      : '',
  }));

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    kind: 'overdue' as Supervised,
    tabs: TABS,
    empty: EMPTY.overdue,
    cards: [] as Watched[],
    hasMore: false,
    isLoadingMore: false,
  },

  onLoad(query) {
    const kind = (query['kind'] ?? '') in EMPTY ? (query['kind'] as Supervised) : 'overdue';
    this.setData({ kind, empty: EMPTY[kind] });
  },

  async onShow() {
    await this.load();
  },

  async load() {
    const { kind } = this.data;
    try {
      const { data, now } = await callCloud('listSupervised', { kind });
      if (kind !== this.data.kind) return; // another tab has been chosen meanwhile
      const { cards, hasMore } = data;
      this.setData({ state: cards.length ? 'ready' : 'empty', cards: watchedFrom(cards, now), hasMore });
    } catch (error) {
      if (kind === this.data.kind) failedToLoad(this, error);
    }
  },

  async onTab(event: WechatMiniprogram.TouchEvent) {
    const kind = event.currentTarget.dataset['id'] as Supervised;
    if (kind === this.data.kind) return;
    this.setData({ kind, empty: EMPTY[kind], state: 'loading', cards: [], hasMore: false });
    await this.load();
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { kind, cards } = this.data;
      const { data, now } = await callCloud('listSupervised', { kind, offset: cards.length });
      if (kind !== this.data.kind) return;
      this.setData({ cards: [...cards, ...watchedFrom(notYetIn(cards, data.cards), now)], hasMore: data.hasMore });
    });
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.currentTarget.dataset['id']}` });
  },
});
