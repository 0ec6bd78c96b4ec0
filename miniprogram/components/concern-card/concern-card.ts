import type { Status } from '../../../domain/lifecycle';
import { DAY, formatMoment, formatRemaining, formatSpan, type Instant } from '../../../domain/time';
import type { ConcernCard } from '../../../domain/views';
import { sayDueBy, type Urgency } from '../../urgency';

type Audience = 'resident' | 'staff';
type Line = ReturnType<typeof sayDueBy> & { tone: Urgency };

/** What is done by the card's `dueAt`, the earliest of several clocks. A status without a row has nothing due. */
const DUE_LABELS: Partial<Record<Status, Record<Audience, string>>> = {
  assigned: { resident: '首次联系您', staff: '首次联系' },
  handling: { resident: '有进展', staff: '到期' },
  deferred: { resident: '有进展', staff: '到期' },
  awaitingResident: { resident: '请您回答', staff: '等居民回答' },
  verifying: { resident: '核验', staff: '核验' },
  rating: { resident: '可以评价', staff: '居民可以评价' },
};
function dueLine({ status, dueAt, isOverdue }: ConcernCard, now: Instant, audience: Audience): Line | null {
  const label = DUE_LABELS[status]?.[audience];
  // A question that nobody answers lapses by itself: nobody is late.
  if (!label || dueAt === null || (isOverdue && status === 'awaitingResident')) return null;
  if (isOverdue) return { text: sayLate(status, dueAt, now, audience), remaining: '', tone: 'overdue' };
  const isAsked = status === 'awaitingResident' && audience === 'resident';
  const isSoon = isAsked || (status !== 'rating' && dueAt - now < DAY);
  return { ...sayDueBy(dueAt, now, label), tone: isSoon ? 'due' : 'plain' };
}

function sayLate(status: Status, dueAt: Instant, now: Instant, audience: Audience): string {
  const late = formatRemaining(dueAt, now);
  if (status === 'assigned' || status === 'verifying') return `${DUE_LABELS[status]![audience]}${late}`;
  return audience === 'staff' ? late : `比说好的时间晚了 ${formatSpan(now - dueAt)}`;
}

const VERIFIER = '现由核验人负责推进';
/** Whose turn it is where it is not the owner's. */
const TURNS: Partial<Record<Status, Record<Audience, string>>> = {
  awaitingResident: { resident: '现在轮到您', staff: '现在轮到居民' },
  verifying: { resident: VERIFIER, staff: VERIFIER },
};
const IS_OWNERS_TURN: readonly Status[] = ['assigned', 'handling', 'deferred'];

function turnIn({ status, ownerName }: ConcernCard, audience: Audience, reader: string): string {
  if (!IS_OWNERS_TURN.includes(status)) return TURNS[status]?.[audience] ?? '';
  return ownerName === reader ? '' : `现由${ownerName}负责推进`;
}

/** One concern in a list. Emits `open` with { id }. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A ConcernCard of views.ts. */
    card: { type: Object, value: {} },
    /** The server's clock, from the reply that brought the card. */
    now: Number,
    /** `resident` or `staff`: whose list it stands in. */
    for: { type: String, value: 'resident' },
    /** Name of the member of staff who reads it: what one has to move on oneself goes without saying. */
    reader: String,
  },
  data: { due: null as Line | null, meta: '', ball: '', audience: 'resident' },
  observers: {
    'card, now, for, reader'(card: Partial<ConcernCard>, now: Instant, audience: Audience, reader: string) {
      if (!card.id) return;
      const { openedAt, number } = card as ConcernCard;
      this.setData({
        due: dueLine(card as ConcernCard, now, audience),
        meta: `${formatMoment(openedAt, now).split(' ')[0]} 提交 · ${number}`,
        ball: turnIn(card as ConcernCard, audience, reader),
        audience, // `for` is no name within a template
      });
    },
  },
  methods: {
    onTap() {
      this.triggerEvent('open', { id: (this.data.card as ConcernCard).id });
    },
  },
});
