/** Longer words are folded until somebody asks for them, so that what to do next stays near. */
const FOLD_FROM = 120;

/** What somebody said or did: the words, the photos, and who and when. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** The words; may be empty. */
    words: String,
    /** Addresses of the photos. */
    photos: { type: Array, value: [] },
    /** Who and when, in smaller type. */
    note: String,
  },
  data: { seen: '', isFolded: false },
  observers: {
    words(words: string) {
      // Loading again must not fold what somebody is reading.
      if (words !== this.data.seen) this.setData({ seen: words, isFolded: words.length > FOLD_FROM });
    },
  },
  methods: {
    onUnfold() {
      this.setData({ isFolded: false });
    },

    onPhoto(event: WechatMiniprogram.TouchEvent) {
      void wx.previewImage({
        current: event.currentTarget.dataset['url'] as string,
        urls: this.data.photos as string[],
      });
    },
  },
});
