import type { ActionOutput } from '../../../domain/contract';
import { callCloud } from '../../cloud';
import { findNow, findSoon } from '../../searching';
import { sentenceOf } from '../../show-error';

export type Colleague = ActionOutput<'listCandidates'>['people'][number];

/** Who can be chosen. */
type Source = {
  /** By what people are found. */
  by: string;
  find: (search: string, concernId: string) => Promise<{ people: Colleague[]; hasMore: boolean }>;
  /** Said where a search finds nobody, and where there is nobody without one. */
  notFound: string;
  nobody: string;
};

const candidates = (purpose: 'owner' | 'objection'): Source => ({
  by: '姓名、社区或网格',
  find: async (search, concernId) => (await callCloud('listCandidates', { concernId, for: purpose, search })).data,
  notFound: '没有找到，可以少写几个字',
  nobody: '现在没有可以选的人',
});

const SOURCES = {
  /** Who may own a concern or act on it, those whom the routing would name first. */
  owner: candidates('owner'),
  /** Only whom the routing would name. */
  objection: candidates('objection'),
  /** Whom a task of the concern may be dispatched to. */
  department: {
    by: '部门名称',
    find: async (search, concernId) => (await callCloud('listDepartments', { concernId, search })).data,
    notFound: '没有找到，可以少写几个字',
    nobody: '现在没有可以请的部门',
  },
  /** Anybody in service, found by who knows them. */
  about: {
    by: '姓名或职务',
    find: async (search) => ({
      people: search ? (await callCloud('findStaff', { search })).data.staff : [],
      hasMore: false,
    }),
    notFound: '没有找到，可以少写几个字，或写职务',
    nobody: '',
  },
} satisfies Record<string, Source>;
type Purpose = keyof typeof SOURCES;

/** One member of staff, found by typing. Emits `change` with { person }, a Colleague or null. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A purpose of SOURCES: whom one can choose. */
    for: { type: String, value: 'owner' },
    /** The concern that somebody is chosen for, where there is one. */
    concern: String,
    /** Whom the last `change` brought; null while nobody is chosen. */
    person: { type: Object, value: {} },
    /** What is being chosen, for those who listen. */
    label: String,
  },
  data: {
    by: '',
    search: '',
    /** `failed`: can be loaded again. */
    state: 'loading',
    found: [] as Colleague[],
    hasMore: false,
    /** Why nobody is listed. */
    nobody: '',
    timer: 0,
  },
  lifetimes: {
    attached() {
      this.setData({ by: SOURCES[this.data.for as Purpose].by });
      void this.find();
    },
    detached() {
      clearTimeout(this.data.timer);
    },
  },
  methods: {
    /** An answer to what is no longer asked is dropped. */
    async find() {
      const { search } = this.data;
      const answer = await this.answerTo(search.trim());
      if (search === this.data.search) this.setData(answer);
    },

    async answerTo(search: string) {
      const source = SOURCES[this.data.for as Purpose];
      try {
        const { people, hasMore } = await source.find(search, this.data.concern);
        const nobody = people.length ? '' : search ? source.notFound : source.nobody;
        return { state: 'ready', found: people, hasMore, nobody };
      } catch (error) {
        return { state: 'failed', found: [], hasMore: false, nobody: sentenceOf(error) };
      }
    },

    async onReload() {
      this.setData({ state: 'loading', nobody: '' });
      await this.find();
    },

    onInput(event: WechatMiniprogram.Input) {
      findSoon(this, event.detail.value);
    },

    async onConfirm() {
      await findNow(this);
    },

    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { person: this.data.found[event.currentTarget.dataset['index'] as number] });
    },

    onOther() {
      this.triggerEvent('change', { person: null });
    },
  },
});
