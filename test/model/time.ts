/** Counts working time the slow way, minute by minute and day by day, without a line of domain/. */
import type { Calendar } from '../../domain/calendar';
import type { Limit } from '../../domain/deadlines';
import { DAY, HOUR, MINUTE } from './town';

export type Pause = { from: number; to: number };
const BEIJING = 8 * HOUR;

const midnightBefore = (at: number) => Math.floor((at + BEIJING) / DAY) * DAY - BEIJING;
const nameOf = (midnight: number) => new Date(midnight + BEIJING).toISOString().slice(0, 10);
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const known = new WeakMap<Calendar, Map<number, boolean>>();
/** Asked for every minute: looked up once. */
function isWorkday(midnight: number, calendar: Calendar): boolean {
  const days = known.get(calendar) ?? new Map<number, boolean>();
  known.set(calendar, days);
  const isOne = days.get(midnight) ?? looksLikeWorkday(midnight, calendar);
  days.set(midnight, isOne);
  return isOne;
}

function looksLikeWorkday(midnight: number, { holidays, makeupDays }: Calendar): boolean {
  const day = nameOf(midnight);
  if (day in holidays) return false;
  if (day in makeupDays) return true;
  return ![0, 6].includes(new Date(midnight + BEIJING).getUTCDay());
}

export function isOpenAt(at: number, calendar: Calendar): boolean {
  const midnight = midnightBefore(at);
  const minute = (at - midnight) / MINUTE;
  return (
    isWorkday(midnight, calendar) &&
    calendar.hours.some(([from, to]) => minutesOf(from) <= minute && minute < minutesOf(to))
  );
}

const closing = (midnight: number, { hours }: Calendar) => midnight + minutesOf(hours.at(-1)![1]) * MINUTE;
const isPaused = (at: number, pauses: readonly Pause[]) => pauses.some(({ from, to }) => from <= at && at < to);
/** A pause lies over the last minute of the day. */
const isClosePaused = (close: number, pauses: readonly Pause[]) =>
  pauses.some(({ from, to }) => from < close && close <= to);

function daysAfter(at: number, days: number, calendar: Calendar, pauses: readonly Pause[]): number {
  let midnight = midnightBefore(at);
  for (let left = days; left > 0;) {
    midnight += DAY;
    if (isWorkday(midnight, calendar) && !isClosePaused(closing(midnight, calendar), pauses)) left -= 1;
  }
  return closing(midnight, calendar);
}

/** When `amount` is over, counted from `filedAt`. Moments are whole minutes. */
function count(filedAt: number, { unit, amount }: Limit, calendar: Calendar, pauses: readonly Pause[]): number {
  let at = filedAt;
  if (unit === 'workingDays') {
    while (!isOpenAt(at, calendar)) at += MINUTE;
    return daysAfter(at, amount, calendar, pauses);
  }
  for (let left = amount * 60; left > 0; at += MINUTE)
    if (!isPaused(at, pauses) && (unit === 'clockHours' || isOpenAt(at, calendar))) left -= 1;
  return at;
}

const reaches = (filedAt: number, dueAt: number, calendar: Calendar) => {
  for (let midnight = midnightBefore(filedAt); midnight <= dueAt; midnight += DAY)
    if (!calendar.officialYears.includes(Number(nameOf(midnight).slice(0, 4)))) return true;
  return false;
};

/** One clock as it is told by the events that move it. */
export class Clock {
  dueAt: number;
  private pauses: Pause[] = [];
  private extensions: number[] = [];
  isPromised = false;

  constructor(
    readonly filedAt: number,
    public limit: Limit,
    calendar: Calendar,
  ) {
    this.dueAt = count(filedAt, limit, calendar, []);
  }

  private whole(calendar: Calendar, limit = this.limit): number {
    const start = count(this.filedAt, limit, calendar, this.pauses);
    return this.extensions.reduce((dueAt, days) => daysAfter(dueAt, days, calendar, this.pauses), start);
  }

  pause(pause: Pause, calendar: Calendar): void {
    const isKnown = this.pauses.some(({ from, to }) => from === pause.from && to === pause.to);
    if (pause.from >= pause.to || isKnown) return;
    this.pauses.push(pause);
    if (!this.isPromised) this.dueAt = Math.max(this.dueAt, this.whole(calendar));
  }

  extend(days: number, calendar: Calendar): void {
    this.dueAt = daysAfter(this.dueAt, days, calendar, this.pauses);
    this.extensions.push(days);
  }

  promise(until: number): void {
    this.dueAt = until;
    this.isPromised = true;
  }

  /** Another category; later only where the coordinator says so. */
  relimit(limit: Limit, calendar: Calendar, mayBeLonger: boolean): void {
    if (this.isPromised) return;
    const dueAt = this.whole(calendar, limit);
    if (dueAt > this.dueAt && !mayBeLonger) return;
    this.limit = limit;
    this.dueAt = dueAt;
  }

  /** A calendar has arrived. Never earlier than was told. */
  recount(calendar: Calendar): void {
    if (this.isPromised || (this.limit.unit === 'clockHours' && !this.extensions.length)) return;
    const dueAt = this.whole(calendar);
    if (!reaches(this.filedAt, dueAt, calendar)) this.dueAt = Math.max(this.dueAt, dueAt);
  }
}

export const due = (filedAt: number, limit: Limit, calendar: Calendar): number => count(filedAt, limit, calendar, []);
export const dayName = (at: number): string => nameOf(midnightBefore(at));
export const hourOf = (at: number) => new Date(at + BEIJING).toISOString().slice(11, 16);
export const weekdayOf = (at: number) => new Date(at + BEIJING).getUTCDay();
