import { formatMoment, formatRemaining, type Instant } from '../../../domain/time';
import type { ConcernView } from '../../../domain/views';
import { urgencyOf, type Urgency } from '../../urgency';

type DeadlineView = ConcernView['finish'];
type Tone = Urgency | 'done';

function reading({ dueAt, doneAt }: DeadlineView, now: Instant): { text: string; tone: Tone } {
  if (doneAt !== undefined && doneAt <= dueAt)
    return { text: `已按时完成 · ${formatMoment(doneAt, now)}`, tone: 'done' };
  if (doneAt !== undefined) return { text: `已完成，比时限晚 · ${formatMoment(doneAt, now)}`, tone: 'plain' };
  return { text: formatRemaining(dueAt, now), tone: urgencyOf(dueAt, now) };
}

/** One deadline: when it ends, how far away that is, and the way to the page that says how it was counted. */
Component({
  properties: {
    /** `firstContact` or `finish` of a concern view. */
    deadline: { type: Object, value: {} },
    /** The server's clock, from the reply that brought the deadline. */
    now: Number,
    /** What is due: 首次联系, 办结. */
    label: String,
    /** The clock no longer runs (closed, withdrawn): says the moment, not what remains. */
    isOver: Boolean,
    /** Whose deadline it is; empty on the page that proves it. */
    concernId: String,
  },
  data: { due: '', text: '', tone: 'plain' as Tone },
  observers: {
    'deadline, now, isOver'(deadline: Partial<DeadlineView>, now: Instant, isOver: boolean) {
      if (deadline.dueAt === undefined) return;
      const due = `${formatMoment(deadline.dueAt, now)} 前`;
      const isStopped = isOver && deadline.doneAt === undefined;
      this.setData(isStopped ? { due, text: '', tone: 'plain' } : { due, ...reading(deadline as DeadlineView, now) });
    },
  },
  methods: {
    onProof() {
      const { concernId } = this.data;
      if (concernId) void wx.navigateTo({ url: `/pages/resident/deadline/deadline?id=${concernId}` });
    },
  },
});
