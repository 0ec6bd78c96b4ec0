import { newRequestId, uploadPhoto } from '../../cloud';
import { MAX_PHOTOS, type Photo } from './photo';

type Item = Photo & { percent?: number; isUnseen?: boolean };

/**
 * Up to six photos, sent to the cloud as soon as they are chosen. Emits `change` with { photos }; give them back in
 * `photos`. A photo that did not arrive stays and is tried again on tap.
 */
Component({
  properties: {
    /** Photos of photo.ts, as the last `change` brought them. */
    photos: { type: Array, value: [] },
    /** While the form is being sent. */
    disabled: Boolean,
  },
  data: { items: [] as Item[], max: MAX_PHOTOS },
  observers: {
    photos(photos: Photo[]) {
      const known = new Map(this.data.items.map((item) => [item.key, item]));
      this.setData({ items: photos.map((photo) => ({ ...known.get(photo.key), ...photo })) });
    },
  },
  methods: {
    async onAdd() {
      const count = MAX_PHOTOS - this.data.items.length;
      if (this.data.disabled || count <= 0) return;
      let paths: string[];
      try {
        const { tempFiles } = await wx.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] });
        paths = tempFiles.map(({ tempFilePath }) => tempFilePath);
      } catch {
        return; // closed without choosing
      }
      const added = paths
        .slice(0, count)
        .map((url): Item => ({ key: newRequestId(), url, fileId: '', state: 'uploading' }));
      this.change([...this.data.items, ...added]);
      for (const item of added) void this.upload(item.key, item.url);
    },

    async upload(key: string, path: string) {
      try {
        const fileId = await uploadPhoto(path, (percent) => this.showProgress(key, percent));
        this.settle(key, { fileId, state: 'done' });
      } catch {
        this.settle(key, { state: 'failed' });
      }
    },

    showProgress(key: string, percent: number) {
      const index = this.data.items.findIndex((item) => item.key === key);
      if (index >= 0) this.setData({ [`items[${index}].percent`]: percent });
    },

    /** A photo removed meanwhile stays removed. */
    settle(key: string, changes: Partial<Photo>) {
      this.change(this.data.items.map((item) => (item.key === key ? { ...item, ...changes } : item)));
    },

    change(items: Item[]) {
      this.setData({ items });
      const photos = items.map(({ key, url, fileId, state }): Photo => ({ key, url, fileId, state }));
      this.triggerEvent('change', { photos });
    },

    onTapPhoto(event: WechatMiniprogram.TouchEvent) {
      const item = this.data.items[event.currentTarget.dataset['index'] as number];
      if (!item) return;
      if (item.state !== 'failed') {
        void wx.previewImage({ current: item.url, urls: this.data.items.map(({ url }) => url) });
        return;
      }
      this.settle(item.key, { state: 'uploading' });
      void this.upload(item.key, item.url);
    },

    /** It has arrived, but the phone cannot show it. */
    onUnseen(event: WechatMiniprogram.BaseEvent) {
      this.setData({ [`items[${event.currentTarget.dataset['index']}].isUnseen`]: true });
    },

    onRemove(event: WechatMiniprogram.TouchEvent) {
      if (this.data.disabled) return;
      this.change(this.data.items.filter(({ key }) => key !== event.currentTarget.dataset['key']));
    },
  },
});
