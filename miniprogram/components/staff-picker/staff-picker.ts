import type { ActionOutput } from '../../../domain/contract';
import { callCloud } from '../../cloud';
import { sentenceOf } from '../../show-error';

export type Colleague = ActionOutput<'findStaff'>['staff'][number];

/** People are not asked to wait, and the cloud not for every letter. */
const PAUSE_MS = 300;

/**
 * The member of staff whom a concern is about, found by name; a quiet row until somebody needs it. Emits `change` with
 * { person }: { id, name, title }, or null when nobody is meant any more.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** As the last `change` brought it; null until somebody is chosen. */
    person: { type: Object, value: {} },
  },
  data: {
    isOpen: false,
    search: '',
    found: [] as { id: string; label: string; hint: string }[],
    /** Why nobody is listed. */
    nobody: '',
    timer: 0,
  },
  lifetimes: {
    detached() {
      clearTimeout(this.data.timer);
    },
  },
  methods: {
    onOpen() {
      this.setData({ isOpen: true });
    },

    onClose() {
      clearTimeout(this.data.timer);
      this.setData({ isOpen: false, search: '', found: [], nobody: '' });
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

    /** An answer to what is no longer asked is dropped. */
    async find() {
      const { search } = this.data;
      const answer = await this.answerTo(search.trim());
      if (search === this.data.search) this.setData(answer);
    },

    async answerTo(search: string) {
      if (!search) return { found: [], nobody: '' };
      try {
        const { data } = await callCloud('findStaff', { search });
        const found = data.staff.map(({ id, name, title }) => ({ id, label: name, hint: title }));
        return { found, nobody: found.length ? '' : '没有找到，可以少写几个字，或写职务' };
      } catch (error) {
        return { found: [], nobody: sentenceOf(error) };
      }
    },

    onChoose(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const { id, label: name, hint: title } = this.data.found.find((one) => one.id === event.detail.id)!;
      this.onClose();
      this.triggerEvent('change', { person: { id, name, title } });
    },

    onRemove() {
      this.triggerEvent('change', { person: null });
    },
  },
});
