import type { ActionOutput } from '../../../../domain/contract';
import { formatRemaining, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';
import { rememberedTown } from '../../../town-info';
import { sayDueBy, urgencyOf, type Urgency } from '../../../urgency';
import { verbFor } from '../../../verdicts';

type Decision = ActionOutput<'listDecisions'>['decisions'][number];
/** Of one concern there may be several: `id` is the proposal's. */
type Waiting = Decision & { concernId: string; due: ReturnType<typeof sayDueBy>; tone: Urgency };

const withDue = (decisions: Decision[], now: Instant): Waiting[] =>
  decisions.map((decision) => {
    const { kind, decideBy } = decision;
    const verb = verbFor(kind);
    const isLate = decideBy < now;
    const due = isLate
      ? { text: `${verb}${formatRemaining(decideBy, now)}`, remaining: '' }
      : sayDueBy(decideBy, now, verb);
    return { ...decision, id: decision.proposalId, concernId: decision.id, due, tone: urgencyOf(decideBy, now) };
  });

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    decisions: [] as Waiting[],
    isDutyDesk: false,
    hasMore: false,
    isLoadingMore: false,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await callCloud('listDecisions', {});
      const isDutyDesk = rememberedTown()?.staff?.isDutyDesk ?? false;
      const decisions = withDue(data.decisions, now);
      this.setData({ state: decisions.length ? 'ready' : 'empty', decisions, hasMore: data.hasMore, isDutyDesk });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { decisions } = this.data;
      const { data, now } = await callCloud('listDecisions', { offset: decisions.length });
      const further = withDue(notYetIn(decisions, data.decisions), now);
      this.setData({ decisions: [...decisions, ...further], hasMore: data.hasMore });
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
