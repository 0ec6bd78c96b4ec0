import { CLOSING_LABELS } from '../../../../domain/concern';
import type { ActionOutput } from '../../../../domain/contract';
import { AppError, type ErrorCode } from '../../../../domain/errors';
import { CONTACT_LABELS, type ContactWay } from '../../../../domain/handling';
import { isOpen, type Status } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernAction, ConcernView, TaskView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft } from '../../../draft';
import { askForMessages } from '../../../messages';
import { callPhone } from '../../../phone-call';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';
import { completionIn, historyWithout, proposalIn, proposedBy, requestIn } from '../../../proposal';
import { verdictOn } from '../../../verdicts';
import { offersOn, type Offer } from '../act/acts';
import { isMe, loadMe, type Me } from '../me';

type Entry = ConcernView['history'][number];

const WAYS = Object.keys(CONTACT_LABELS) as ContactWay[];
const WITH_WORDS = '再写几句';
/** How the history names its reader, and the residents. */
const ME = '您';
const RESIDENTS = ['反映人', '参与人'];
/** Somebody else was faster: the page shows how it stands now. */
const OVERTAKEN: readonly ErrorCode[] = ['WRONG_STATUS', 'TASK_ACKNOWLEDGED'];

/** Times and labels in words, computed once per load: a template cannot. */
const wordsFor = (concern: ConcernView, now: Instant) => ({
  others: concern.people > 1 ? `${concern.people - 1} 人也遇到，一起跟进` : '',
  opened: formatMoment(concern.openedAt, now),
  area: [concern.communityName, concern.gridName].filter(Boolean).join(' · '),
  closing: concern.closing ? CLOSING_LABELS[concern.closing.kind] : '',
  outcomes: (concern.closing?.outcomes ?? []).join('，'),
  proposed: proposedBy(proposalIn(concern), now),
  reveals: revealsIn(concern, now),
  nextUpdate: concern.nextUpdateAt ? formatMoment(concern.nextUpdateAt, now) : '',
  answerBy: concern.question ? formatMoment(concern.question.answerBy, now) : '',
  complained: concern.complaint ? formatMoment(concern.complaint.at, now) : '',
  tasks: sayNext(concern),
  ...decisionWords(concern, now),
  ...ballWords(concern, now),
});

/** Whoever handles the concern is told why a closing has to wait, or that it has not. */
function sayNext({ tasks = [], mayDo }: ConcernView): string {
  if (!mayDo.includes('reply')) return '';
  if (tasks.some(({ isOpen: isUnderWay }) => isUnderWay)) return '部门办完，或撤回任务后，才能提出办结。';
  if (!mayDo.includes('proposeClosing') || !tasks.some(({ done }) => done)) return '';
  return '部门办完了。请核实，没有问题就可以提出办结。';
}

function decisionWords({ decision }: ConcernView, now: Instant) {
  if (!decision) return { request: '', asked: '', decides: '', decide: '' };
  const { proposerName, proposedAt, deciderName, decideBy } = decision;
  const { verb, title, asked } = verdictOn(decision);
  return {
    request: `${proposerName}${asked}`,
    asked: proposedBy({ by: proposerName, at: proposedAt }, now),
    decides: `由${deciderName}${verb}，${formatMoment(decideBy, now)} 前有结果`,
    decide: title,
  };
}

const ballWords = ({ ball }: ConcernView, now: Instant) => ({
  since: ball ? formatMoment(ball.since, now) : '',
  totals: ball ? ball.totals.map(({ who, time }) => `${who} ${time}`).join('，') : '',
});

type Notice = { tone: 'info' | 'due' | 'overdue'; text: string };

/** The deadline that has to be met next stands at the top, the other one below. */
const NEXT_CLOCK: Partial<Record<Status, 'firstContact' | 'finish'>> = {
  assigned: 'firstContact',
  handling: 'finish',
  deferred: 'finish',
};

