import { formatMoment } from '../../../domain/time';
import type { ConcernView } from '../../../domain/views';

type Entry = ConcernView['history'][number];
/** Longer words are folded until somebody asks for them. */
const FOLD_FROM = 160;

/** What has happened so far, the newest first. */
Component({
  properties: {
    /** `history` of a concern view, the oldest first. */
    entries: { type: Array, value: [] },
    /** The server's clock; the year is named only where it is another one. */
    now: Number,
  },
  data: { shown: [] as (Entry & { key: string; moment: string; isFolded: boolean })[] },
  observers: {
    'entries, now'(entries: Entry[], now: number) {
      const shown = entries.map((entry, index) => ({
        ...entry,
        key: `${entry.at}-${index}`,
        moment: formatMoment(entry.at, now || entry.at),
        isFolded: (entry.words?.length ?? 0) > FOLD_FROM,
      }));
      this.setData({ shown: shown.reverse() });
    },
  },
  methods: {
    onUnfold(event: WechatMiniprogram.TouchEvent) {
      this.setData({ [`shown[${event.currentTarget.dataset['index']}].isFolded`]: false });
    },
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      const { index, url } = event.currentTarget.dataset as { index: number; url: string };
      void wx.previewImage({ current: url, urls: this.data.shown[index]!.photoUrls });
    },
  },
});
