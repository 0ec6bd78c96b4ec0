import type { PlaceDraft } from '../../../../domain/concern';
import { ACTIONS } from '../../../../domain/contract';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { draftChanges, type Attempted } from '../../../draft';
import { CONCERN_FIELD_OF, refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';

type Draft = Attempted & { place: PlaceDraft | null };

const FIELDS = ['place'];

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    /** The place as it is now. */
    from: '',
    draft: { requestId: '', place: null } as Draft,
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    this.setData({
      concernId: query['id'] ?? '',
      from: decodeURIComponent(query['from'] ?? ''),
      'draft.requestId': newRequestId(),
    });
  },

  onPlace(event: WechatMiniprogram.CustomEvent<{ place: PlaceDraft }>) {
    const changes = draftChanges(this.data.draft, { place: event.detail.place });
    this.setData({ ...changes, errors: {}, problem: '' });
  },

  onPlaceFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.place': event.detail.text });
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const place = draft.place ?? undefined;
    const sent = sendable(ACTIONS.correctPlace.input.safeParse({ concernId, place }));
    if ('errors' in sent) return this.setData(sent);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    try {
      await callCloud('correctPlace', sent.data, draft.requestId);
      await goBack(`/pages/resident/concern/concern?id=${concernId}`);
      void wx.showToast({ title: '已更正' });
    } catch (error) {
      this.setData(refusalAt(error, FIELDS, CONCERN_FIELD_OF));
    } finally {
      this.setData({ isSubmitting: false });
    }
  },
});
