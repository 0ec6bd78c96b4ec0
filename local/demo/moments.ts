/** When the steps of a story happen: so many working days before the demo is looked at. */
import { kindOfDay } from '../../domain/calendar';
import { addDays, dayOf, momentOn, MINUTE, type Day, type Instant } from '../../domain/time';
import type { Step } from './story';
import { demoTown } from './town';

/** Never later than now, so that the demo can be created at any hour. */
export const instantOf = ({ workdaysAgo, time, minutesAgo }: Step, now: Instant): Instant =>
  minutesAgo === undefined
    ? Math.min(momentOn(workdayBefore(now, workdaysAgo), time), now - MINUTE)
    : now - minutesAgo * MINUTE;

/** The day that lies so many working days before today; 0 is today, or the last working day on a day off. */
function workdayBefore(now: Instant, workdays: number): Day {
  const { calendar } = demoTown(now);
  let day = dayOf(now);
  for (let left = workdays; ; day = addDays(day, -1)) {
    if (!kindOfDay(day, calendar).isWorkday) continue;
    if (left === 0) return day;
    left -= 1;
  }
}
