import { CLOSING_LABELS } from '../../../../domain/concern';
import { AppError } from '../../../../domain/errors';
import { CONTACT_LABELS, type ContactWay } from '../../../../domain/handling';
import { isOpen } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernAction, ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft } from '../../../draft';
import { callPhone } from '../../../phone-call';
import { failedToLoad, showError } from '../../../show-error';
import { historyWithout, proposalIn, proposedBy } from '../../../proposal';
import { isMe, loadMe, type Me } from '../me';

type Entry = ConcernView['history'][number];

const WAYS = Object.keys(CONTACT_LABELS) as ContactWay[];
const WITH_WORDS = '再写几句';
/** How the history names its reader, and the residents. */
const ME = '您';
const RESIDENTS = ['反映人', '参与人'];

/** Times and labels in words, computed once per load: a template cannot. */
const wordsFor = (concern: ConcernView, now: Instant) => ({
  opened: formatMoment(concern.openedAt, now),
  due: concern.dueAt === null ? '' : formatMoment(concern.dueAt, now),
  area: [concern.communityName, concern.gridName].filter(Boolean).join(' · '),
  closing: concern.closing ? CLOSING_LABELS[concern.closing.kind] : '',
  proposed: proposedBy(proposalIn(concern), now),
  reveals: revealsIn(concern, now),
});

function revealsIn({ contact }: ConcernView, now: Instant): string {
  const last = contact?.reveals.at(-1);
  if (!contact || !last) return '';
  return `看过 ${contact.reveals.length} 次，最近是${last.name}，${formatMoment(last.at, now)}。居民也能看到。`;
}

/** What somebody else did or said last and nobody has answered: a closing sent back, 没有解决, a further detail. */
function unansweredIn({ history }: ConcernView): Entry | undefined {
  const spoken = history.slice(1).filter(({ by, words }) => words || RESIDENTS.includes(by));
  const last = spoken.at(-1);
  return last?.by === ME ? undefined : last;
}

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    said: { opened: '', due: '', area: '', closing: '', proposed: '', reveals: '' },
    may: {} as Partial<Record<ConcernAction, boolean>>,
    /** What was said at first: the words and photos of the resident, or of who wrote them down. */
    first: null as Entry | null,
    /** Who proposed the closing that stands, with its photos. */
    proposal: null as Entry | null,
    /** Waits for an answer of whoever holds the phone. */
    unanswered: null as (Entry & { note: string }) | null,
    none: [] as string[],
    history: [] as Entry[],
    markers: [] as { id: number; latitude: number; longitude: number }[],
    isMine: false,
    isOver: false,
    now: 0,
    /** The whole number, once it has been asked for. */
    phone: '',
    /** One for each way in: another way is another thing to say. */
    contactRequestIds: {} as Partial<Record<ContactWay, string>>,
    revealRequestId: '',
    isWriting: false,
  },

  onLoad(query) {
    this.setData({ concernId: query['id'] ?? '', revealRequestId: newRequestId() });
  },

  async onShow() {
    await this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
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
    const unanswered = mayDo.includes('reply') ? unansweredIn(concern) : undefined;
    this.setData({
      state: 'ready',
      concern,
      said: wordsFor(concern, now),
      may: Object.fromEntries(mayDo.map((action) => [action, true])),
      first: first ?? null,
      proposal: proposal ?? null,
      unanswered: unanswered ? { ...unanswered, note: `${unanswered.by} · ${formatMoment(unanswered.at, now)}` } : null,
      history: historyWithout(history, [first, proposal, unanswered]),
      markers: point ? [{ id: 1, ...point }] : [],
      isMine: isMe(me, concern.owner),
      isOver: !isOpen(concern.status),
      now,
    });
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  onAsResident() {
    void wx.redirectTo({ url: `/pages/resident/concern/concern?id=${this.data.concernId}` });
  },

  onOpenMap() {
    const { concern } = this.data;
    if (concern?.point) void wx.openLocation({ ...concern.point, name: concern.placeName });
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

  /** One write at a time. Shows the concern as it then stands, also when somebody else was faster. */
  async write(send: () => Promise<void>) {
    this.setData({ isWriting: true });
    try {
      await send();
      await this.load();
    } catch (error) {
      showError(error);
      if (error instanceof AppError && error.code === 'WRONG_STATUS') await this.load();
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

  onDecide() {
    void wx.navigateTo({ url: `/pages/supervisor/decide/decide?id=${this.data.concernId}` });
  },
});
