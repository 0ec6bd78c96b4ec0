import { CLOSING_LABELS } from '../../../../domain/concern';
import { ACTIONS } from '../../../../domain/contract';
import { AppError } from '../../../../domain/errors';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernView, TaskView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import type { Colleague } from '../../../components/person-picker/person-picker';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { historyWithout, proposalIn, proposedBy, requestIn } from '../../../proposal';
import { loadFailure, showError } from '../../../show-error';
import { verdictOn, type Verdict } from '../../../verdicts';

type Entry = ConcernView['history'][number];
type Answer = 'agrees' | 'refuses';
type Draft = Attempted & {
  /** The proposal it answers; another one begins anew. */
  proposalId: string;
  answer: Answer | '';
  words: string;
  person: Colleague | null;
};

const DECISIONS = '/pages/supervisor/decisions/decisions';
const FIELDS = ['agrees', 'toId', 'words'];
/** Where a refusal is told that does not name a field of the form. */
const FIELD_OF = { NOT_ELIGIBLE: 'toId', UNKNOWN_STAFF: 'toId' };

const emptyDraft = (proposalId: string): Draft => ({
  requestId: newRequestId(),
  proposalId,
  answer: '',
  words: '',
  person: null,
});

/** What of the draft is sent. Only who agrees chooses a person. */
function checked(concernId: string, { decision }: ConcernView, verdict: Verdict, draft: Draft) {
  const { answer, words, person } = draft;
  const agrees = answer ? answer === 'agrees' : undefined;
  return ACTIONS.decide.input.safeParse({
    concernId,
    proposalId: decision?.id,
    kind: decision?.kind,
    agrees,
    words,
    ...(agrees && verdict.needsPerson && { toId: person?.id }),
  });
}

Page({
  behaviors: [appearance],

  data: {
    /** `gone`: there is nothing here for this reader to decide, or to see. */
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    verdict: null as Verdict | null,
    answers: [] as { id: Answer; label: string; hint: string }[],
    first: null as Entry | null,
    /** With the photos of what was asked for. */
    request: null as Entry | null,
    /** That a department wants to return. */
    task: null as TaskView | null,
    none: [] as string[],
    said: { closing: '', outcomes: '', decideBy: '', asked: '', opened: '' },
    history: [] as Entry[],
    isLate: false,
    now: 0,
    draft: emptyDraft(''),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  async onLoad(query) {
    this.setData({ concernId: query['id'] ?? '' });
    await this.load();
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      this.show(data, now);
    } catch (error) {
      // Whoever was asked to decide sees the concern only as long as they are asked.
      const isGone = error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'NOT_ALLOWED');
      if (isGone) clearDraft(this.draftKey());
      this.setData(isGone ? { state: 'gone' } : loadFailure(error));
    }
  },

  draftKey() {
    return `decide:${this.data.concernId}`;
  },

  show(concern: ConcernView, now: Instant) {
    const { history, closing, decision, openedAt, mayDo } = concern;
    const isMine = decision !== undefined && mayDo.includes('decide');
    const isClosing = !decision || decision.kind === 'closing'; // the closing is shown also once it is decided on
    const request = isClosing ? proposalIn(concern) : requestIn(concern);
    const verdict = isMine ? verdictOn(decision) : null;
    const kept = restoreDraft<Draft>(this.draftKey());
    const isKept = isMine && kept?.proposalId === decision.id;
    if (!isKept) clearDraft(this.draftKey()); // it belonged to a decision that is over
    const task = isMine ? concern.tasks?.find(({ id }) => id === decision.taskId) : undefined;
    this.setData({
      state: 'ready',
      concern,
      verdict,
      task: task ?? null,
      answers: verdict ? (['agrees', 'refuses'] as const).map((id) => ({ id, ...verdict[id] })) : [],
      draft: isKept ? kept : emptyDraft(decision?.id ?? ''),
      first: history[0] ?? null,
      request: request ?? null,
      said: {
        closing: closing ? CLOSING_LABELS[closing.kind] : '',
        outcomes: (closing?.outcomes ?? []).join('，'),
        decideBy: decision ? formatMoment(decision.decideBy, now) : '',
        asked: proposedBy(decision ? { by: decision.proposerName, at: decision.proposedAt } : request, now),
        opened: formatMoment(openedAt, now),
      },
      history: historyWithout(history, [history[0], request, ...history.filter(({ words }) => words === task?.words)]),
      isLate: decision !== undefined && decision.decideBy < now,
      now,
    });
    if (verdict) void wx.setNavigationBarTitle({ title: verdict.title });
  },

  onWhole() {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${this.data.concernId}` });
  },

  onBack() {
    void goBack(DECISIONS);
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(this.draftKey(), this.data.draft);
  },

  onAnswer(event: WechatMiniprogram.CustomEvent<{ id: Answer }>) {
    this.change({ answer: event.detail.id }, 'agrees');
    this.setData({ 'errors.words': '', 'errors.toId': '' });
  },

  onPerson(event: WechatMiniprogram.CustomEvent<{ person: Colleague | null }>) {
    this.change({ person: event.detail.person }, 'toId');
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
    const { concernId, concern, verdict, draft, isSubmitting } = this.data;
    if (isSubmitting || !concern || !verdict) return;
    const form = sendable(checked(concernId, concern, verdict, draft));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(this.draftKey(), this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      await callCloud('decide', form.data, draft.requestId);
      clearDraft(this.draftKey());
      await goBack(DECISIONS);
      void wx.showToast({ title: verdict[form.data.agrees ? 'agrees' : 'refuses'].sent });
    } catch (error) {
      await this.showRefusal(error);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  /** Where somebody was faster the page shows how it stands now; otherwise everything stays as it is. */
  async showRefusal(error: unknown) {
    if (error instanceof AppError && error.code === 'WRONG_STATUS') {
      showError(error);
      await this.load();
      return;
    }
    const at = refusalAt(error, FIELDS, FIELD_OF);
    if ('errors' in at) showErrors(this, at.errors, FIELDS);
    else this.setData(at);
  },
});
