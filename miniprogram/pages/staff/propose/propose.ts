import { CLOSING_LABELS, type ClosingKind } from '../../../../domain/concern';
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
const FIELDS = ['kind', 'words', 'quantity', 'unit', 'photoFileIds'];

type Draft = Attempted & {
  kind: ClosingKind | '';
  words: string;
  quantity: string;
  unit: string;
  photos: Photo[];
};

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  kind: '',
  words: '',
  quantity: '',
  unit: '',
  photos: [],
});

/** What of the draft is sent. The page asks how much only about what has been resolved. */
function checked(concernId: string, { kind, words, quantity, unit, photos }: Draft) {
  const amount = kind === 'resolved' && quantity.trim() !== '' && { quantity: Number(quantity), unit };
  const photoFileIds = fileIdsOf(photos);
  return ACTIONS.proposeClosing.input.safeParse({ concernId, kind, words, photoFileIds, ...amount });
}

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    kinds: Object.entries(CLOSING_LABELS).map(([id, label]) => ({ id, label, hint: KINDS[id as ClosingKind].hint })),
    form: KINDS.resolved as (typeof KINDS)[ClosingKind],
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const concernId = query['id'] ?? '';
    const draft = restoreDraft<Draft>(`propose:${concernId}`) ?? emptyDraft();
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

  onQuantity(event: WechatMiniprogram.Input) {
    this.change({ quantity: event.detail.value }, 'quantity');
  },

  onUnit(event: WechatMiniprogram.Input) {
    this.change({ unit: event.detail.value }, 'unit');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const form = sendable(checked(concernId, draft), draft.photos);
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
