import { BALL, type Status } from '../../../domain/lifecycle';
import { DAY, formatMoment, formatRemaining, type Instant } from '../../../domain/time';
import type { ConcernCard } from '../../../domain/views';

type Audience = 'resident' | 'staff';
/** What remains stands apart, so that it is never broken over two lines. */
type Line = { text: string; remaining: string; tone: 'plain' | 'due' | 'overdue' };

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
  if (isOverdue) return { text: `${label}${remaining}`, remaining: '', tone: 'overdue' };
  const isSoon = status !== 'rating' && dueAt - now < DAY;
  return {
    text: `${formatMoment(dueAt, now)} 前${label}`,
    remaining: `（${remaining}）`,
    tone: isSoon ? 'due' : 'plain',
  };
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
    /** Name of the member of staff who reads it: what one has to move on oneself goes without saying. */
    reader: String,
  },
  data: { due: null as Line | null, meta: '', ball: '' },
  observers: {
    'card, now, for, reader'(card: Partial<ConcernCard>, now: Instant, audience: Audience, reader: string) {
      if (!card.id) return;
      const { openedAt, number, ownerName, status } = card as ConcernCard;
      const ball = BALL[status] === '首访责任人' ? ownerName : BALL[status];
      this.setData({
        due: dueLine(card as ConcernCard, now, audience),
        meta: `${formatMoment(openedAt, now).split(' ')[0]} 提交 · ${number}`,
        ball: ball && ball !== reader && status !== 'rating' ? `现由${ball}负责推进` : '',
      });
    },
  },
  methods: {
    onTap() {
      this.triggerEvent('open', { id: (this.data.card as ConcernCard).id });
    },
  },
});
