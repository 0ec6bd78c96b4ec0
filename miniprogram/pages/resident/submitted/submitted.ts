import type { Status } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadFailure } from '../../../show-error';
import { filedAs, type Filed } from './filed';

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    filed: null as Filed | null,
    status: 'assigned' as Status,
    firstContact: '',
  },

  async onLoad(query) {
    const concernId = query['id'] ?? '';
    this.setData({ concernId });
    const last = filedAs(concernId);
    if (last) this.show(last.filed, 'assigned', last.now);
    else await this.load();
  },

  async load() {
    const { concernId } = this.data;
    this.setData({ state: 'loading' });
    try {
      const { data, now } = await callCloud('getConcern', { concernId });
      const { number, owner, why, firstContact, status } = data;
      const { dueAt, isAssumed } = firstContact;
      const filed = { concernId, number, owner, why, firstContactDueAt: dueAt, isCalendarAssumed: isAssumed };
      this.show(filed, status, now);
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  show(filed: Filed, status: Status, now: Instant) {
    this.setData({ state: 'ready', filed, status, firstContact: formatMoment(filed.firstContactDueAt, now) });
  },

  onOpen() {
    void wx.redirectTo({ url: `/pages/resident/concern/concern?id=${this.data.concernId}` });
  },

  onHome() {
    void wx.switchTab({ url: '/pages/resident/home/home' });
  },
});
