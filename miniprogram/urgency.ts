import { DAY, formatMoment, formatRemaining, type Instant } from '../domain/time';

/** How something due is coloured. */
export type Urgency = 'plain' | 'due' | 'overdue';

/** `due` on its last day. Null where nothing is due. */
export function urgencyOf(dueAt: Instant | null, now: Instant): Urgency {
  if (dueAt === null) return 'plain';
  if (dueAt < now) return 'overdue';
  return dueAt - now < DAY ? 'due' : 'plain';
}

/** 7月9日 周四 17:30 前核验（还有 1 天）. What remains stands apart, so that it is never broken over two lines. */
export const sayDueBy = (dueAt: Instant, now: Instant, what: string): { text: string; remaining: string } => ({
  text: `${formatMoment(dueAt, now)} 前${what}`,
  remaining: `（${formatRemaining(dueAt, now)}）`,
});