/** What has to be known first, by status. */
const NOTICES: Partial<Record<Status, (concern: ConcernView, now: Instant) => string>> = {
  awaitingResident: ({ question }, now) =>
    `正等居民补充，计时暂停。${question ? formatMoment(question.answerBy, now) : '到时'} 前没有回答，会自动继续办理。`,
  deferred: ({ finish, nextUpdateAt }, now) =>
    `已列入计划，承诺 ${formatMoment(finish.dueAt, now)} 前办结${nextUpdateAt ? `，${formatMoment(nextUpdateAt, now)} 前再告知居民一次进展` : ''}`,
  verifying: (concern, now) => `已提出办结，${decisionWords(concern, now).decides}`,
  rating: ({ dueAt }, now) => `核验通过，正请居民评价${dueAt ? `，${formatMoment(dueAt, now)} 截止` : ''}`,
};

function noticeOn(concern: ConcernView, now: Instant): Notice | null {
  const { decision, mayDo, status } = concern;
  const text = NOTICES[status]?.(concern, now);
  if (!decision || !mayDo.includes('decide')) return text ? { tone: 'info', text } : null;
  const { verb } = verdictOn(decision);
  const tone = decision.decideBy < now ? 'overdue' : 'due';
  return { tone, text: `等您${verb}，请在 ${formatMoment(decision.decideBy, now)} 前${verb}` };
}

function revealsIn({ contact }: ConcernView, now: Instant): string {
  const last = contact?.reveals.at(-1);
  if (!contact || !last) return '';
  return `看过 ${contact.reveals.length} 次，最近是${last.name}，${formatMoment(last.at, now)}。居民也能看到。`;
}

/** What the resident is asked, and a complaint that waits, are shown with their words above. */
const shownAbove = ({ history, question, complaint }: ConcernView): Entry[] =>
  history.filter(({ words }) => words && (words === question?.words || words === complaint?.words));

/** So is what departments were asked to do, and what they have done. */
const shownInTasks = ({ history, tasks = [] }: ConcernView): Entry[] =>
  history.filter(({ words }) => words && tasks.some((task) => words === task.words || words === task.done));

type ShownTask = TaskView & { photos: string[] };
/** What waits for the reader, then what is under way, then what is over. */
const rankOf = ({ isOpen: isUnderWay, mayDo }: TaskView): number =>
  mayDo.includes('completeTask') ? 0 : isUnderWay ? 1 : 2;
const tasksOn = (concern: ConcernView): ShownTask[] =>
  (concern.tasks ?? [])
    .map((task) => ({ ...task, photos: completionIn(concern, task)?.photoUrls ?? [] }))
    .sort((one, other) => rankOf(one) - rankOf(other));

