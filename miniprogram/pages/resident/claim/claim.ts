import { ACTIONS } from '../../../../domain/contract';
import type { ErrorCode } from '../../../../domain/errors';
import { AppError } from '../../../../domain/errors';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';

const DRAFT = 'claim';
type Draft = Attempted & { code: string; lastFour: string; /** A phone was left with it. */ asksDigits: boolean };

const FIELDS = ['code', 'lastFour'];
const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  SLIP_INVALID: 'code',
  SLIP_USED: 'code',
  LAST_FOUR_NEEDED: 'lastFour',
  LAST_FOUR_WRONG: 'lastFour',
};

const emptyDraft = (code = ''): Draft => ({ requestId: newRequestId(), code, lastFour: '', asksDigits: false });

/** Whoever holds the slip takes over what staff recorded for them. */
Page({
  behaviors: [appearance],

  data: {
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const code = decodeURIComponent(query['code'] ?? query['scene'] ?? '');
    const draft = restoreDraft<Draft>(DRAFT) ?? emptyDraft();
    this.setData({ draft: code && code !== draft.code ? emptyDraft(code) : draft });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    saveDraft(DRAFT, this.data.draft);
  },

  onCode(event: WechatMiniprogram.Input) {
    this.change({ code: event.detail.value }, 'code');
  },

  onLastFour(event: WechatMiniprogram.Input) {
    this.change({ lastFour: event.detail.value }, 'lastFour');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { requestId, code, lastFour } = this.data.draft;
    const form = sendable(ACTIONS.claimConcern.input.safeParse({ code, ...(lastFour && { lastFour }) }));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(DRAFT, this.data.draft);
    try {
      const { data } = await callCloud('claimConcern', form.data, requestId);
      clearDraft(DRAFT);
      await wx.redirectTo({ url: `/pages/resident/concern/concern?id=${data.concernId}` });
      void wx.showToast({ title: '已认领' });
    } catch (error) {
      this.showRefusal(error);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  showRefusal(error: unknown) {
    if (error instanceof AppError && error.code === 'LAST_FOUR_NEEDED') this.change({ asksDigits: true }, 'lastFour');
    const at = refusalAt(error, FIELDS, FIELD_OF);
    if ('errors' in at) showErrors(this, at.errors, FIELDS);
    else this.setData(at);
  },
});
