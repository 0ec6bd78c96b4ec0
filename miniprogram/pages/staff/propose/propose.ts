import { CLOSING_LABELS, type ClosingKind, type Outcome } from '../../../../domain/concern';
import { MOST_OUTCOMES } from '../../../../domain/closing';
import { ACTIONS } from '../../../../domain/contract';
import type { Status } from '../../../../domain/lifecycle';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';

const BACK_IF_NOT = '没有通过会退回来继续办，办结时限不会重新起算。';

/** How each kind of closing is explained and asked for. */
const KINDS = {
  resolved: {
    hint: '居民反映的事已经办好了',
    label: '办了什么，结果怎样',
    example: '例如：更换了塌陷的排水管，大雨后没有积水',
    next: `提交后由社区核验，通过后请居民评价。${BACK_IF_NOT}`,
  },
  explained: {
    hint: '眼下办不了，或不用办，已向居民讲清楚',
    label: '为什么，怎样向居民解释的',
    example: '例如：工地有许可，当天必须连续浇筑，已当面说明',
    next: `提交后由街道核验您的理由，通过后请居民评价。${BACK_IF_NOT}`,
  },
  referred: {
    hint: '属于法院、仲裁、信访等法定途径，已告诉居民怎么走',
    label: '为什么，居民该去哪里办',
    example: '例如：欠薪争议，请到劳动仲裁院，地址和电话已给居民',
    next: `提交后由街道核验您的理由和去处，通过后请居民评价。${BACK_IF_NOT}`,
  },
} as const satisfies Record<ClosingKind, object>;

const SENT: Partial<Record<Status, string>> = { verifying: '已送核验', rating: '已请居民评价' };
/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['kind', 'words', 'outcomes', 'photoFileIds'];

/** An outcome as it is typed; one that is all blank is none. */
type Row = Record<keyof Outcome, string> & { key: string };
type RowError = { message: string; field: string };
const NOTHING_WRONG = { message: '', path: [] as PropertyKey[] };
const emptyRow = (): Row => ({ key: newRequestId(), what: '', quantity: '', unit: '' });
const isBlank = ({ what, quantity, unit }: Row) => `${what}${quantity}${unit}`.trim() === '';

type Draft = Attempted & {
  kind: ClosingKind | '';
  words: string;
  outcomes: Row[];
  photos: Photo[];
};

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  kind: '',
  words: '',
  outcomes: [emptyRow()],
  photos: [],
});

/** The page asks what can be counted only about what has been resolved. */
const rowsIn = ({ kind, outcomes }: Draft) => (kind === 'resolved' ? outcomes.filter((row) => !isBlank(row)) : []);

/** What of the draft is sent. */
function checked(concernId: string, draft: Draft) {
  const { kind, words, photos } = draft;
  const outcomes = rowsIn(draft).map(({ what, quantity, unit }) => ({
    what,
    quantity: quantity.trim() === '' ? undefined : Number(quantity),
    unit,
  }));
  return ACTIONS.proposeClosing.input.safeParse({ concernId, kind, words, outcomes, photoFileIds: fileIdsOf(photos) });
}

/** What is wrong with each row of the page, and in which of its fields; nothing with those that are right or blank. */
function rowErrorsIn(draft: Draft, { error }: ReturnType<typeof checked>): RowError[] {
  const sent = rowsIn(draft);
  const wrong = (error?.issues ?? []).filter(({ path }) => path[0] === 'outcomes' && path.length > 1);
  return draft.outcomes.map((row) => {
    const { message, path } = wrong.find((issue) => sent[Number(issue.path[1])] === row) ?? NOTHING_WRONG;
    return { message, field: String(path[2] ?? '') };
  });
}

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    kinds: Object.entries(CLOSING_LABELS).map(([id, label]) => ({ id, label, hint: KINDS[id as ClosingKind].hint })),
    form: KINDS.resolved as (typeof KINDS)[ClosingKind],
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    rowErrors: [] as RowError[],
    hasRowErrors: false,
    mostOutcomes: MOST_OUTCOMES,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const concernId = query['id'] ?? '';
    const draft = { ...emptyDraft(), ...restoreDraft<Draft>(`propose:${concernId}`) };
    this.setData({
      concernId,
      draft: { ...draft, photos: restoredPhotos(draft.photos) },
      form: KINDS[draft.kind || 'resolved'],
    });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(`propose:${this.data.concernId}`, this.data.draft);
  },

  onKind(event: WechatMiniprogram.CustomEvent<{ id: ClosingKind }>) {
    const kind = event.detail.id;
    this.setData({ form: KINDS[kind] });
    this.change({ kind }, 'kind');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  changeRows(outcomes: Row[]) {
    this.setData({ rowErrors: [], hasRowErrors: false });
    this.change({ outcomes }, 'outcomes');
  },

  onOutcome(event: WechatMiniprogram.Input) {
    const { index, field } = event.currentTarget.dataset as { index: number; field: keyof Outcome };
    const changed = (row: Row, at: number) => (at === index ? { ...row, [field]: event.detail.value } : row);
    this.changeRows(this.data.draft.outcomes.map(changed));
  },

  onAddOutcome() {
    const { outcomes } = this.data.draft;
    if (outcomes.length < MOST_OUTCOMES) this.changeRows([...outcomes, emptyRow()]);
  },

  onDropOutcome(event: WechatMiniprogram.TouchEvent) {
    const left = this.data.draft.outcomes.filter((_, at) => at !== event.currentTarget.dataset['index']);
    this.changeRows(left.length ? left : [emptyRow()]);
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const filled = checked(concernId, draft);
    const rowErrors = rowErrorsIn(draft, filled);
    this.setData({ rowErrors, hasRowErrors: rowErrors.some(({ message }) => message) });
    const form = sendable(filled, draft.photos);
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(`propose:${concernId}`, this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      const { data } = await callCloud('proposeClosing', form.data, draft.requestId);
      clearDraft(`propose:${concernId}`);
      await goBack(`/pages/staff/concern/concern?id=${concernId}`);
      void wx.showToast({ title: SENT[data.status] ?? '已办结' });
    } catch (error) {
      const at = refusalAt(error, FIELDS);
      if ('errors' in at) showErrors(this, at.errors, FIELDS);
      else this.setData(at);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
