import { ACTIONS } from '../../../../domain/contract';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';

type Draft = Attempted & { words: string; photos: Photo[] };

const FIELDS = ['words', 'photoFileIds'];

const emptyDraft = (): Draft => ({ requestId: newRequestId(), words: '', photos: [] });

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    /** Nobody has contacted the resident yet: this reply counts as the first contact. */
    isFirstContact: false,
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const concernId = query['id'] ?? '';
    const draft = restoreDraft<Draft>(`reply:${concernId}`) ?? emptyDraft();
    this.setData({
      concernId,
      isFirstContact: query['first'] === '1',
      draft: { ...draft, photos: restoredPhotos(draft.photos) },
    });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(`reply:${this.data.concernId}`, this.data.draft);
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const { requestId, words, photos } = draft;
    const checked = ACTIONS.reply.input.safeParse({ concernId, words, photoFileIds: fileIdsOf(photos) });
    const form = sendable(checked, photos);
    if ('errors' in form) return this.setData(form);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(`reply:${concernId}`, this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      await callCloud('reply', form.data, requestId);
      clearDraft(`reply:${concernId}`);
      await goBack(`/pages/staff/concern/concern?id=${concernId}`);
      void wx.showToast({ title: '已回复' });
    } catch (error) {
      this.setData(refusalAt(error, FIELDS));
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
