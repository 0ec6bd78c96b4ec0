/** Working days and working hours. The calendar is town data; nothing here knows a holiday by itself. */
import * as z from './zod';
import { addDays, dayOf, momentOn, weekdayOf, yearOf, type Day, type Instant } from './time';

const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const calendar = z
  .object({
    /** Years for which the State Council's notice is known. Any other year is assumed Monday to Friday. */
    officialYears: z.array(z.int()),
    /** Day off -> name of the holiday. */
    holidays: z.record(day, z.string()),
    /** Weekend day worked 调休 -> name of the holiday it makes up for. */
    makeupDays: z.record(day, z.string()),
    /** Working hours of a working day, in order. */
    hours: z.array(z.tuple([time, time])).min(1),
  })
  .refine(
    ({ hours }) => hours.flat().every((time, i, all) => i === 0 || all[i - 1]! < time),
    '工作时间须按先后填写，不能重叠',
  )
  .refine(
    ({ holidays, makeupDays }) => Object.keys(makeupDays).every((day) => !(day in holidays)),
    '同一天不能既放假又上班',
  );
export type Calendar = z.infer<typeof calendar>;

export type DayKind = {
  isWorkday: boolean;
  why: 'weekday' | 'weekend' | 'holiday' | 'makeup';
  /** Name of the holiday, for holidays and make-up days. */
  name?: string;
};

export function kindOfDay(day: Day, { holidays, makeupDays }: Calendar): DayKind {
  if (holidays[day]) return { isWorkday: false, why: 'holiday', name: holidays[day] };
  if (makeupDays[day]) return { isWorkday: true, why: 'makeup', name: makeupDays[day] };
  const isWeekend = [0, 6].includes(weekdayOf(day));
  return isWeekend ? { isWorkday: false, why: 'weekend' } : { isWorkday: true, why: 'weekday' };
}

/** Whether the day's year has no official calendar, so that Monday to Friday is only assumed. Source: product.md §2 promise 8. */
export const isAssumed = (day: Day, { officialYears }: Calendar): boolean => !officialYears.includes(yearOf(day));

export type Interval = { from: Instant; to: Instant };

/** The working intervals of one day, in order; empty on a day off. */
export function workingIntervals(day: Day, calendar: Calendar): Interval[] {
  if (!kindOfDay(day, calendar).isWorkday) return [];
  return calendar.hours.map(([from, to]) => ({ from: momentOn(day, from), to: momentOn(day, to) }));
}

/** `at` itself inside working hours, otherwise the next opening. */
export function nextWorkingMoment(at: Instant, calendar: Calendar): Instant {
  for (let day = dayOf(at); ; day = addDays(day, 1)) {
    const open = workingIntervals(day, calendar).find(({ to }) => at < to);
    if (open) return Math.max(at, open.from);
  }
}

export const isWorkingTime = (at: Instant, calendar: Calendar): boolean =>
  workingIntervals(dayOf(at), calendar).some(({ from, to }) => from <= at && at < to);
