import { ACTIONS } from '../../../../domain/contract';
import { CONTACT_LABELS, type ContactWay } from '../../../../domain/handling';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';

type Draft = Attempted & { way: ContactWay | ''; words: string };

const FIELDS = ['way', 'words'];
const emptyDraft = (): Draft => ({ requestId: newRequestId(), way: '', words: '' });

/** First contact with a few words about it; without words two taps on the concern do. */
Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    ways: Object.entries(CONTACT_LABELS).map(([id, label]) => ({ id, label })),
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const concernId = query['id'] ?? '';
    this.setData({ concernId, draft: restoreDraft<Draft>(`contact:${concernId}`) ?? emptyDraft() });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(`contact:${this.data.concernId}`, this.data.draft);
  },

  onWay(event: WechatMiniprogram.CustomEvent<{ id: ContactWay }>) {
    this.change({ way: event.detail.id }, 'way');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const { requestId, way, words } = draft;
    const form = sendable(ACTIONS.recordFirstContact.input.safeParse({ concernId, way, words }));
    if ('errors' in form) return this.setData(form);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(`contact:${concernId}`, this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      await callCloud('recordFirstContact', form.data, requestId);
      clearDraft(`contact:${concernId}`);
      await goBack(`/pages/staff/concern/concern?id=${concernId}`);
      void wx.showToast({ title: '已记下' });
    } catch (error) {
      this.setData(refusalAt(error, FIELDS));
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
