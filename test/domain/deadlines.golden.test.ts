import { beijing, CALENDAR_2026 } from '../support/a-town';
import { CASES, deadlineOf, sentenceOf, type Case } from '../support/deadlines-by-hand';

const HOLIDAYS_OF_THE_NOTICE = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];

const casesOf = (holiday: string): Case[] =>
  Object.entries(CASES).find(([title]) => title.startsWith(holiday))?.[1] ?? [];
const isIn = (holiday: string, moment: string): boolean => CALENDAR_2026.holidays[moment.slice(0, 10)] === holiday;

/** Whether a day of the holiday begins between the two moments. */
const spans = (holiday: string, from: string, to: string): boolean =>
  Object.entries(CALENDAR_2026.holidays).some(([day, name]) => name === holiday && from < day && day < to);

test('the table is of the holidays of the notice', () => {
  expect([...new Set(Object.values(CALENDAR_2026.holidays))]).toEqual(HOLIDAYS_OF_THE_NOTICE);
});

describe.each(HOLIDAYS_OF_THE_NOTICE)('%s has cases', (holiday) => {
  test.each([
    ['working hours', /^[\d.]+h$/],
    ['working days', /^\d+wd$/],
    ['clock hours', /^[\d.]+h\*$/],
  ])('for %s, filed before it and filed within it', (_unit, notation) => {
    const cases = casesOf(holiday).filter(([, limit, , ...also]) => notation.test(limit) && !also.length);
    expect(cases.some(([filed, , due]) => spans(holiday, filed, due) && !isIn(holiday, filed))).toBe(true);
    expect(cases.some(([filed]) => isIn(holiday, filed))).toBe(true);
  });

  test.each(['paused', 'extended', 'reopened'])('that reach over it: %s', (what) => {
    const cases = casesOf(holiday).filter(([, , , ...also]) => also.some((one) => one.startsWith(what)));
    expect(cases.some(([filed, , due]) => spans(holiday, filed, due))).toBe(true);
  });
});

test.each(Object.keys(CALENDAR_2026.makeupDays))(
  'the make-up day %s has cases: filed on it in hours, in days, in clock hours; due on it',
  (day) => {
    const cases = Object.values(CASES).flat();
    const notations = cases.filter(([filed]) => filed.startsWith(day)).map(([, notation]) => notation);
    for (const unit of [/\dh$/, /wd$/, /h\*$/]) expect(notations.some((notation) => unit.test(notation))).toBe(true);
    expect(cases.some(([filed, , due]) => !filed.startsWith(day) && due.startsWith(day))).toBe(true);
  },
);

describe('by the notice of the General Office of the State Council of 2025-11-04', () => {
  describe.each(Object.entries(CASES))('%s', (_period, cases) => {
    test.each(cases.map((one) => [sentenceOf(one), one] as const))('%s', (_sentence, one) => {
      expect(deadlineOf(one).dueAt).toBe(beijing(one[2]));
    });
  });
});
