/** A row that leads to another list, or does one thing. Emits `open`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** Name of a picture in images/. */
    icon: String,
    title: String,
    hint: String,
    /** It does something here instead of leading elsewhere. */
    isAction: Boolean,
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
