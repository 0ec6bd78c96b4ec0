import { isOpen, STATUS_LABELS } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernAction, ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { historyWithout, proposalIn, questionIn } from '../../../proposal';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';
import { rememberQuestion } from '../write/question';
import { isLate, whatNext, whoseTurn } from './what-next';

type May = Partial<Record<ConcernAction, boolean>>;
/** A quiet row: something one may do, besides what the page asks for. `purpose` of the write page, or a page's own. */
type Row = { purpose: string; title: string; hint: string };

/** In the order of the page. */
const ROWS: (Row & { action: ConcernAction })[] = [
  { action: 'urgeConcern', purpose: 'urge', title: '催办', hint: '提醒首访责任人尽快告诉您进展' },
  { action: 'disputeContact', purpose: 'dispute', title: '没有联系我', hint: '写着已经联系您，其实没有' },
  { action: 'addDetail', purpose: 'addDetail', title: '补充情况', hint: '再写几句，或加照片' },
  { action: 'correctPlace', purpose: 'place', title: '更正地点', hint: '地点写错了，换一个' },
  { action: 'complain', purpose: 'complain', title: '投诉办理', hint: '街道督办人员看，首访责任人看不到' },
  { action: 'leaveConcern', purpose: 'leave', title: '不再跟进', hint: '退出这件诉求，不再收到进展' },
  { action: 'withdrawConcern', purpose: 'withdraw', title: '撤回这条诉求', hint: '不用办了' },
];

/** What is asked back before it is sent, and what is said once it is done. */
const CONFIRMED = {
  leaveConcern: {
    title: '不再跟进',
    content: () => '退出后不再收到进展，办结时也不会请您评价。诉求照常办理。您写过的内容仍留给首访责任人。',
    confirmText: '退出',
    done: '已退出',
  },
  disownCallback: {
    title: '不是我评的',
    content: () => '这次回访记下的评价会作废。回访后 7 天内，您可以自己重新评价。',
    confirmText: '作废',
    done: '已作废',
  },
  undoWithdraw: {
    title: '恢复办理',
    content: ({ owner }: ConcernView) => `恢复后仍由${owner.name}负责，撤回期间不计入时限。`,
    confirmText: '恢复办理',
    done: '已恢复办理',
  },
};
type Confirmed = keyof typeof CONFIRMED;

/** The one thing the page asks for; the rest are quiet rows. */
const isAsking = (may: May) => Boolean(may.rateConcern ?? may.answerQuestion);
/** What is late can be urged at once, next to the sentence that says so. */
const urges = (may: May, concern: ConcernView, now: Instant) => Boolean(may.urgeConcern) && isLate(concern, now);

/** What has a place of its own on the page is no row. */
const rowsFor = (may: May, concern: ConcernView, now: Instant): Row[] =>
  ROWS.filter(({ action }) => {
    if (action === 'urgeConcern' && urges(may, concern, now)) return false;
    return may[action] && (action !== 'addDetail' || isAsking(may));
  }).map(({ purpose, title, hint }) => ({
    purpose: purpose === 'withdraw' && concern.firstContact.doneAt !== undefined ? 'withdrawContacted' : purpose,
    title,
    hint,
  }));

/** Times and labels in words, computed once per load: a template cannot. */
const wordsFor = (concern: ConcernView, now: Instant) => ({
  others: concern.people > 1 ? `${concern.people - 1} 人也遇到，加入了这件诉求` : '',
  next: whatNext(concern, now),
  turn: whoseTurn(concern, now),
  heard: concern.heard
    ? `${formatMoment(concern.heard.at, now)}，${concern.heard.isNotSolved ? `已告诉${concern.owner.name}` : '只有您自己看得到'}`
    : '',
  reopenUntil: concern.reopenUntil ? formatMoment(concern.reopenUntil, now) : '',
  reveals: (concern.contact?.reveals ?? []).map(({ name, at }) => `${name} · ${formatMoment(at, now)}`),
});

