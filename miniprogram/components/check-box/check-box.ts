/** A sentence with a box to tick; more may follow it in the slot, such as a link. Emits `change` with { checked }. */
Component({
  properties: {
    /** Whether it is ticked. Holds no state of its own. */
    checked: Boolean,
    /** The sentence. */
    text: String,
    /** The whole sentence, for those who listen; default: `text`. */
    label: String,
  },
  methods: {
    onTap() {
      this.triggerEvent('change', { checked: !this.data.checked });
    },
  },
});
