import { ACTIONS, type ActionName } from '../../../../domain/contract';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { fileIdsOf, restoredPhotos, type Photo } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { refusalAt, sendable } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { questionAsked } from './question';

type Row = {
  action: ActionName;
  title: string;
  /** What is written about. */
  label: string;
  /** What follows from sending it. */
  hint: string;
  send: string;
  /** At most seven characters: more does not fit under the icon. */
  sent: string;
  isRequired: boolean;
  hasPhotos: boolean;
  most: number;
  /** It asks whether somebody wanted it done. */
  asksWhetherAsked?: boolean;
  /** It ends something, and its button looks like it. */
  isEnd?: boolean;
};

const WITHDRAW = {
  action: 'withdrawConcern',
  title: '撤回诉求',
  label: '为什么撤回',
  hint: '撤回后不再办理，30 天内可以恢复。',
  send: '确认撤回',
  sent: '已撤回',
  isRequired: false,
  hasPhotos: false,
  most: 1000,
  isEnd: true,
} as const satisfies Row;

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
  answer: {
    action: 'answerQuestion',
    title: '回答',
    label: '您的回答',
    hint: '会马上送到首访责任人手里，接着为您办理。',
    send: '提交回答',
    sent: '已回答',
    isRequired: true,
    hasPhotos: true,
    most: 2000,
  },
  urge: {
    action: 'urgeConcern',
    title: '催办',
    label: '想说什么',
    hint: '首访责任人会马上收到提醒；已经超时的，社区也会收到。一天可以催一次。',
    send: '催办',
    sent: '已催办',
    isRequired: false,
    hasPhotos: false,
    most: 1000,
  },
  dispute: {
    action: 'disputeContact',
    title: '没有联系我',
    label: '想说什么',
    hint: '首访责任人和社区会马上知道，要重新联系您，原来的联系时限不变。',
    send: '没有联系过我',
    sent: '已反映',
    isRequired: false,
    hasPhotos: false,
    most: 1000,
  },
  complain: {
    action: 'complain',
    title: '投诉办理',
    label: '对办理有什么意见',
    hint: '只有街道督办人员看得到，首访责任人看不到。街道会在这里答复您，办理照常进行。',
    send: '提交投诉',
    sent: '已送街道',
    isRequired: true,
    hasPhotos: false,
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
  withdraw: WITHDRAW,
  /** Once somebody has been in touch: the owner may be the reason. */
  withdrawContacted: {
    ...WITHDRAW,
    label: '为什么撤回？',
    asksWhetherAsked: true,
    hint: '您的回答和所写内容只有街道督办人员看得到，首访责任人看不到。撤回后不再办理，30 天内可以恢复。',
  },
} as const satisfies Record<string, Row>;
type Purpose = keyof typeof FORMS;
type Form = (typeof FORMS)[Purpose];
type Draft = Attempted & { words: string; photos: Photo[]; wasAsked?: boolean };

const FIELDS = ['words', 'photoFileIds'];

const emptyDraft = (): Draft => ({ requestId: newRequestId(), words: '', photos: [] });

Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    purpose: 'addDetail' as Purpose,
    form: FORMS.addDetail as Form,
    wasAsked: [
      { id: 'no', label: '没有，是我自己要撤回' },
      { id: 'yes', label: '有人要求或劝我撤回' },
    ],
    /** What is answered. */
    question: '',
    draft: emptyDraft(),
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
  },

  onLoad(query) {
    const purpose = (query['for'] ?? '') in FORMS ? (query['for'] as Purpose) : 'addDetail';
    const form: Form = FORMS[purpose];
    const concernId = query['id'] ?? '';
    const question = purpose === 'answer' ? questionAsked(concernId) : '';
    this.setData({ concernId, purpose, form, question });
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

  onWasAsked(event: WechatMiniprogram.CustomEvent<{ id: 'yes' | 'no' }>) {
    this.change({ wasAsked: event.detail.id === 'yes' }, 'wasAsked');
  },

  onPhotos(event: WechatMiniprogram.CustomEvent<{ photos: Photo[] }>) {
    this.change({ photos: event.detail.photos }, 'photoFileIds');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, form } = this.data;
    const { requestId, words, photos, wasAsked } = this.data.draft;
    const photoFileIds = fileIdsOf(photos);
    const checked = ACTIONS[form.action].input.safeParse({
      concernId,
      words,
      photoFileIds,
      ...(wasAsked !== undefined && { wasAsked }),
    });
    const sent = sendable(checked, photos);
    if ('errors' in sent) return this.setData(sent);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(this.draftKey(), this.data.draft);
    if (form.action !== 'withdrawConcern') await askForMessages('resident'); // in the tap itself: nothing was awaited before
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
