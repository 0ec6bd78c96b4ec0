/** What somebody said or did, in full: the words, the photos, and who and when. */
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
  methods: {
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      void wx.previewImage({
        current: event.currentTarget.dataset['url'] as string,
        urls: this.data.photos as string[],
      });
    },
  },
});
