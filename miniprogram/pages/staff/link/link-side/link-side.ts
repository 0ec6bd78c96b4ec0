import { formatMoment, type Instant } from '../../../../../domain/time';
import type { Linkable } from '../../../../../domain/views';

/** One side of a link, with what the coordinator compares. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** `这一件` or `牵头的`. */
    label: String,
    /** A Linkable of views.ts. */
    side: { type: Object, value: {} },
    /** The server's clock, from the reply that brought it. */
    now: Number,
  },
  data: { rows: [] as { label: string; text: string }[] },
  observers: {
    'side, now'(side: Partial<Linkable>, now: Instant) {
      if (!side.id) return;
      const { placeName, number, openedAt, ownerName, people, finishDueAt } = side as Linkable;
      const rows = {
        地点: placeName,
        编号: number,
        提交: formatMoment(openedAt, now),
        责任人: ownerName,
        人数: `${people} 人`,
        办结时限: `${formatMoment(finishDueAt, now)} 前${finishDueAt < now ? '，已超时' : ''}`,
      };
      this.setData({ rows: Object.entries(rows).map(([label, text]) => ({ label, text })) });
    },
  },
});
