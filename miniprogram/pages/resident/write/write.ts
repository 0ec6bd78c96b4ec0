import { ACTIONS } from '../../../../domain/contract';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId, Refusal } from '../../../cloud';
import { fileIdsOf, photoProblem, photosFrom, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, restoreDraft, saveDraft } from '../../../draft';
import { fieldErrors, sentenceOf } from '../../../show-error';

/** What this page can write, and how it says so. */
const FORMS = {
  addDetail: {
    action: 'addDetail',
    title: '补充情况',
    label: '还有什么要告诉我们',
    hint: '会马上送到首访责任人手里。',
    send: '提交',
    sent: '已补充',
    isRequired: true,
    hasPhotos: true,
    most: 2000,
  },
  reopen: {
    action: 'reopenConcern',
    title: '申请重新办理',
    label: '还有什么没有解决',
    hint: '诉求会由同一位首访责任人重新办理,您写的内容会告知这位责任人。',
    send: '申请重新办理',
    sent: '已重新办理',
    isRequired: true,
    hasPhotos: false,
    most: 2000,
  },
  withdraw: {
    action: 'withdrawConcern',
    title: '撤回诉求',
    label: '为什么撤回',
    hint: '撤回后不再办理。如果问题还在,随时可以重新反映。',
    send: '确认撤回',
    sent: '已撤回',
    isRequired: false,
    hasPhotos: false,
    most: 1000,
  },
} as const;
type Form = (typeof FORMS)[keyof typeof FORMS];
type Draft = { requestId: string; words: string; photoFileIds: string[] };

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    purpose: 'addDetail' as keyof typeof FORMS,
    form: FORMS.addDetail as Form,
    draft: { requestId: newRequestId(), words: '', photoFileIds: [] } as Draft,
    photos: [] as Photo[],
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const purpose = (query['for'] ?? '') in FORMS ? (query['for'] as keyof typeof FORMS) : 'addDetail';
    const form: Form = FORMS[purpose];
    this.setData({ concernId: query['id'] ?? '', purpose, form });
    void wx.setNavigationBarTitle({ title: form.title });
    const draft = restoreDraft<Draft>(this.draftKey()) ?? { requestId: newRequestId(), words: '', photoFileIds: [] };
    this.setData({ draft, photos: photosFrom(draft.photoFileIds) });
  },

  draftKey() {
    return `${this.data.purpose}:${this.data.concernId}`;
  },

  change(changes: Partial<Draft>, about: string) {
    const draft = { ...this.data.draft, ...changes };
    this.setData({ draft, [`errors.${about}`]: '', problem: '' });
    saveDraft(this.draftKey(), draft);
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    const { photos } = event.detail;
    this.setData({ photos });
    this.change({ photoFileIds: fileIdsOf(photos) }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft, form, photos } = this.data;
    const { requestId, ...written } = draft;
    const checked = ACTIONS[form.action].input.safeParse({ concernId, ...written });
    const uploads = photoProblem(photos);
    if (!checked.success || uploads)
      return this.setData({
        errors: { ...(!checked.success && fieldErrors(checked.error)), ...(uploads && { photoFileIds: uploads }) },
      });

    this.setData({ errors: {}, problem: '', isSubmitting: true });
    try {
      await callCloud(form.action, checked.data, requestId);
      clearDraft(this.draftKey());
      await wx.navigateBack();
      void wx.showToast({ title: form.sent });
    } catch (error) {
      const field = error instanceof Refusal ? error.field : undefined;
      this.setData(field ? { errors: { [field]: sentenceOf(error) } } : { problem: sentenceOf(error) });
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
