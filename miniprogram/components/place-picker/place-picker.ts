import type { PlaceDraft } from '../../../domain/concern';
import { placeOfCode } from '../../chosen-place';

const MOST_IN_PLACE_NAME = 60;
const OTHERWISE = '可以搜索楼栋或地名，或选“没有具体地点”，在文字里写明位置';

const isCancelled = (error: unknown) => /cancel/.test((error as { errMsg?: string }).errMsg ?? '');

/**
 * Four ways to say where: by name, on the map, by a building's code, or 没有具体地点. None depends on another: without
 * GPS or camera the rest remain. Emits `change` with { place }, and `fail` with { text } when a way did not work.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A PlaceDraft of concern.ts, as the last `change` brought it; null until one is chosen. */
    place: { type: Object, value: {} },
  },
  data: {
    /** The ways are shown although a place is chosen. */
    isChanging: false,
  },
  methods: {
    onSearch() {
      const events = { chosen: (place: PlaceDraft) => this.change(place) };
      void wx.navigateTo({ url: '/pages/resident/places/places', events });
    },

    async onChooseLocation() {
      const place = this.data.place as PlaceDraft | null;
      const start = place?.kind === 'point' ? { latitude: place.latitude, longitude: place.longitude } : {};
      try {
        const { name, address, latitude, longitude } = await wx.chooseLocation(start);
        const named = (name || address || '地图上选的位置').slice(0, MOST_IN_PLACE_NAME);
        this.change({ kind: 'point', latitude, longitude, name: named });
      } catch (error) {
        if (!isCancelled(error)) this.fail(`地图没有打开，可能是没有允许使用位置。${OTHERWISE}`);
      }
    },

    async onScan() {
      try {
        const { path, result } = await wx.scanCode({});
        const found = await placeOfCode(path || result);
        if ('place' in found) this.change(found.place);
        else this.fail(found.problem);
      } catch (error) {
        if (!isCancelled(error)) this.fail(`相机没有打开，扫不了码。${OTHERWISE}`);
      }
    },

    onNoPlace() {
      this.change({ kind: 'none' });
    },

    onChange() {
      this.setData({ isChanging: true });
    },

    change(place: PlaceDraft) {
      this.setData({ isChanging: false });
      this.triggerEvent('change', { place });
    },

    fail(text: string) {
      this.triggerEvent('fail', { text });
    },
  },
});
