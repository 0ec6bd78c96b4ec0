import type { PlaceDraft } from '../../../domain/concern';

const MOST_IN_PLACE_NAME = 60;

/** A point on the map, or 没有具体地点. Emits `change` with { place }, and `fail` with { text } when no map opens. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A PlaceDraft of concern.ts, as the last `change` brought it; null until one is chosen. */
    place: { type: Object, value: {} },
  },
  methods: {
    async onChooseLocation() {
      const place = this.data.place as PlaceDraft | null;
      const start = place?.kind === 'point' ? { latitude: place.latitude, longitude: place.longitude } : {};
      try {
        const { name, address, latitude, longitude } = await wx.chooseLocation(start);
        const named = (name || address || '地图上选的位置').slice(0, MOST_IN_PLACE_NAME);
        this.change({ kind: 'point', latitude, longitude, name: named });
      } catch (error) {
        const { errMsg = '' } = error as { errMsg?: string };
        if (/cancel/.test(errMsg)) return;
        const text = '地图没有打开。可以再试一次，或选“没有具体地点”，在上面的文字里写明位置';
        this.triggerEvent('fail', { text });
      }
    },

    onNoPlace() {
      this.change({ kind: 'none' });
    },

    change(place: PlaceDraft) {
      this.triggerEvent('change', { place });
    },
  },
});
