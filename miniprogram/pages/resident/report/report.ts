import { CONSENT_VERSION, concernDraft, type PlaceDraft } from '../../../../domain/concern';
import { ACTIONS } from '../../../../domain/contract';
import { AppError } from '../../../../domain/errors';
import type { Neighbour } from '../../../../domain/neighbours';
import type { Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { placeOfCode } from '../../../chosen-place';
import { callCloud, newRequestId } from '../../../cloud';
import type { Colleague } from '../../../components/person-picker/person-picker';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { CONCERN_FIELD_OF, refusalAt, scrollToField, sendable, showErrors } from '../../../form-errors';
import { concernPage, joinNeighbour } from '../../../join-neighbour';
import { askForMessages } from '../../../messages';
import { callPhone } from '../../../phone-call';
import { rememberedTown } from '../../../town-info';
import { sendAsDetail } from './send-as-detail';
import { rememberFiled } from '../submitted/filed';

const DRAFT = 'report';
/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['photoFileIds', 'words', 'categoryId', 'place', 'phone', 'aboutStaffId', 'consentVersion'];
const DEFAULT_HOTLINE = '12345';

type Draft = Attempted & {
  photos: Photo[];
  words: string;
  family: string;
  categoryId: string;
  place: PlaceDraft | null;
  phone: string;
  /** The member of staff it is about. */
  about: Colleague | null;
  hasConsented: boolean;
};

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  photos: [],
  words: '',
  family: '',
  categoryId: '',
  place: null,
  phone: '',
  about: null,
  hasConsented: false,
});

const isStarted = ({ photos, words, categoryId, place, phone, about }: Draft) =>
  Boolean(photos.length || words || categoryId || place || phone || about);

/** Who writes, and that they agree: what is sent with a report, and with joining another. */
function contact({ phone, hasConsented }: Draft) {
  const phoneNumber = phone.replace(/\s/g, '');
  return { ...(phoneNumber && { phone: phoneNumber }), consentVersion: hasConsented ? CONSENT_VERSION : '' };
}

/** What of the draft is sent. */
const checked = (draft: Draft) =>
  concernDraft.safeParse({
    categoryId: draft.categoryId,
    words: draft.words,
    photoFileIds: fileIdsOf(draft.photos),
    place: draft.place ?? undefined,
    ...(draft.about && { aboutStaffId: draft.about.id }),
    ...contact(draft),
  });

/** About what others may have reported already; empty as long as that is not known. */
const matterOf = ({ categoryId, place }: Draft): string =>
  categoryId && place?.kind === 'point' ? JSON.stringify([categoryId, place]) : '';

