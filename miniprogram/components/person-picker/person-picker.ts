import type { ActionOutput } from '../../../domain/contract';
import { callCloud } from '../../cloud';
import { sentenceOf } from '../../show-error';

export type Colleague = ActionOutput<'listCandidates'>['people'][number];
type Purpose = 'owner' | 'objection';

/** People are not asked to wait, and the cloud not for every letter. */
const PAUSE_MS = 300;

/**
 * Who may own a concern or act on it, those whom the routing would name first; found by a part of name or office.
 * Emits `change` with { person }, a Colleague or null, and `fail` with { text } when there is nothing to choose from.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** The concern that somebody is chosen for. */
    concern: String,
    /** `owner`, or `objection`: only whom the routing would name. */
    for: { type: String, value: 'owner' },
    /** Whom the last `change` brought; null while nobody is chosen. */
    person: { type: Object, value: {} },
    /** What is being chosen, for those who listen. */
    label: String,
  },
  data: {
    search: '',
    /** `failed`: can be loaded again. */
    state: 'loading',
    people: [] as Colleague[],
    hasMore: false,
    timer: 0,
  },
  lifetimes: {
    attached() {
      void this.find();
    },
    detached() {
      clearTimeout(this.data.timer);
    },
  },
  methods: {
    /** An answer to what is no longer asked is dropped. */
    async find() {
      const { concern, for: purpose, search } = this.data;
      try {
        const { data } = await callCloud('listCandidates', { concernId: concern, for: purpose as Purpose, search });
        if (search === this.data.search) this.setData({ state: 'ready', people: data.people, hasMore: data.hasMore });
      } catch (error) {
        if (search !== this.data.search) return;
        this.setData({ state: 'failed' });
        this.triggerEvent('fail', { text: sentenceOf(error) });
      }
    },

    async onReload() {
      this.setData({ state: 'loading' });
      this.triggerEvent('fail', { text: '' });
      await this.find();
    },

    onInput(event: WechatMiniprogram.Input) {
      clearTimeout(this.data.timer);
      const timer = setTimeout(() => void this.find(), PAUSE_MS);
      this.setData({ search: event.detail.value, timer });
    },

    async onConfirm() {
      clearTimeout(this.data.timer);
      await this.find();
    },

    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { person: this.data.people[event.currentTarget.dataset['index'] as number] });
    },

    onOther() {
      this.triggerEvent('change', { person: null });
    },
  },
});
