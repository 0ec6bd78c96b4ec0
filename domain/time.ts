/** The only file that imports dayjs. Times are counted and shown in Beijing time wherever the code runs. */
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);

/** Unix milliseconds. */
export type Instant = number;
/** A calendar day in Beijing, `YYYY-MM-DD`. */
export type Day = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const BEIJING_OFFSET_HOURS = 8;

/**
 * To read and format a moment as Beijing's clocks show it; not an instant any more. dayjs's own `utcOffset(8)` is an
 * hour off near the clock changes of the zone the code runs in.
 */
export const inBeijing = (at: Instant) => dayjs.utc(at + BEIJING_OFFSET_HOURS * HOUR);
export const dayOf = (at: Instant): Day => inBeijing(at).format('YYYY-MM-DD');
/** @param time `HH:mm` in Beijing. */
export const momentOn = (day: Day, time: string): Instant =>
  dayjs.utc(`${day}T${time}:00Z`).valueOf() - BEIJING_OFFSET_HOURS * HOUR;
/** @param days may be negative. */
export const addDays = (day: Day, days: number): Day =>
  dayjs.utc(`${day}T00:00:00Z`).add(days, 'day').format('YYYY-MM-DD');
/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => dayjs.utc(`${day}T00:00:00Z`).day();
export const timeOf = (at: Instant): string => inBeijing(at).format('HH:mm');
export const yearOf = (day: Day): number => Number(day.slice(0, 4));

const WEEKDAYS = '日一二三四五六';
/** 7月8日 周三, with the year only where it is not this one. */
export function formatDay(day: Day, now: Instant): string {
  const year = yearOf(day) === inBeijing(now).year() ? '' : `${yearOf(day)}年`;
  return `${year}${dayjs.utc(day).format('M月D日')} 周${WEEKDAYS[weekdayOf(day)]}`;
}

/** 7月8日 周三 10:00 */
export const formatMoment = (at: Instant, now: Instant = at): string => `${formatDay(dayOf(at), now)} ${timeOf(at)}`;

/** 2 天, 3 小时, 1 分钟: rounded down, at least a minute. @param span in milliseconds. */
export function formatSpan(span: number): string {
  if (span >= DAY) return `${Math.floor(span / DAY)} 天`;
  if (span >= HOUR) return `${Math.floor(span / HOUR)} 小时`;
  return `${Math.max(1, Math.floor(span / MINUTE))} 分钟`;
}

/** 还有 3 小时, 已超时 2 天: how far `at` is from `now`. */
export const formatRemaining = (at: Instant, now: Instant): string =>
  `${at >= now ? '还有' : '已超时'} ${formatSpan(Math.abs(at - now))}`;

/** 2026Q3: a quarter of Beijing's year. */
export type Quarter = string;
const MONTHS_OF_QUARTER = 3;
export const quarterOf = (at: Instant): Quarter => {
  const day = inBeijing(at);
  return `${day.year()}Q${Math.floor(day.month() / MONTHS_OF_QUARTER) + 1}`;
};
/** The last `count` quarters up to this one, the oldest first. */
export function quartersUpTo(last: Quarter, count: number): Quarter[] {
  const [year, quarter] = last.split('Q').map(Number) as [number, number];
  return Array.from({ length: count }, (_, index) => {
    const number = year * 4 + quarter - 1 - (count - 1 - index);
    return `${Math.floor(number / 4)}Q${(number % 4) + 1}`;
  });
}
/** 2026年第3季度 */
export const formatQuarter = (quarter: Quarter): string => quarter.replace('Q', '年第') + '季度';
