import { ACTIONS, type ActionOutput } from '../../../../domain/contract';
import { isPermitted } from '../../../../domain/permissions';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { fieldErrors, sentenceOf } from '../../../show-error';
import { deskOf, loadHome } from '../../../town-info';

const DRAFT = 'bind';
type Draft = Attempted & { code: string };

Page({
  behaviors: [appearance],

  data: {
    draft: { requestId: '', code: '' } as Draft,
    error: '',
    isSubmitting: false,
    /** Who one is, once bound. */
    staff: null as ActionOutput<'bindStaff'> | null,
    /** Where one's work waits; empty for roles that have no page. */
    desk: '',
    owns: false,
  },

  onLoad() {
    this.setData({ draft: restoreDraft<Draft>(DRAFT) ?? { requestId: newRequestId(), code: '' } });
  },

  onCode(event: WechatMiniprogram.Input) {
    this.setData({ ...draftChanges(this.data.draft, { code: event.detail.value }), error: '' });
    saveDraft(DRAFT, this.data.draft);
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { requestId, code } = this.data.draft;
    const checked = ACTIONS.bindStaff.input.safeParse({ code });
    if (!checked.success) return this.setData({ error: fieldErrors(checked.error)['code'] ?? '' });

    this.setData({ error: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(DRAFT, this.data.draft);
    try {
      const { data: staff } = await callCloud('bindStaff', checked.data, requestId);
      clearDraft(DRAFT);
      this.setData({ staff, desk: deskOf(staff), owns: isPermitted('recordConcern', staff.roles) });
      await loadHome().catch(() => undefined); // so that the other pages know; they also ask for themselves
    } catch (error) {
      this.setData({ error: sentenceOf(error) });
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  onDesk() {
    void wx.redirectTo({ url: this.data.desk });
  },

  onHome() {
    void wx.switchTab({ url: '/pages/resident/home/home' });
  },
});
