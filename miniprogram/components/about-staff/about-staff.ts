import type { Colleague } from '../person-picker/person-picker';

/**
 * The member of staff whom a concern is about; a quiet row until somebody needs it. Emits `change` with { person }, a
 * Colleague, or null when nobody is meant any more.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** As the last `change` brought it; null until somebody is chosen. */
    person: { type: Object, value: {} },
  },
  data: { isOpen: false },
  methods: {
    onOpen() {
      this.setData({ isOpen: true });
    },

    onClose() {
      this.setData({ isOpen: false });
    },

    onChange(event: WechatMiniprogram.CustomEvent<{ person: Colleague }>) {
      this.onClose();
      this.triggerEvent('change', event.detail);
    },

    onRemove() {
      this.triggerEvent('change', { person: null });
    },
  },
});
