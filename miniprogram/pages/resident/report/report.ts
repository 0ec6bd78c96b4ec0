import { CONSENT_VERSION, concernDraft, type PlaceDraft } from '../../../../domain/concern';
import { AppError } from '../../../../domain/errors';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId, Refusal } from '../../../cloud';
import { fileIdsOf, photoProblem, photosFrom, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, restoreDraft, saveDraft } from '../../../draft';
import { callPhone } from '../../../phone-call';
import { fieldErrors, sentenceOf, showError } from '../../../show-error';
import { loadHome, rememberedTown, type TownInfo } from '../../../town-info';
import { rememberFiled } from '../submitted/filed';

const DRAFT = 'report';
/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['photoFileIds', 'words', 'categoryId', 'place', 'phone', 'consentVersion'];
const MOST_IN_PLACE_NAME = 60;

type Draft = {
  requestId: string;
  photoFileIds: string[];
  words: string;
  family: string;
  categoryId: string;
  place: PlaceDraft | null;
  phone: string;
  hasConsented: boolean;
};

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  photoFileIds: [],
  words: '',
  family: '',
  categoryId: '',
  place: null,
  phone: '',
  hasConsented: false,
});

const isStarted = ({ photoFileIds, words, categoryId, place, phone }: Draft) =>
  Boolean(photoFileIds.length || words || categoryId || place || phone);

Page({
  behaviors: [appearance],

  data: {
    draft: emptyDraft(),
    photos: [] as Photo[],
    families: [] as TownInfo['families'],
    categories: [] as TownInfo['categories'],
    leaves: [] as TownInfo['categories'],
    familyLabel: '',
    isEmergency: false,
    emergencyNumbers: ['110', '119', '120'],
    errors: {} as Record<string, string>,
    /** What went wrong that no field is to blame for. */
    problem: '',
    isOutside: false,
    isRestored: false,
    isSubmitting: false,
  },

  onLoad(query) {
    const restored = restoreDraft<Draft>(DRAFT);
    const draft = { ...emptyDraft(), ...restored };
    const family = query['family'];
    const chosen = family && family !== draft.family ? { ...draft, family, categoryId: '' } : draft;
    this.setData({
      draft: chosen,
      photos: photosFrom(draft.photoFileIds),
      isRestored: restored !== undefined && isStarted(restored),
    });
    this.showTown(rememberedTown());
    return this.loadTown();
  },

  async loadTown() {
    try {
      const { data } = await loadHome();
      this.showTown(data);
    } catch (error) {
      if (!this.data.families.length) this.setData({ 'errors.categoryId': sentenceOf(error) });
    }
  },

  onReloadTown() {
    this.setData({ 'errors.categoryId': '' });
    return this.loadTown();
  },

  showTown(town: TownInfo | undefined) {
    if (!town) return;
    this.setData({ families: town.families, categories: town.categories });
    this.showCategory();
  },

  showCategory() {
    const { draft, families, categories } = this.data;
    this.setData({
      familyLabel: families.find(({ id }) => id === draft.family)?.label ?? '',
      leaves: categories.filter(({ family }) => family === draft.family),
      isEmergency: categories.some(({ id, isEmergency }) => id === draft.categoryId && isEmergency),
    });
  },

  /** Changes the draft, saves it, and takes back what was said about these fields. */
  change(changes: Partial<Draft>, about: string) {
    const draft = { ...this.data.draft, ...changes };
    this.setData({ draft, [`errors.${about}`]: '', problem: '' });
    saveDraft(DRAFT, draft);
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    const { photos } = event.detail;
    this.setData({ photos });
    this.change({ photoFileIds: fileIdsOf(photos) }, 'photoFileIds');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onPhone(event: WechatMiniprogram.Input) {
    this.change({ phone: event.detail.value }, 'phone');
  },

  onFamily(event: WechatMiniprogram.TouchEvent) {
    this.change({ family: event.currentTarget.dataset['id'] as string, categoryId: '' }, 'categoryId');
    this.showCategory();
  },

  onOtherFamily() {
    this.change({ family: '', categoryId: '' }, 'categoryId');
    this.showCategory();
  },

  onCategory(event: WechatMiniprogram.TouchEvent) {
    this.change({ categoryId: event.currentTarget.dataset['id'] as string }, 'categoryId');
    this.showCategory();
  },

  async onChooseLocation() {
    const { place } = this.data.draft;
    const start = place?.kind === 'point' ? { latitude: place.latitude, longitude: place.longitude } : {};
    try {
      const { name, address, latitude, longitude } = await wx.chooseLocation(start);
      const named = (name || address || '地图上选的位置').slice(0, MOST_IN_PLACE_NAME);
      this.setData({ isOutside: false });
      this.change({ place: { kind: 'point', latitude, longitude, name: named } }, 'place');
    } catch (error) {
      const { errMsg = '' } = error as { errMsg?: string };
      if (/cancel/.test(errMsg)) return;
      this.setData({ 'errors.place': '地图没有打开。可以再试一次,或选"没有具体地点",在上面的文字里写明位置' });
    }
  },

  onNoPlace() {
    this.setData({ isOutside: false });
    this.change({ place: { kind: 'none' } }, 'place');
  },

  onConsent() {
    this.change({ hasConsented: !this.data.draft.hasConsented }, 'consentVersion');
  },

  onReadConsent() {
    void wx.navigateTo({ url: '/pages/resident/consent/consent' });
  },

  onCall(event: WechatMiniprogram.TouchEvent) {
    callPhone(event.currentTarget.dataset['number'] as string);
  },

  async onClear() {
    const { confirm } = await wx.showModal({ content: '清空后,上次写的内容就没有了。', confirmText: '清空' });
    if (!confirm) return;
    clearDraft(DRAFT);
    this.setData({ draft: emptyDraft(), photos: [], errors: {}, problem: '', isOutside: false, isRestored: false });
    this.showCategory();
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { requestId, phone, hasConsented, place, ...rest } = this.data.draft;
    const checked = concernDraft.safeParse({
      ...rest,
      place: place ?? undefined,
      ...(phone.trim() && { phone }),
      consentVersion: hasConsented ? CONSENT_VERSION : '',
    });
    const photos = photoProblem(this.data.photos);
    const errors = { ...(!checked.success && fieldErrors(checked.error)), ...(photos && { photoFileIds: photos }) };
    if (!checked.success || photos) return this.showErrors(errors);

    this.setData({ errors: {}, problem: '', isOutside: false, isSubmitting: true });
    try {
      const { data, now } = await callCloud('submitConcern', checked.data, requestId);
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
    const sentence = sentenceOf(error);
    if (code === 'OUTSIDE_TOWN') this.setData({ isOutside: true });
    if (code === 'UNKNOWN_CATEGORY') void this.loadTown();
    const fieldOf: Record<string, string> = { OUTSIDE_TOWN: 'place', UNKNOWN_CATEGORY: 'categoryId' };
    const field = fieldOf[code] ?? (error instanceof Refusal ? error.field?.split('.')[0] : undefined);
    if (field && FIELDS.includes(field)) return this.showErrors({ [field]: sentence });
    this.setData({ problem: sentence });
    showError(error);
  },

  showErrors(errors: Record<string, string>) {
    this.setData({ errors });
    const first = FIELDS.find((field) => errors[field]);
    if (first) void wx.pageScrollTo({ selector: `#field-${first}`, offsetTop: -24, duration: 200 });
  },
});
