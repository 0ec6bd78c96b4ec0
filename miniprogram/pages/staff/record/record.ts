import { CAPACITY_LABELS, CONSENT_VERSION, recordedDraft, type PlaceDraft } from '../../../../domain/concern';
import type { ActionOutput } from '../../../../domain/contract';
import { AppError } from '../../../../domain/errors';
import { formatMoment } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { CONCERN_FIELD_OF, refusalAt, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { isMe, loadMe } from '../me';

const DRAFT = 'record';
/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['capacity', 'words', 'photoFileIds', 'categoryId', 'place', 'phone', 'consentVersion'];

/** The resident consents, not who holds the phone. */
const ASK_ALOUD = '请先向居民说明，居民同意后再勾选';

type Capacity = keyof typeof CAPACITY_LABELS;
type Draft = Attempted & {
  capacity: Capacity | '';
  words: string;
  photos: Photo[];
  family: string;
  categoryId: string;
  place: PlaceDraft | null;
  phone: string;
  hasConsented: boolean;
};

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  capacity: '',
  words: '',
  photos: [],
  family: '',
  categoryId: '',
  place: null,
  phone: '',
  hasConsented: false,
});

const isStarted = ({ capacity, words, photos, categoryId, place, phone }: Draft) =>
  Boolean(capacity || words || photos.length || categoryId || place || phone);

/** What of the draft is sent. */
function checked({ capacity, words, photos, categoryId, place, phone, hasConsented }: Draft) {
  const phoneNumber = phone.replace(/\s/g, '');
  return recordedDraft.safeParse({
    capacity: capacity || undefined,
    words,
    photoFileIds: fileIdsOf(photos),
    categoryId,
    place: place ?? undefined,
    ...(phoneNumber && { phone: phoneNumber }),
    consentVersion: hasConsented ? CONSENT_VERSION : '',
  });
}

Page({
  behaviors: [appearance],

  data: {
    capacities: Object.entries(CAPACITY_LABELS).map(([id, label]) => ({ id, label })),
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    /** What went wrong that no field is to blame for. */
    problem: '',
    isRestored: false,
    isSubmitting: false,
    /** Once recorded: the number to tell the resident, and whose concern it is. */
    filed: null as ActionOutput<'recordConcern'> | null,
    isMine: false,
    firstContact: '',
    now: 0,
  },

  onLoad() {
    const restored = restoreDraft<Draft>(DRAFT);
    const draft = { ...emptyDraft(), ...restored };
    this.setData({
      draft: { ...draft, photos: restoredPhotos(draft.photos) },
      isRestored: restored !== undefined && isStarted(draft),
    });
  },

  /** Changes the draft, saves it, and takes back what was said about these fields. */
  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(DRAFT, this.data.draft);
  },

  onCapacity(event: WechatMiniprogram.TouchEvent) {
    this.change({ capacity: event.currentTarget.dataset['id'] as Capacity }, 'capacity');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  onCategory(event: WechatMiniprogram.CustomEvent<{ family: string; categoryId: string }>) {
    const { family, categoryId } = event.detail;
    this.change({ family, categoryId }, 'categoryId');
  },

  onCategoryFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.categoryId': event.detail.text });
  },

  onPlace(event: WechatMiniprogram.CustomEvent<{ place: PlaceDraft }>) {
    this.change({ place: event.detail.place }, 'place');
  },

  onPlaceFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.place': event.detail.text });
  },

  onPhone(event: WechatMiniprogram.Input) {
    this.change({ phone: event.detail.value }, 'phone');
  },

  onConsent(event: WechatMiniprogram.CustomEvent<{ checked: boolean }>) {
    this.change({ hasConsented: event.detail.checked }, 'consentVersion');
  },

  onReadConsent() {
    void wx.navigateTo({ url: '/pages/resident/consent/consent' });
  },

  async onClear() {
    const { confirm } = await wx.showModal({ content: '清空后，上次写的内容就没有了。', confirmText: '清空' });
    if (!confirm) return;
    clearDraft(DRAFT);
    this.setData({ draft: emptyDraft(), errors: {}, problem: '', isRestored: false });
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { draft } = this.data;
    const form = sendable(checked(draft), draft.photos);
    if ('errors' in form) {
      const { errors } = form;
      return showErrors(this, { ...errors, ...(errors['consentVersion'] && { consentVersion: ASK_ALOUD }) }, FIELDS);
    }

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(DRAFT, this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      const { data: filed, now } = await callCloud('recordConcern', form.data, draft.requestId);
      clearDraft(DRAFT);
      const me = await loadMe().catch(() => undefined);
      this.setData({
        filed,
        isMine: isMe(me, filed.owner),
        firstContact: formatMoment(filed.firstContactDueAt, now),
        now,
      });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    } catch (error) {
      this.showRefusal(error);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  /** Everything typed stays as it is. */
  showRefusal(error: unknown) {
    const code = error instanceof AppError ? error.code : '';
    if (code === 'UNKNOWN_CATEGORY') {
      this.change({ categoryId: '' }, 'categoryId');
      const picker = this.selectComponent('#categories') as unknown as { reload(): Promise<void> };
      void picker.reload();
    }
    const at = refusalAt(error, FIELDS, CONCERN_FIELD_OF);
    if ('errors' in at) showErrors(this, at.errors, FIELDS);
    else this.setData(at);
  },

  onOpen() {
    void wx.redirectTo({ url: `/pages/staff/concern/concern?id=${this.data.filed?.concernId}` });
  },

  onAnother() {
    this.setData({ filed: null, draft: emptyDraft(), isRestored: false });
  },

  onBack() {
    void goBack('/pages/staff/today/today');
  },
});
