const DEFAULTS: Record<string, { text: string; hint: string }> = {
  loading: { text: '正在加载', hint: '' },
  empty: { text: '这里还没有内容', hint: '' },
  error: { text: '没有加载成功', hint: '' },
  offline: { text: '网络不太好', hint: '请检查网络后点“重试”' },
};

/** What a page shows instead of its content. Emits `retry`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** `loading`, `empty`, `error` or `offline`; anything else shows nothing. */
    state: String,
    /** The sentence; each state has a plain default. */
    text: String,
    /** What to do next, in smaller type. */
    hint: String,
  },
  data: { shown: { text: '', hint: '' }, canRetry: false },
  observers: {
    'state, text, hint'(state: string, text: string, hint: string) {
      const fallback = DEFAULTS[state] ?? { text: '', hint: '' };
      this.setData({
        shown: { text: text || fallback.text, hint: hint || fallback.hint },
        canRetry: state === 'error' || state === 'offline',
      });
    },
  },
  methods: {
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
