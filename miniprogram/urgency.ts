import { DAY, type Instant } from '../domain/time';

/** How something due is coloured. */
export type Urgency = 'plain' | 'due' | 'overdue';

/** `due` on its last day. Null where nothing is due. */
export function urgencyOf(dueAt: Instant | null, now: Instant): Urgency {
  if (dueAt === null) return 'plain';
  if (dueAt < now) return 'overdue';
  return dueAt - now < DAY ? 'due' : 'plain';
}
