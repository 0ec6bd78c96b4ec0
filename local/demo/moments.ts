/** When the steps of a story happen: so many working days before the demo is looked at. */
import { kindOfDay, type Calendar } from '../../domain/calendar';
import { addDays, dayOf, momentOn, MINUTE, type Day, type Instant } from '../../domain/time';
import type { Step } from './story';

/** Never later than now, so that the demo can be created at any hour. @param before the moment of the step before */
export function instantOf(step: Step, calendar: Calendar, now: Instant, before: Instant): Instant {
  const { workdaysAgo, time, minutesAgo, minutesAfter } = step;
  if (minutesAgo !== undefined) return now - minutesAgo * MINUTE;
  const at =
    minutesAfter === undefined
      ? momentOn(workdayBefore(now, workdaysAgo, calendar), time)
      : before + minutesAfter * MINUTE;
  return Math.min(at, now - MINUTE);
}

/** The day that lies so many working days before today; 0 is today, or the last working day on a day off. */
function workdayBefore(now: Instant, workdays: number, calendar: Calendar): Day {
  let day = dayOf(now);
  for (let left = workdays; ; day = addDays(day, -1)) {
    if (!kindOfDay(day, calendar).isWorkday) continue;
    if (left === 0) return day;
    left -= 1;
  }
}