/** How what takes up their "not solved" stands. */
const followUpsIn = ({ followUps }: ConcernView, now: Instant) =>
  followUps.map(({ concernId, number, status, ownerName, dueAt }) => ({
    concernId,
    number,
    text:
      status === 'handling' && dueAt !== null
        ? `${ownerName}正在重新办理，${formatMoment(dueAt, now)} 前办结。`
        : `${STATUS_LABELS[status]}，由${ownerName}负责。`,
  }));

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    said: { others: '', next: '', turn: '', heard: '', reopenUntil: '', reveals: [] as string[] },
    may: {} as May,
    rows: [] as Row[],
    followUps: [] as ReturnType<typeof followUpsIn>,
    asked: null as ConcernView['history'][number] | null,
    history: [] as ConcernView['history'],
    isAsking: false,
    hasBar: false,
    urges: false,
    isLate: false,
    isOver: false,
    now: 0,
    /** Under way. */
    sending: '' as Confirmed | '',
    requestIds: {} as Partial<Record<Confirmed, string>>,
  },

  onLoad(query) {
    this.setData({ concernId: query['id'] ?? '' });
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data: concern, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      const asked = questionIn(concern);
      const may: May = Object.fromEntries(concern.mayDo.map((action) => [action, true]));
      this.setData({
        state: 'ready',
        concern,
        said: wordsFor(concern, now),
        may,
        rows: rowsFor(may, concern, now),
        followUps: followUpsIn(concern, now),
        asked: asked ?? null,
        history: historyWithout(concern.history, [asked, proposalIn(concern)]),
        isAsking: isAsking(may),
        hasBar: Boolean(may.answerQuestion ?? (may.addDetail && !isAsking(may))),
        urges: urges(may, concern, now),
        isLate: isLate(concern, now),
        isOver: !isOpen(concern.status),
        now,
      });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  onRate() {
    void wx.navigateTo({ url: `/pages/resident/rate/rate?id=${this.data.concernId}` });
  },

  onOther(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/resident/concern/concern?id=${event.currentTarget.dataset['id'] as string}` });
  },

  onReport() {
    void wx.navigateTo({ url: '/pages/resident/report/report' });
  },

  onAnswer() {
    const { concernId, concern } = this.data;
    rememberQuestion(concernId, concern?.question?.words ?? '');
    void wx.navigateTo({ url: `/pages/resident/write/write?id=${concernId}&for=answer` });
  },

  onWrite(event: WechatMiniprogram.TouchEvent) {
    const purpose = event.currentTarget.dataset['for'] as string;
    if (purpose === 'leave') return void this.confirm('leaveConcern');
    const { concernId, concern } = this.data;
    const url =
      purpose === 'place'
        ? `/pages/resident/correct-place/correct-place?id=${concernId}&from=${encodeURIComponent(concern?.placeName ?? '')}`
        : `/pages/resident/write/write?id=${concernId}&for=${purpose}`;
    void wx.navigateTo({ url });
  },

  onConfirm(event: WechatMiniprogram.TouchEvent) {
    void this.confirm(event.currentTarget.dataset['action'] as Confirmed);
  },

  /** Whoever leaves sees the concern no more; anybody else sees how it stands then. */
  async confirm(action: Confirmed) {
    if (this.data.sending) return;
    const { title, content, confirmText, done } = CONFIRMED[action];
    const { confirm } = await wx.showModal({ title, content: content(this.data.concern!), confirmText });
    if (!confirm) return;
    const { concernId, requestIds } = this.data;
    const requestId = requestIds[action] ?? newRequestId();
    this.setData({ sending: action, requestIds: { ...requestIds, [action]: requestId } });
    try {
      await callCloud(action, { concernId }, requestId);
      this.setData({ requestIds: {} });
      await (action === 'leaveConcern' ? wx.switchTab({ url: '/pages/resident/concerns/concerns' }) : this.load());
      void wx.showToast({ title: done });
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ sending: '' });
    }
  },
});
