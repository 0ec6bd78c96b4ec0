/** Columns of the date and time pickers. */
import type { Wheels } from './wheels';

export type DateFields = 'year' | 'month' | 'day';

const pad = (number: number) => String(number).padStart(2, '0');
const span = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
const daysIn = (year: number, month: number) => new Date(year, month, 0).getDate();
const partsOf = (date: string) => date.split('-').map(Number);

export const today = (): string => {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
};

const COUNT: Record<DateFields, number> = { year: 1, month: 2, day: 3 };

/** The three columns around one date. `start` and `end` bound the years; `clampDate` does the rest. */
export function dateWheels(date: string, start: string, end: string, fields: DateFields): Wheels {
  const [year = 2000, month = 1, day = 1] = partsOf(date);
  const years = span(partsOf(start)[0] ?? 1970, partsOf(end)[0] ?? 2100);
  const days = span(1, daysIn(year, month));
  const columns = [years.map((y) => `${y}年`), span(1, 12).map((m) => `${m}月`), days.map((d) => `${d}日`)];
  const chosen = [Math.max(0, years.indexOf(year)), month - 1, Math.min(day, days.length) - 1];
  return { columns: columns.slice(0, COUNT[fields]), chosen: chosen.slice(0, COUNT[fields]) };
}

/** The date the columns stand at; a day the month does not have becomes its last. */
export function dateOf([yearIndex = 0, monthIndex = 0, dayIndex = 0]: number[], start: string): string {
  const year = (partsOf(start)[0] ?? 1970) + yearIndex;
  const month = monthIndex + 1;
  return `${year}-${pad(month)}-${pad(Math.min(dayIndex + 1, daysIn(year, month)))}`;
}

/** Strings of one format compare like the dates and times they name. */
export const clamp = (value: string, start: string, end: string): string =>
  value < start ? start : value > end ? end : value;

export const cut = (date: string, fields: DateFields): string => date.split('-').slice(0, COUNT[fields]).join('-');

export function timeWheels(time: string): Wheels {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { columns: [span(0, 23).map(pad), span(0, 59).map(pad)], chosen: [hour, minute] };
}

export const timeOf = ([hour = 0, minute = 0]: number[]): string => `${pad(hour)}:${pad(minute)}`;
