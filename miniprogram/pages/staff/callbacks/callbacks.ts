import type { ActionOutput } from '../../../../domain/contract';
import { dayOf, formatDay, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';

type Call = ActionOutput<'listCallbacks'>['calls'][number];

const withWords = (calls: Call[], now: Instant) =>
  calls.map((call) => ({
    ...call,
    said: `${formatDay(dayOf(call.until), now)}前打${call.calls ? `，已有 ${call.calls} 次没接通` : ''}`,
  }));

/** Whom the system asks the reader to phone. */
Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    calls: [] as ReturnType<typeof withWords>,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await callCloud('listCallbacks', {});
      this.setData({ state: 'ready', calls: withWords(data.calls, now) });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/staff/callback/callback?id=${event.currentTarget.dataset['id'] as string}` });
  },
});
