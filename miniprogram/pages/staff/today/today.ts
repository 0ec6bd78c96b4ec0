import { isPermitted } from '../../../../domain/permissions';
import type { Instant } from '../../../../domain/time';
import type { ConcernCard } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { sayMessagesLeft, topUpMessages } from '../../../messages';
import { reloading } from '../../../reloading';
import { deskFailedToLoad } from '../../../show-error';
import { loadHome, rememberedTown } from '../../../town-info';
import type { Me } from '../me';
import { groupByDue, sayWhatIsDue, type DueGroup } from './group-by-due';

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    /** `unbound`: the phone of nobody who works here. */
    state: 'loading',
    stateText: '',
    staff: null as Me | null,
    cards: [] as ConcernCard[],
    groups: [] as DueGroup[],
    summary: '',
    decisions: 0,
    decides: false,
    tasks: 0,
    handlesTasks: false,
    watches: false,
    settlesLeaving: false,
    records: false,
    callsBack: false,
    hasMap: false,
    /** How many pushes can still arrive, in words; empty where there are enough of each kind. */
    messagesLeft: '',
    hasMore: false,
    isLoadingMore: false,
    now: 0,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const [{ data, now }] = await Promise.all([callCloud('listToday', {}), loadHome().catch(() => undefined)]);
      const staff = rememberedTown()?.staff;
      const roles = staff?.roles ?? [];
      this.setData({
        state: data.cards.length ? 'ready' : 'empty',
        staff: staff ?? null,
        decisions: data.decisions,
        // Officers are asked now and then only: whether they take a concern over.
        decides: data.decisions > 0 || roles.some((role) => role === 'coordinator' || role === 'supervisor'),
        tasks: data.tasks,
        // Whoever stands in for a department's liaison has them now and then only.
        handlesTasks: data.tasks > 0 || roles.includes('department'),
        watches: isPermitted('listSupervised', roles),
        settlesLeaving: isPermitted('listLeaving', roles),
        records: isPermitted('recordConcern', roles),
        callsBack: isPermitted('listCallbacks', [...roles, ...(staff?.isDutyDesk ? (['dutyDesk'] as const) : [])]),
        hasMap: isPermitted('listMapConcerns', roles),
      });
      this.show(data.cards, data.hasMore, now);
      this.setData({ messagesLeft: sayMessagesLeft() });
    } catch (error) {
      deskFailedToLoad(this, error);
    }
  },

  show(cards: ConcernCard[], hasMore: boolean, now: Instant) {
    const groups = groupByDue(cards, now, hasMore);
    this.setData({ cards, groups, summary: sayWhatIsDue(groups), hasMore, now });
  },

  async onTopUp() {
    await topUpMessages();
    this.setData({ messagesLeft: sayMessagesLeft() });
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { cards } = this.data;
      const { data, now } = await callCloud('listToday', { offset: cards.length });
      this.show([...cards, ...notYetIn(cards, data.cards)], data.hasMore, now);
    });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.detail.id}` });
  },

  onDuty() {
    void wx.navigateTo({ url: '/pages/staff/duty/duty' });
  },

  onCallbacks() {
    void wx.navigateTo({ url: '/pages/staff/callbacks/callbacks' });
  },

  onDecisions() {
    void wx.navigateTo({ url: '/pages/supervisor/decisions/decisions' });
  },

  onTasks() {
    void wx.navigateTo({ url: '/pages/staff/tasks/tasks' });
  },

  onWatch() {
    void wx.navigateTo({ url: '/pages/supervisor/watch/watch' });
  },

  onFigures() {
    void wx.navigateTo({ url: '/pages/supervisor/figures/figures' });
  },

  onLeaving() {
    void wx.navigateTo({ url: '/pages/supervisor/leaving/leaving' });
  },

  onLeave() {
    void wx.navigateTo({ url: '/pages/staff/leave/leave' });
  },

  onMap() {
    void wx.navigateTo({ url: '/pages/staff/map/map' });
  },

  onRecord() {
    void wx.navigateTo({ url: '/pages/staff/record/record' });
  },

  onBind() {
    void wx.redirectTo({ url: '/pages/staff/bind/bind' });
  },
});
