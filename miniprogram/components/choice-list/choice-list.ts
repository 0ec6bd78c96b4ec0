/** One of a few, each with a word about what it means, on rows that a thumb cannot miss. Emits `change` with { id }. */
Component({
  properties: {
    /** { id, label, hint? } of each choice. */
    options: { type: Array, value: [] },
    /** The id of what is chosen; empty when nothing is. */
    chosen: String,
    /** What is being chosen, for those who listen. */
    label: String,
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { id: event.currentTarget.dataset['id'] });
    },
  },
});
