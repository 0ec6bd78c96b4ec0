import { CLOSING_LABELS } from '../../../../domain/concern';
import { ACTIONS } from '../../../../domain/contract';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { historyWithout, proposalIn, proposedBy } from '../../../proposal';
import { loadFailure } from '../../../show-error';

type Entry = ConcernView['history'][number];
type Answer = 'agrees' | 'refuses';
type Draft = Attempted & { answer: Answer | ''; words: string };

const emptyDraft = (): Draft => ({ requestId: newRequestId(), answer: '', words: '' });
const FIELDS = ['agrees', 'words'];

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    first: null as Entry | null,
    proposal: null as Entry | null,
    none: [] as string[],
    said: { closing: '', decideBy: '', proposed: '', opened: '' },
    history: [] as Entry[],
    mayDecide: false,
    isLate: false,
    now: 0,
    answers: [
      { id: 'agrees', label: '同意办结', hint: '核对过了，接下来请居民评价' },
      { id: 'refuses', label: '退回继续办理', hint: '还没办好，写清楚还缺什么' },
    ],
    /** What is checked most often, for a tap instead of typing. */
    checks: ['到现场看过，已经办好', '打电话问过居民', '核对过照片和材料'],
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  async onLoad(query) {
    const concernId = query['id'] ?? '';
    this.setData({ concernId, draft: restoreDraft<Draft>(`decide:${concernId}`) ?? emptyDraft() });
    await this.load();
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { data, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      this.show(data, now);
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  show(concern: ConcernView, now: Instant) {
    const { history, closing, decision, openedAt, mayDo, isOverdue } = concern;
    const proposal = proposalIn(concern);
    const mayDecide = mayDo.includes('decideClosing');
    if (!mayDecide) clearDraft(`decide:${concern.id}`); // it belonged to a decision that is over
    this.setData({
      state: 'ready',
      concern,
      first: history[0] ?? null,
      proposal: proposal ?? null,
      said: {
        closing: closing ? CLOSING_LABELS[closing.kind] : '',
        decideBy: decision ? formatMoment(decision.decideBy, now) : '',
        proposed: proposedBy(proposal, now),
        opened: formatMoment(openedAt, now),
      },
      history: historyWithout(history, [history[0], proposal]),
      mayDecide,
      isLate: isOverdue,
      now,
    });
  },

  onWhole() {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${this.data.concernId}` });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(`decide:${this.data.concernId}`, this.data.draft);
  },

  onAnswer(event: WechatMiniprogram.CustomEvent<{ id: Answer }>) {
    this.change({ answer: event.detail.id }, 'agrees');
    this.setData({ 'errors.words': '' });
  },

  onCheck(event: WechatMiniprogram.TouchEvent) {
    const said = event.currentTarget.dataset['words'] as string;
    const { words } = this.data.draft;
    if (!words.includes(said)) this.change({ words: words.trim() ? `${words.trim()}；${said}` : said }, 'words');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const { requestId, answer, words } = draft;
    const agrees = answer ? answer === 'agrees' : undefined;
    const form = sendable(ACTIONS.decideClosing.input.safeParse({ concernId, agrees, words }));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(`decide:${concernId}`, this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      await callCloud('decideClosing', form.data, requestId);
      clearDraft(`decide:${concernId}`);
      await goBack('/pages/supervisor/decisions/decisions');
      void wx.showToast({ title: agrees ? '已同意办结' : '已退回办理' });
    } catch (error) {
      const at = refusalAt(error, FIELDS);
      if ('errors' in at) showErrors(this, at.errors, FIELDS);
      else this.setData(at);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
