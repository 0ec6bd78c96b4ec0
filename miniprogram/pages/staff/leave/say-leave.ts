import { DAY, dayOf, formatDay, momentOn, type Day, type Instant } from '../../../../domain/time';

/** 7月9日 周四 至 7月10日 周五，共 2 天. Both days count. */
export function sayDays(first: Day, last: Day, now: Instant): string {
  const days = Math.round((momentOn(last, '00:00') - momentOn(first, '00:00')) / DAY) + 1;
  if (days === 1) return `${formatDay(first, now)}，1 天`;
  return `${formatDay(first, now)} 至 ${formatDay(last, now)}，共 ${days} 天`;
}

/** @param to the moment at which they are back: after the last day is over. */
export const sayLeave = ({ from, to }: { from: Instant; to: Instant }, now: Instant): string =>
  sayDays(dayOf(from), dayOf(to - 1), now);
