const WORDS = ['很不满意', '不满意', '一般', '满意', '非常满意'];

/** Five tappable stars. Emits `change` with { stars } (1-5). Holds no state of its own. */
Component({
  properties: {
    /** How many are lit, 0 to 5. */
    stars: Number,
    /** Shows only, does not react. */
    readonly: Boolean,
  },
  data: { positions: WORDS.map((word, index) => ({ stars: index + 1, word })) },
  methods: {
    onTapStar(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { stars: event.currentTarget.dataset['stars'] });
    },
  },
});
