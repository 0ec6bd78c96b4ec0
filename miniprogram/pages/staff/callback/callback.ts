import { callDraft, type CallOutcome } from '../../../../domain/callback-answer';
import type { ActionOutput } from '../../../../domain/contract';
import { SOLVED_LABELS, type Rating } from '../../../../domain/rating';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { callPhone } from '../../../phone-call';
import { loadFailure, sentenceOf, showError } from '../../../show-error';

type Call = ActionOutput<'listCallbacks'>['calls'][number];
type Draft = Attempted & {
  solved: Rating['solved'] | '';
  satisfaction: number;
  stillNeedsHandling: boolean;
  words: string;
};

/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['solved', 'satisfaction', 'words'];
const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  solved: '',
  satisfaction: 0,
  stillNeedsHandling: false,
  words: '',
});

/** One call: what to say, the number, three answers. */
Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    callbackId: '',
    townName: '',
    call: null as Call | null,
    answers: Object.entries(SOLVED_LABELS).map(([id, label]) => ({ id, label })),
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    phone: '',
    revealRequestId: '',
    isRevealing: false,
    /** Which button is at work. */
    sending: '' as CallOutcome | '',
  },

  async onLoad(query) {
    const callbackId = query['id'] ?? '';
    this.setData({ callbackId, revealRequestId: newRequestId() });
    this.setData({ draft: restoreDraft<Draft>(`callback:${callbackId}`) ?? emptyDraft() });
    await this.load();
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { data } = await callCloud('listCallbacks', {});
      const call = data.calls.find(({ id }) => id === this.data.callbackId) ?? null;
      this.setData({ state: 'ready', townName: data.townName, call });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(`callback:${this.data.callbackId}`, this.data.draft);
  },

  onSolved(event: WechatMiniprogram.TouchEvent) {
    const solved = event.currentTarget.dataset['id'] as Rating['solved'];
    this.change({ solved, stillNeedsHandling: false }, 'solved');
  },

  onStillNeedsHandling(event: WechatMiniprogram.CustomEvent<{ checked: boolean }>) {
    this.change({ stillNeedsHandling: event.detail.checked }, 'solved');
  },

  onStars(event: WechatMiniprogram.CustomEvent<{ stars: number }>) {
    this.change({ satisfaction: event.detail.stars }, 'satisfaction');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  /** Reading the number is an event of its own, which the resident sees: say so first. */
  async onCall() {
    if (this.data.phone) return callPhone(this.data.phone);
    if (this.data.isRevealing) return;
    const { confirm } = await wx.showModal({
      title: '打电话给居民',
      content: '您的姓名和查看电话的时间会记下来，居民本人能看到。电话只能用于这次回访。',
      confirmText: '打电话',
    });
    if (!confirm) return;
    this.setData({ isRevealing: true });
    try {
      const { callbackId, revealRequestId } = this.data;
      const { data } = await callCloud('revealForCall', { callbackId }, revealRequestId);
      this.setData({ phone: data.phone });
      callPhone(data.phone);
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isRevealing: false });
    }
  },

  async onReached() {
    await this.send('reached');
  },

  async onNotReached() {
    await this.send('notReached');
  },

  async onDeclined() {
    await this.send('declined');
  },

  async send(outcome: CallOutcome) {
    if (this.data.sending) return;
    const { callbackId, draft } = this.data;
    const { requestId, solved, satisfaction, stillNeedsHandling, words } = draft;
    const answer =
      outcome === 'reached'
        ? { solved: solved || undefined, satisfaction: satisfaction || undefined, stillNeedsHandling, words }
        : {};
    const form = sendable(callDraft.safeParse({ outcome, ...answer }));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', sending: outcome, 'draft.wasSent': true });
    saveDraft(`callback:${callbackId}`, this.data.draft);
    try {
      await callCloud('recordCallback', { ...form.data, callbackId }, `${requestId}-${outcome}`);
      clearDraft(`callback:${callbackId}`);
      await goBack('/pages/staff/callbacks/callbacks');
      void wx.showToast({ title: '已记下' });
    } catch (error) {
      this.setData({ problem: sentenceOf(error) });
    } finally {
      this.setData({ sending: '' });
    }
  },

  onBack() {
    void goBack('/pages/staff/callbacks/callbacks');
  },
});
