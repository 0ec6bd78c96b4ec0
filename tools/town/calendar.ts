import { getDayDetail } from 'chinese-days';
import type { Calendar } from '../../domain/calendar';
import { addDays, type Day } from '../../domain/time';

const HOURS: Calendar['hours'] = [
  ['08:30', '12:00'],
  ['14:30', '17:30'],
];

/** chinese-days names official days "English,中文,n" and all others by their weekday. */
const officialName = (day: Day): string | undefined => getDayDetail(day).name.split(',')[1];

/**
 * The official calendar as far as chinese-days knows it. It calls every day of an unknown year a weekday without
 * saying so; New Year's Day tells a known year from an unknown one.
 */
export function officialCalendar(years: readonly number[]): Calendar {
  const officialYears = years.filter((year) => officialName(`${year}-01-01`));
  const calendar: Calendar = { officialYears, holidays: {}, makeupDays: {}, hours: HOURS };
  for (const year of officialYears)
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      const name = officialName(day);
      if (name) (getDayDetail(day).work ? calendar.makeupDays : calendar.holidays)[day] = name;
    }
  return calendar;
}
