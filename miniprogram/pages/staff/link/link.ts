import { ACTIONS } from '../../../../domain/contract';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernView, Linkable } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { findNow, findSoon } from '../../../searching';
import { loadFailure } from '../../../show-error';

const sideOf = (concern: ConcernView): Linkable => ({
  ...concern,
  ownerName: concern.owner.name,
  isNear: true,
  finishDueAt: concern.finish.dueAt,
});

/** Both sides beside each other before the coordinator links one to the other. */
Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    member: null as Linkable | null,
    choices: [] as (Linkable & { since: string })[],
    hasMore: false,
    lead: null as Linkable | null,
    /** What follows, in one sentence. */
    outcome: '',
    search: '',
    timer: 0,
    words: '',
    errors: {} as Record<string, string>,
    problem: '',
    requestId: '',
    isSubmitting: false,
    now: 0 as Instant,
  },

  async onLoad(query) {
    this.setData({ concernId: query['id'] ?? '', requestId: newRequestId() });
    await this.load();
  },

  onUnload() {
    clearTimeout(this.data.timer);
  },

  async load() {
    const { concernId } = this.data;
    this.setData({ state: 'loading' });
    try {
      const [{ data, now }] = await Promise.all([callCloud('getConcern', { concernId }), this.find()]);
      this.setData({ state: 'ready', member: sideOf(data), now });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  async find() {
    const { concernId, search } = this.data;
    const { data, now } = await callCloud('listLinkable', { concernId, search });
    if (search !== this.data.search) return; // typed on meanwhile
    const choices = data.concerns.map((one) => ({ ...one, since: formatMoment(one.openedAt, now) }));
    this.setData({ choices, hasMore: data.hasMore, now });
  },

  onSearch(event: WechatMiniprogram.Input) {
    findSoon(this, event.detail.value.trim());
  },

  async onSearchNow() {
    await findNow(this);
  },

  onChoose(event: WechatMiniprogram.TouchEvent) {
    const lead = this.data.choices.find(({ id }) => id === event.currentTarget.dataset['id']);
    if (!lead) return;
    const { ownerName } = this.data.member!;
    const outcome = `关联后，仍由${ownerName}负责联系和回复，时限不变；办结由${lead.ownerName}牵头，两边的居民各自评价。随时可以解除。`;
    this.setData({ lead, outcome, problem: '', requestId: newRequestId() });
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },

  onOther() {
    this.setData({ lead: null, problem: '' });
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.setData({ words: event.detail.value, 'errors.words': '', requestId: newRequestId() });
  },

  async onLink() {
    const { concernId, lead, words, requestId, isSubmitting } = this.data;
    if (isSubmitting || !lead) return;
    const sent = sendable(ACTIONS.linkConcern.input.safeParse({ concernId, leadId: lead.id, words }));
    if ('errors' in sent) return this.setData(sent);
    this.setData({ errors: {}, problem: '', isSubmitting: true });
    try {
      await callCloud('linkConcern', sent.data, requestId);
      await goBack(`/pages/staff/concern/concern?id=${concernId}`);
      void wx.showToast({ title: '已关联' });
    } catch (error) {
      this.setData(refusalAt(error, ['words']));
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
