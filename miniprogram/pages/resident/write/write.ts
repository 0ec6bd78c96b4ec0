import { ACTIONS } from '../../../../domain/contract';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';

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
    hint: '诉求会由同一位首访责任人重新办理，您写的内容会告知这位责任人。',
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
    hint: '撤回后不再办理。如果问题还在，随时可以重新反映。',
    send: '确认撤回',
    sent: '已撤回',
    isRequired: false,
    hasPhotos: false,
    most: 1000,
  },
} as const;
type Form = (typeof FORMS)[keyof typeof FORMS];
type Draft = Attempted & { words: string; photos: Photo[] };

const FIELDS = ['words', 'photoFileIds'];

const emptyDraft = (): Draft => ({ requestId: newRequestId(), words: '', photos: [] });

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    purpose: 'addDetail' as keyof typeof FORMS,
    form: FORMS.addDetail as Form,
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const purpose = (query['for'] ?? '') in FORMS ? (query['for'] as keyof typeof FORMS) : 'addDetail';
    const form: Form = FORMS[purpose];
    this.setData({ concernId: query['id'] ?? '', purpose, form });
    void wx.setNavigationBarTitle({ title: form.title });
    const draft = restoreDraft<Draft>(this.draftKey()) ?? emptyDraft();
    this.setData({ draft: { ...draft, photos: restoredPhotos(draft.photos) } });
  },

  draftKey() {
    return `${this.data.purpose}:${this.data.concernId}`;
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(this.draftKey(), this.data.draft);
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, form } = this.data;
    const { requestId, words, photos } = this.data.draft;
    const photoFileIds = fileIdsOf(photos);
    const checked = ACTIONS[form.action].input.safeParse({ concernId, words, photoFileIds });
    const sent = sendable(checked, photos);
    if ('errors' in sent) return this.setData(sent);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(this.draftKey(), this.data.draft);
    if (this.data.purpose !== 'withdraw') await askForMessages('resident'); // in the tap itself: nothing was awaited before
    try {
      await callCloud(form.action, sent.data, requestId);
      clearDraft(this.draftKey());
      await goBack(`/pages/resident/concern/concern?id=${concernId}`);
      void wx.showToast({ title: form.sent });
    } catch (error) {
      this.setData(refusalAt(error, FIELDS));
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