/** What somebody else did or said last and nobody has answered: a closing sent back, 没有解决, a further detail. */
function unansweredIn(concern: ConcernView, request: Entry | undefined): Entry | undefined {
  const inTasks = shownInTasks(concern).filter(({ by }) => by !== ME);
  const spoken = concern.history
    .slice(1)
    .filter((entry) => entry !== request && !inTasks.includes(entry))
    .filter(({ by, words }) => words || RESIDENTS.includes(by));
  const last = spoken.at(-1);
  return last?.by === ME ? undefined : last;
}

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    said: {} as Partial<ReturnType<typeof wordsFor>>,
    notice: null as Notice | null,
    /** Which deadline stands at the top; empty where none has to be met. */
    clock: '',
    /** Beyond the two main buttons. */
    offers: [] as Offer[],
    may: {} as Partial<Record<ConcernAction, boolean>>,
    /** What was said at first: the words and photos of the resident, or of who wrote them down. */
    first: null as Entry | null,
    /** Who proposed the closing that stands, with its photos. */
    proposal: null as Entry | null,
    /** Waits for an answer of whoever holds the phone. */
    unanswered: null as (Entry & { note: string }) | null,
    none: [] as string[],
    tasks: [] as ShownTask[],
    history: [] as Entry[],
    markers: [] as { id: number; latitude: number; longitude: number }[],
    isMine: false,
    /** Who stands in for the owner; whoever covers is named as such. */
    acting: null as ConcernView['acting'] | null,
    isOver: false,
    now: 0,
    /** The whole number, once it has been asked for. */
    phone: '',
    /** One for each way in: another way is another thing to say. */
    contactRequestIds: {} as Partial<Record<ContactWay, string>>,
    /** Once it has been asked for. */
    slip: null as ActionOutput<'showSlip'>['slip'] | null,
    /** One for each task. */
    taskRequestIds: {} as Record<string, string>,
    revealRequestId: '',
    takeBackRequestId: '',
    isWriting: false,
  },

  onLoad(query) {
    this.setData({ concernId: query['id'] ?? '', revealRequestId: newRequestId() });
    this.setData({ takeBackRequestId: newRequestId() });
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const [{ data: concern, now }, me] = await Promise.all([
        callCloud('getConcern', { concernId: this.data.concernId }),
        loadMe().catch(() => undefined),
      ]);
      if (concern.certificate) this.show(concern, now, me);
      else this.onAsResident(); // a notice about something one reported oneself
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  show(concern: ConcernView, now: Instant, me: Me | undefined) {
    const { history, mayDo, point } = concern;
    const first = history[0];
    const proposal = proposalIn(concern);
    const request = requestIn(concern);
    const unanswered = mayDo.includes('reply') ? unansweredIn(concern, request) : undefined;
    this.setData({
      state: 'ready',
      concern,
      said: wordsFor(concern, now),
      notice: noticeOn(concern, now),
      clock: NEXT_CLOCK[concern.status] ?? '',
      offers: offersOn(concern),
      may: Object.fromEntries(mayDo.map((action) => [action, true])),
      first: first ?? null,
      proposal: proposal ?? null,
      unanswered: unanswered ? { ...unanswered, note: `${unanswered.by} · ${formatMoment(unanswered.at, now)}` } : null,
      tasks: tasksOn(concern),
      history: historyWithout(history, [
        first,
        proposal,
        unanswered,
        request,
        ...shownAbove(concern),
        ...shownInTasks(concern),
      ]),
      markers: point ? [{ id: 1, ...point }] : [],
      isMine: isMe(me, concern.owner),
      acting: concern.acting?.name === concern.cover?.name ? null : (concern.acting ?? null),
      isOver: !isOpen(concern.status),
      now,
    });
  },

  onAsResident() {
    void wx.redirectTo({ url: `/pages/resident/concern/concern?id=${this.data.concernId}` });
  },

  onOpenMap() {
    const { concern } = this.data;
    if (concern?.point) void wx.openLocation({ ...concern.point, name: concern.placeName });
  },

  onOther(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.currentTarget.dataset['id'] as string}` });
  },

  onCertificate() {
    void wx.navigateTo({ url: `/pages/staff/certificate/certificate?id=${this.data.concernId}` });
  },

  /** Reading the number is an event of its own, which the resident sees: say so first. */
  async onReveal() {
    if (this.data.isWriting) return;
    const { confirm } = await wx.showModal({
      title: '查看居民电话',
      content: '您的姓名和查看时间会记下来，居民本人能看到。电话只能用于办理这件诉求。',
      confirmText: '查看',
    });
    if (!confirm) return;
    await this.write(async () => {
      const { concernId, revealRequestId } = this.data;
      const { data } = await callCloud('revealContact', { concernId }, revealRequestId);
      this.setData({ phone: data.phone, revealRequestId: newRequestId() });
    });
  },

  onCall() {
    callPhone(this.data.phone);
  },

  /** Two taps: this one, and the way on the sheet. */
  async onContacted() {
    if (this.data.isWriting) return;
    const itemList = [...WAYS.map((way) => CONTACT_LABELS[way]), WITH_WORDS];
    const tapped = await wx.showActionSheet({ itemList }).catch(() => undefined);
    if (!tapped) return;
    const way = WAYS[tapped.tapIndex];
    if (!way) return void wx.navigateTo({ url: `/pages/staff/contact/contact?id=${this.data.concernId}` });
    await this.write(async () => {
      const { concernId, contactRequestIds } = this.data;
      const requestId = contactRequestIds[way] ?? newRequestId();
      this.setData({ [`contactRequestIds.${way}`]: requestId });
      await callCloud('recordFirstContact', { concernId, way }, requestId);
      clearDraft(`contact:${concernId}`);
      this.setData({ contactRequestIds: {} });
      void wx.showToast({ title: '已记下' });
    });
  },

  async onTask(event: WechatMiniprogram.CustomEvent<{ action: TaskView['mayDo'][number]; id: string }>) {
    const { action, id } = event.detail;
    if (action === 'acknowledgeTask') return await this.acknowledge(id);
    const { concernId } = this.data;
    void wx.navigateTo({ url: `/pages/staff/act/act?id=${concernId}&for=${action}&task=${id}` });
  },

  /** One tap. */
  async acknowledge(taskId: string) {
    if (this.data.isWriting) return;
    await this.write(async () => {
      const { concernId, taskRequestIds } = this.data;
      const requestId = taskRequestIds[taskId] ?? newRequestId();
      this.setData({ [`taskRequestIds.${taskId}`]: requestId });
      await askForMessages('staff'); // in the tap itself: nothing was awaited before
      await callCloud('acknowledgeTask', { concernId, taskId }, requestId);
      void wx.showToast({ title: '已签收' });
    });
  },

  /** One write at a time. Shows the concern as it then stands, also when somebody else was faster. */
  async write(send: () => Promise<void>) {
    this.setData({ isWriting: true });
    try {
      await send();
      await this.load();
    } catch (error) {
      showError(error);
      if (error instanceof AppError && OVERTAKEN.includes(error.code)) await this.load();
    } finally {
      this.setData({ isWriting: false });
    }
  },

  onReply() {
    const first = this.data.may.recordFirstContact ? '&first=1' : '';
    void wx.navigateTo({ url: `/pages/staff/reply/reply?id=${this.data.concernId}${first}` });
  },

  onPropose() {
    void wx.navigateTo({ url: `/pages/staff/propose/propose?id=${this.data.concernId}` });
  },

  onMore() {
    void wx.pageScrollTo({ selector: '#more', offsetTop: -24, duration: 200 });
  },

  async onOffer(event: WechatMiniprogram.TouchEvent) {
    const purpose = event.currentTarget.dataset['purpose'] as Offer['purpose'];
    const { concernId } = this.data;
    if (purpose === 'takeBackProposal') await this.takeBack();
    else if (purpose === 'showSlip') await this.showSlip();
    else if (purpose === 'linkConcern') void wx.navigateTo({ url: `/pages/staff/link/link?id=${concernId}` });
    else void wx.navigateTo({ url: `/pages/staff/act/act?id=${concernId}&for=${purpose}` });
  },

  onLinked(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.detail.id}` });
  },

  async showSlip() {
    try {
      const { data } = await callCloud('showSlip', { concernId: this.data.concernId });
      this.setData({ slip: data.slip ?? null });
      if (data.slip) void wx.pageScrollTo({ selector: '#slip', offsetTop: -24, duration: 200 });
    } catch (error) {
      showError(error);
    }
  },

  async takeBack() {
    if (this.data.isWriting) return;
    const { decision } = this.data.concern!;
    const content =
      decision?.kind === 'taskReturn' ? '收回后不再核定，任务还由您的部门办。' : '收回后不再审批，诉求照原来的办。';
    const { confirm } = await wx.showModal({ title: '收回申请', content, confirmText: '收回' });
    if (!confirm) return;
    await this.write(async () => {
      const { concernId, takeBackRequestId } = this.data;
      await callCloud('takeBackProposal', { concernId, proposalId: decision?.id }, takeBackRequestId);
      this.setData({ takeBackRequestId: newRequestId() });
      void wx.showToast({ title: '已收回' });
    });
  },

  onDecide() {
    void wx.navigateTo({ url: `/pages/supervisor/decide/decide?id=${this.data.concernId}` });
  },
});
