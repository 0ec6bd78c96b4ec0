import {
  calendar,
  isAssumed,
  isWorkingTime,
  kindOfDay,
  nextWorkingMoment,
  workingIntervals,
} from '../../domain/calendar';
import { addDays } from '../../domain/time';
import { beijing, CALENDAR_2026 } from '../support/a-town';

test.each([
  ['2026-07-08', true, 'weekday', undefined],
  ['2026-07-11', false, 'weekend', undefined],
  ['2026-01-01', false, 'holiday', '元旦'],
  ['2026-01-03', false, 'holiday', '元旦'], // a Saturday that is a holiday is called one
  ['2026-01-04', true, 'makeup', '元旦'],
  ['2026-02-14', true, 'makeup', '春节'],
  ['2026-02-15', false, 'holiday', '春节'],
  ['2026-02-23', false, 'holiday', '春节'],
  ['2026-02-24', true, 'weekday', undefined],
  ['2026-02-28', true, 'makeup', '春节'],
  ['2026-03-01', false, 'weekend', undefined],
  ['2026-04-06', false, 'holiday', '清明节'],
  ['2026-05-05', false, 'holiday', '劳动节'],
  ['2026-05-09', true, 'makeup', '劳动节'],
  ['2026-06-19', false, 'holiday', '端午节'],
  ['2026-09-20', true, 'makeup', '国庆节'],
  ['2026-09-25', false, 'holiday', '中秋节'],
  ['2026-09-28', true, 'weekday', undefined],
  ['2026-10-07', false, 'holiday', '国庆节'],
  ['2026-10-10', true, 'makeup', '国庆节'],
])('%s: a working day: %s, because %s %s', (day, isWorkday, why, name) => {
  expect(kindOfDay(day, CALENDAR_2026)).toEqual({ isWorkday, why, ...(name && { name }) });
});

/** Counted by hand: weekdays, less the weekdays off, plus the weekend days worked. */
test.each([
  ['2026-01', 22 - 2 + 1],
  ['2026-02', 20 - 6 + 2],
  ['2026-03', 22],
  ['2026-04', 22 - 1],
  ['2026-05', 21 - 3 + 1],
  ['2026-06', 22 - 1],
  ['2026-07', 23],
  ['2026-08', 21],
  ['2026-09', 22 - 1 + 1],
  ['2026-10', 22 - 5 + 1],
  ['2026-11', 21],
  ['2026-12', 23],
])('%s has %i working days by the notice of 2025-11-04', (month, expected) => {
  const days = Array.from({ length: 31 }, (_, i) => addDays(`${month}-01`, i)).filter((day) => day.startsWith(month));
  expect(days.filter((day) => kindOfDay(day, CALENDAR_2026).isWorkday)).toHaveLength(expected);
});

test('a year without its notice is assumed Monday to Friday', () => {
  expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => isAssumed(day, CALENDAR_2026))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(kindOfDay('2027-01-01', CALENDAR_2026)).toEqual({ isWorkday: true, why: 'weekday' });
});

test('a make-up day is worked for the same hours, a day off not at all', () => {
  expect(workingIntervals('2026-02-14', CALENDAR_2026)).toEqual([
    { from: beijing('2026-02-14 08:30'), to: beijing('2026-02-14 12:00') },
    { from: beijing('2026-02-14 14:30'), to: beijing('2026-02-14 17:30') },
  ]);
  expect(workingIntervals('2026-02-15', CALENDAR_2026)).toEqual([]);
});

test.each([
  ['before opening', '2026-07-08 07:00', '2026-07-08 08:30'],
  ['at opening', '2026-07-08 08:30', '2026-07-08 08:30'],
  ['inside hours', '2026-07-08 10:00', '2026-07-08 10:00'],
  ['at the start of lunch', '2026-07-08 12:00', '2026-07-08 14:30'],
  ['in the lunch break', '2026-07-08 13:00', '2026-07-08 14:30'],
  ['at close', '2026-07-08 17:30', '2026-07-09 08:30'],
  ['after close on a Friday', '2026-07-10 18:00', '2026-07-13 08:30'],
  ['on a Friday before a make-up Saturday', '2026-02-13 18:00', '2026-02-14 08:30'],
  ['in the longest holiday', '2026-02-14 17:30', '2026-02-24 08:30'],
])('the next working moment %s', (_when, at, expected) => {
  expect(nextWorkingMoment(beijing(at), CALENDAR_2026)).toBe(beijing(expected));
});

test.each([
  ['hours that end before they begin', { hours: [['17:30', '08:30']] }],
  ['hours that overlap', { hours: [['08:30', '12:00'], ['11:00', '17:30']] }], // prettier-ignore
  ['hours out of order', { hours: [['14:30', '17:30'], ['08:30', '12:00']] }], // prettier-ignore
  ['an hour that no day has', { hours: [['08:30', '25:00']] }],
  ['a day that no month has', { holidays: { '2026-02-30': '春节' } }],
  ['a day both off and worked', { makeupDays: { '2026-01-01': '元旦' } }],
])('refuses a calendar with %s', (_what, changes) => {
  expect(calendar.safeParse({ ...CALENDAR_2026, ...changes }).success).toBe(false);
});

test('the calendar of 2026 is one', () => {
  expect(calendar.parse(CALENDAR_2026)).toEqual(CALENDAR_2026);
});

test.each([
  ['2026-07-08 08:29', false],
  ['2026-07-08 08:30', true],
  ['2026-07-08 12:00', false],
  ['2026-07-08 14:30', true],
  ['2026-07-08 17:30', false],
  ['2026-07-11 10:00', false], // a Saturday
  ['2026-05-09 10:00', true], // a Saturday worked
  ['2026-05-01 10:00', false],
])('%s is working time: %s', (moment, expected) => {
  expect(isWorkingTime(beijing(moment), CALENDAR_2026)).toBe(expected);
});
