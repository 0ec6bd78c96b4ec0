import { BALL, type Status } from '../../../domain/lifecycle';
import { DAY, formatMoment, formatRemaining, type Instant } from '../../../domain/time';
import type { ConcernCard } from '../../../domain/views';

type Audience = 'resident' | 'staff';
type Line = { text: string; tone: 'plain' | 'due' | 'overdue' };

/** What is due at the card's `dueAt`, in words. A status without a row has nothing due. */
const DUE_LABELS: Partial<Record<Status, Record<Audience, string>>> = {
  assigned: { resident: '首次联系您', staff: '首次联系' },
  handling: { resident: '办结', staff: '办结' },
  verifying: { resident: '核验', staff: '核验' },
  rating: { resident: '可以评价', staff: '居民可以评价' },
};

function dueLine({ status, dueAt, isOverdue }: ConcernCard, now: Instant, audience: Audience): Line | null {
  const label = DUE_LABELS[status]?.[audience];
  if (!label || dueAt === null) return null;
  const remaining = formatRemaining(dueAt, now);
  if (isOverdue) return { text: `${label}${remaining}`, tone: 'overdue' };
  const isSoon = status !== 'rating' && dueAt - now < DAY;
  return { text: `${formatMoment(dueAt, now)} 前${label}(${remaining})`, tone: isSoon ? 'due' : 'plain' };
}

/** One concern in a list. Emits `open` with { id }. */
Component({
  properties: {
    /** A ConcernCard of views.ts. */
    card: { type: Object, value: {} },
    /** The server's clock, from the reply that brought the card. */
    now: Number,
    /** `resident` or `staff`: whose list it stands in. */
    for: { type: String, value: 'resident' },
  },
  data: { due: null as Line | null, meta: '', ball: '' },
  observers: {
    'card, now, for'(card: Partial<ConcernCard>, now: Instant, audience: Audience) {
      if (!card.id) return;
      const { openedAt, number, ownerName, status } = card as ConcernCard;
      const ball = BALL[status] === '首访责任人' ? ownerName : BALL[status];
      this.setData({
        due: dueLine(card as ConcernCard, now, audience),
        meta: `${formatMoment(openedAt, now).split(' ')[0]} 提交 · ${number}`,
        ball: ball && status !== 'rating' ? `现由${ball}负责推进` : '',
      });
    },
  },
  methods: {
    onTap() {
      this.triggerEvent('open', { id: (this.data.card as ConcernCard).id });
    },
  },
});
