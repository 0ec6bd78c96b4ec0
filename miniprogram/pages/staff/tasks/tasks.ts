import type { TaskCard } from '../../../../domain/views';
import type { Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { sayMessagesLeft, topUpMessages } from '../../../messages';
import { reloading } from '../../../reloading';
import { deskFailedToLoad } from '../../../show-error';
import { loadHome, rememberedTown } from '../../../town-info';
import { sayDueBy, urgencyOf, type Urgency } from '../../../urgency';
import type { Me } from '../me';

/** Of one concern there may be several: `id` is the task's. */
type Shown = TaskCard & { concernId: string; due: ReturnType<typeof sayDueBy>; tone: Urgency; state: string };

const stateOf = ({ isReturning, isAcknowledged }: TaskCard): string =>
  isReturning ? '退单待核定' : isAcknowledged ? '' : '等您签收';

const withWords = (tasks: TaskCard[], now: Instant): Shown[] =>
  tasks.map((task) => ({
    ...task,
    id: task.taskId,
    concernId: task.id,
    due: sayDueBy(task.taskDueAt, now, '办完'),
    tone: urgencyOf(task.taskDueAt, now),
    state: stateOf(task),
  }));

/** 1 项已超时，2 项等签收: what cannot wait, in one sentence. @param hasMore each count is a lower bound. */
function sayWhatWaits(tasks: readonly Shown[], hasMore: boolean): string {
  const counted = [
    [tasks.filter(({ tone }) => tone === 'overdue').length, '已超时'],
    [tasks.filter(({ isAcknowledged, isReturning }) => !isAcknowledged && !isReturning).length, '等签收'],
  ] as const;
  const waiting = counted.filter(([count]) => count);
  const said = (count: number, what: string) => `${count} 项${hasMore ? '以上' : ''}${what}`;
  return waiting.length ? waiting.map(([count, what]) => said(count, what)).join('，') : said(tasks.length, '在办');
}

/** What a department is asked to do, the most urgent first. */
Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    /** `unbound`: the phone of nobody who works here. */
    state: 'loading',
    stateText: '',
    staff: null as Me | null,
    tasks: [] as Shown[],
    summary: '',
    /** How many pushes can still arrive, in words; empty where there are enough of each kind. */
    messagesLeft: '',
    hasMore: false,
    isLoadingMore: false,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const [{ data, now }] = await Promise.all([callCloud('listTasks', {}), loadHome().catch(() => undefined)]);
      this.setData({ state: data.tasks.length ? 'ready' : 'empty', staff: rememberedTown()?.staff ?? null });
      this.show(withWords(data.tasks, now), data.hasMore);
      this.setData({ messagesLeft: sayMessagesLeft() });
    } catch (error) {
      deskFailedToLoad(this, error);
    }
  },

  show(tasks: Shown[], hasMore: boolean) {
    this.setData({ tasks, summary: tasks.length ? sayWhatWaits(tasks, hasMore) : '没有等您办的任务', hasMore });
  },

  async onTopUp() {
    await topUpMessages();
    this.setData({ messagesLeft: sayMessagesLeft() });
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { tasks } = this.data;
      const { data, now } = await callCloud('listTasks', { offset: tasks.length });
      this.show([...tasks, ...notYetIn(tasks, withWords(data.tasks, now))], data.hasMore);
    });
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.currentTarget.dataset['id'] as string}` });
  },

  onLeave() {
    void wx.navigateTo({ url: '/pages/staff/leave/leave' });
  },

  onBind() {
    void wx.redirectTo({ url: '/pages/staff/bind/bind' });
  },
});
