import { appearance } from '../../../behaviors/appearance';
import { chosenFrom, type FoundPlace } from '../../../chosen-place';
import { callCloud } from '../../../cloud';
import { findNow, findSoon } from '../../../searching';
import { loadFailure } from '../../../show-error';

/** A place by its name. Tells the page that opened it: event `chosen`, with a PlaceDraft. */
Page({
  behaviors: [appearance],

  data: {
    search: '',
    state: 'loading',
    stateText: '',
    places: [] as FoundPlace[],
    timer: 0,
  },

  async onLoad() {
    await this.find();
  },

  onUnload() {
    clearTimeout(this.data.timer);
  },

  onInput(event: WechatMiniprogram.Input) {
    findSoon(this, event.detail.value);
  },

  async onConfirm() {
    await findNow(this);
  },

  async onClear() {
    this.setData({ search: '' });
    await findNow(this);
  },

  /** An answer to what is no longer asked is dropped. */
  async find() {
    const { search } = this.data;
    try {
      const { data } = await callCloud('findPlaces', { search });
      if (search !== this.data.search) return;
      this.setData({ state: data.places.length ? 'ready' : 'empty', places: data.places });
    } catch (error) {
      if (search === this.data.search) this.setData(loadFailure(error));
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.find();
  },

  onChoose(event: WechatMiniprogram.TouchEvent) {
    const place = this.data.places[event.currentTarget.dataset['index'] as number]!;
    this.getOpenerEventChannel().emit?.('chosen', chosenFrom(place));
    void wx.navigateBack();
  },
});
