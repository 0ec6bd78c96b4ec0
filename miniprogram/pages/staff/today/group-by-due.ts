import type { Status } from '../../../../domain/lifecycle';
import { addDays, dayOf, type Instant } from '../../../../domain/time';
import type { ConcernCard } from '../../../../domain/views';

/** In the order of the page. */
const GROUP_LABELS = {
  overdue: '已超时',
  today: '今天到期',
  tomorrow: '明天到期',
  later: '以后到期',
  waiting: '等居民、核验或评价',
} as const;
type GroupKey = keyof typeof GROUP_LABELS;
const GROUP_KEYS = Object.keys(GROUP_LABELS) as GroupKey[];

export type DueGroup = { key: GroupKey; label: string; count: string; cards: ConcernCard[] };

const WITH_BALL: readonly Status[] = ['assigned', 'handling', 'deferred'];
const hasBall = ({ status }: ConcernCard) => WITH_BALL.includes(status);

function keyByDay({ dueAt }: ConcernCard, now: Instant): GroupKey {
  if (dueAt === null) return 'later';
  if (dueAt < now) return 'overdue';
  const today = dayOf(now);
  const day = dayOf(dueAt);
  return day === today ? 'today' : day === addDays(today, 1) ? 'tomorrow' : 'later';
}

/**
 * What is due when, as far as it has been loaded.
 * @param cards ordered by what is due, as the server sends them.
 * @param hasMore more are to come, none of them due before the last card: that group's count is a lower bound, and so
 * are those after it.
 */
export function groupByDue(cards: readonly ConcernCard[], now: Instant, hasMore = false): DueGroup[] {
  const last = cards.at(-1);
  const openFrom = hasMore && last ? GROUP_KEYS.indexOf(keyByDay(last, now)) : GROUP_KEYS.length;
  return GROUP_KEYS.map((key, index) => {
    const found = cards.filter((card) => (hasBall(card) ? keyByDay(card, now) : 'waiting') === key);
    const count = `${found.length} 件${index >= openFrom ? '以上' : ''}`;
    return { key, label: GROUP_LABELS[key], count, cards: found };
  }).filter(({ cards: found }) => found.length);
}

/** 1 件已超时，2 件今天到期: what cannot wait, in one sentence. */
export function sayWhatIsDue(groups: readonly DueGroup[]): string {
  const urgent = groups.filter(({ key }) => key === 'overdue' || key === 'today');
  if (!urgent.length) return '今天没有到期的事';
  return urgent.map(({ label, count }) => count + label).join('，');
}