Page({
  behaviors: [appearance],

  data: {
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    /** What went wrong that no field is to blame for. */
    problem: '',
    hotline: DEFAULT_HOTLINE,
    isOutside: false,
    /** The building whose code brought the resident here, or why it is not known. */
    here: '',
    codeProblem: '',
    isRestored: false,
    isSubmitting: false,
    /** What others nearby have reported. */
    neighbours: [] as Neighbour[],
    now: 0 as Instant,
    /** One for each that is joined: another is another thing to say. */
    joinRequestIds: {} as Record<string, string>,
  },

  async onLoad(query) {
    const restored = restoreDraft<Draft>(DRAFT);
    const draft = { ...emptyDraft(), ...restored };
    const family = query['family'];
    const chosen = family && family !== draft.family ? { ...draft, family, categoryId: '' } : draft;
    this.setData({
      draft: { ...chosen, photos: restoredPhotos(draft.photos) },
      hotline: rememberedTown()?.hotline ?? DEFAULT_HOTLINE,
      isRestored: restored !== undefined && isStarted(draft),
    });
    if (query['scene']) await this.takePlaceFrom(query['scene']);
    else await this.lookAround();
  },

  /** A building's code was scanned: the form is there at once, its place follows. */
  async takePlaceFrom(scene: string) {
    const found = await placeOfCode(scene);
    if ('problem' in found) return this.setData({ codeProblem: found.problem });
    this.change({ place: found.place }, 'place');
    this.setData({ here: found.place.name });
  },

  /** Changes the draft, saves it, and takes back what was said about this field. */
  change(changes: Partial<Draft>, about: string) {
    const before = matterOf(this.data.draft);
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(DRAFT, this.data.draft);
    if (matterOf(this.data.draft) === before) return;
    this.setData({ neighbours: [] });
    void this.lookAround();
  },

  /** Beside the form, and never in its way: what is not found, or not in time, is not offered. */
  async lookAround() {
    const { draft } = this.data;
    const matter = matterOf(draft);
    if (!matter) return;
    try {
      const { categoryId, words } = draft;
      const asked = { categoryId, place: draft.place!, words: words.slice(0, 2000) };
      const { data, now } = await callCloud('findNeighbours', asked);
      if (matterOf(this.data.draft) === matter) this.setData({ neighbours: data.neighbours, now });
    } catch (error) {
      console.warn('nobody nearby is offered:', String(error));
    }
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onWordsDone() {
    void this.lookAround();
  },

  onPhone(event: WechatMiniprogram.Input) {
    this.change({ phone: event.detail.value }, 'phone');
  },

  onCategory(event: WechatMiniprogram.CustomEvent<{ family: string; categoryId: string }>) {
    const { family, categoryId } = event.detail;
    this.change({ family, categoryId }, 'categoryId');
    // The numbers to call stand below the choice, perhaps below the edge of the screen.
    const chosen = rememberedTown()?.categories.find(({ id }) => id === categoryId);
    if (chosen?.isEmergency) scrollToField('categoryId');
  },

  onCategoryFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.categoryId': event.detail.text });
  },

  onPlace(event: WechatMiniprogram.CustomEvent<{ place: PlaceDraft }>) {
    this.setData({ isOutside: false, here: '', codeProblem: '' });
    this.change({ place: event.detail.place }, 'place');
  },

  onPlaceFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.place': event.detail.text });
  },

  onAbout(event: WechatMiniprogram.CustomEvent<{ person: Colleague | null }>) {
    this.change({ about: event.detail.person }, 'aboutStaffId');
  },

  onConsent(event: WechatMiniprogram.CustomEvent<{ checked: boolean }>) {
    this.change({ hasConsented: event.detail.checked }, 'consentVersion');
  },

  onReadConsent() {
    void wx.navigateTo({ url: '/pages/resident/consent/consent' });
  },

  onHotline() {
    callPhone(this.data.hotline);
  },

  async onClear() {
    const { confirm } = await wx.showModal({ content: '清空后，上次写的内容就没有了。', confirmText: '清空' });
    if (!confirm) return;
    clearDraft(DRAFT);
    this.setData({ draft: emptyDraft(), errors: {}, problem: '', isOutside: false, here: '', isRestored: false });
    this.setData({ neighbours: [] });
  },

  onOpenMine(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: concernPage(event.detail.id) });
  },

  /** Instead of reporting: takes part in what a neighbour has reported; what was written goes along. */
  async onJoin(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    if (this.data.isSubmitting) return;
    const { draft, joinRequestIds } = this.data;
    const concernId = event.detail.id;
    const form = sendable(ACTIONS.joinConcern.input.safeParse({ concernId, ...contact(draft) }), draft.photos);
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    const requestId = joinRequestIds[concernId] ?? newRequestId();
    this.setData({ errors: {}, problem: '', isSubmitting: true, [`joinRequestIds.${concernId}`]: requestId });
    await askForMessages('resident'); // in the tap itself: nothing was awaited before
    try {
      await joinNeighbour(form.data, requestId);
      await sendAsDetail(concernId, draft);
      clearDraft(DRAFT);
      void wx.redirectTo({ url: concernPage(concernId) });
    } catch (error) {
      this.showRefusal(error);
      if (error instanceof AppError && error.code !== 'OFFLINE') void this.lookAround(); // perhaps it has ended meanwhile
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { draft } = this.data;
    const form = sendable(checked(draft), draft.photos);
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isOutside: false, isSubmitting: true, 'draft.wasSent': true });
    saveDraft(DRAFT, this.data.draft);
    await askForMessages('resident'); // in the tap itself: nothing was awaited before
    try {
      const { data, now } = await callCloud('submitConcern', form.data, draft.requestId);
      clearDraft(DRAFT);
      rememberFiled(data, now);
      void wx.redirectTo({ url: `/pages/resident/submitted/submitted?id=${data.concernId}` });
    } catch (error) {
      this.showRefusal(error);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  /** Everything typed stays as it is. */
  showRefusal(error: unknown) {
    const code = error instanceof AppError ? error.code : '';
    this.setData({ isOutside: code === 'OUTSIDE_TOWN' });
    if (code === 'UNKNOWN_CATEGORY') {
      this.change({ categoryId: '' }, 'categoryId');
      void (this.selectComponent('#categories') as unknown as { reload(): Promise<void> }).reload();
    }
    const at = refusalAt(error, FIELDS, CONCERN_FIELD_OF);
    if ('errors' in at) showErrors(this, at.errors, FIELDS);
    else this.setData(at);
  },
});
