import type { ActionOutput } from '../../../../domain/contract';
import { formatMoment, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { callPhone } from '../../../phone-call';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';

type Duty = ActionOutput<'listDuty'>;
/** A notice that no push could deliver. */
type Call = Duty['calls'][number] & { said: string };

const withWords = (calls: Duty['calls'], now: Instant): Call[] =>
  calls.map((call) => ({ ...call, said: `${formatMoment(call.since, now)} · ${call.why}` }));

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    emergencies: [] as Duty['emergencies'],
    calls: [] as Call[],
    onDuty: [] as Duty['onDuty'],
    hasMore: false,
    isLoadingMore: false,
    isNoting: false,
    now: 0,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await callCloud('listDuty', {});
      const { emergencies, calls, onDuty, hasMore } = data;
      this.setData({ state: 'ready', emergencies, calls: withWords(calls, now), onDuty, hasMore, now });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { calls } = this.data;
      const { data, now } = await callCloud('listDuty', { offset: calls.length });
      this.setData({ calls: [...calls, ...withWords(notYetIn(calls, data.calls), now)], hasMore: data.hasMore });
    });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.detail.id}` });
  },

  onCallbacks() {
    void wx.navigateTo({ url: '/pages/staff/callbacks/callbacks' });
  },

  onPhone(event: WechatMiniprogram.TouchEvent) {
    callPhone(event.currentTarget.dataset['phone'] as string);
  },

  /** Noted as done, whoever of the desk did it; the list then shows what is left. */
  async onCalled(event: WechatMiniprogram.TouchEvent) {
    if (this.data.isNoting) return;
    this.setData({ isNoting: true });
    try {
      const callId = event.currentTarget.dataset['id'] as string;
      await callCloud('markCalled', { callId }, newRequestId()); // of two the first stands, whatever their ids
      void wx.showToast({ title: '已记下' });
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isNoting: false });
    }
    await this.load();
  },
});
