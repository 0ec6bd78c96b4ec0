import {
  deadlineAfterReopening,
  deadlineFrom,
  explainDeadline,
  limitFrom,
  limitLabel,
  recomputed,
} from '../../domain/deadlines';
import { beijing, CALENDAR_2026 } from '../support/a-town';

const due = (filed: string, notation: string) => deadlineFrom(beijing(filed), limitFrom(notation), CALENDAR_2026);

test.each([
  ['2026-12-30 10:00', '1wd', false],
  ['2026-12-31 16:00', '1h', false],
  ['2026-12-31 10:00', '1wd', true],
  ['2026-12-31 17:00', '1h', true],
  ['2027-06-01 10:00', '1wd', true],
  ['2026-12-31 23:00', '4h*', false], // no calendar is needed
])('filed at %s, %s rests on an assumed calendar: %s', (filed, notation, isAssumed) => {
  expect(due(filed, notation).isAssumed).toBe(isAssumed);
});

test('the proof names each day that was not counted and why', () => {
  const { skipped, counted, startsAt } = due('2026-02-14 10:00', '2wd');
  expect(startsAt).toBe(beijing('2026-02-14 10:00'));
  expect(skipped).toEqual(
    [15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ day: `2026-02-${day}`, why: 'holiday', name: '春节' })),
  );
  expect(counted).toEqual([
    { from: beijing('2026-02-24 08:30'), to: beijing('2026-02-24 17:30') },
    { from: beijing('2026-02-25 08:30'), to: beijing('2026-02-25 17:30') },
  ]);
});

test('the proof names the working time that was counted', () => {
  expect(due('2026-07-10 16:30', '2h')).toMatchObject({
    skipped: [
      { day: '2026-07-11', why: 'weekend' },
      { day: '2026-07-12', why: 'weekend' },
    ],
    counted: [
      { from: beijing('2026-07-10 16:30'), to: beijing('2026-07-10 17:30') },
      { from: beijing('2026-07-13 08:30'), to: beijing('2026-07-13 09:30') },
    ],
  });
});

test('the proof can be read', () => {
  expect(explainDeadline(due('2026-06-19 10:00', '1wd'))).toEqual([
    '时限 1 个工作日',
    '6月19日 周五 10:00 不在工作时间，从 6月22日 周一 08:30 起算',
    '2026-06-19 不计：端午节',
    '2026-06-20 不计：端午节',
    '2026-06-21 不计：端午节',
    '到 6月23日 周二 17:30 为止',
  ]);
  expect(explainDeadline(due('2026-12-31 10:00', '1wd'))).toEqual([
    '时限 1 个工作日',
    '从 12月31日 周四 10:00 起算',
    '到 2027年1月1日 周五 17:30 为止',
    '国家尚未公布该年节假日安排，暂按周一至周五计',
  ]);
});

const known2027 = (holidays: string[], makeupDays: string[] = []) => ({
  ...CALENDAR_2026,
  officialYears: [2026, 2027],
  holidays: { ...CALENDAR_2026.holidays, ...Object.fromEntries(holidays.map((day) => [day, '元旦'])) },
  makeupDays: { ...CALENDAR_2026.makeupDays, ...Object.fromEntries(makeupDays.map((day) => [day, '元旦'])) },
});

describe('when the calendar of 2027 arrives', () => {
  const told = due('2026-12-31 10:00', '2wd');

  test('a deadline over new holidays moves back', () => {
    const fresh = recomputed(told, known2027(['2027-01-01', '2027-01-02', '2027-01-03']));
    expect(fresh).toMatchObject({ dueAt: beijing('2027-01-05 17:30'), isAssumed: false });
    expect(fresh.skipped.map(({ day }) => day)).toEqual(['2027-01-01', '2027-01-02', '2027-01-03']);
  });

  test('it is never earlier than the resident was told', () => {
    const fresh = recomputed(told, known2027([], ['2027-01-02']));
    expect(fresh).toMatchObject({ dueAt: told.dueAt, isAssumed: false });
    expect(told.dueAt).toBe(beijing('2027-01-04 17:30'));
  });

  test('its proof still ends when it is due', () => {
    const { counted, dueAt } = recomputed(told, known2027([], ['2027-01-02']));
    expect(counted.at(-1)!.to).toBe(dueAt);
  });

  test('one that assumed nothing is left alone', () => {
    const official = due('2026-07-08 10:00', '1wd');
    expect(recomputed(official, known2027(['2026-07-09']))).toBe(official);
  });
});

test('while the year is still unknown nothing is recomputed', () => {
  const told = due('2026-12-31 10:00', '1wd');
  expect(recomputed(told, CALENDAR_2026)).toBe(told);
});

test.each([
  ['20wd', '10wd'],
  ['5wd', '3wd'],
  ['3wd', '2wd'],
  ['1wd', '1wd'],
  ['4h', '1wd'],
  ['4h*', '1wd'],
  ['2h*', '1wd'],
  ['14h', '1wd'], // 7 working hours end at 09:00, before the working day does
  ['40h', '20h'],
  ['96h*', '48h*'],
])(
  'after a reopening on a Wednesday at 10:00, %s becomes %s: half, rounded up, at least a working day',
  (whole, half) => {
    const { limit } = deadlineAfterReopening(beijing('2026-07-08 10:00'), limitFrom(whole), CALENDAR_2026);
    expect(limit).toEqual(limitFrom(half));
  },
);

test('half of a limit in clock hours that ends within a holiday becomes a working day', () => {
  const { dueAt } = deadlineAfterReopening(beijing('2026-09-30 10:00'), limitFrom('96h*'), CALENDAR_2026);
  expect(dueAt).toBe(beijing('2026-10-08 17:30'));
});

test.each([
  ['2h', { unit: 'workingHours', amount: 2 }, '2 个工作小时'],
  ['0.5h*', { unit: 'clockHours', amount: 0.5 }, '0.5 小时'],
  ['10wd', { unit: 'workingDays', amount: 10 }, '10 个工作日'],
])('%s is read and shown', (notation, limit, label) => {
  expect(limitFrom(notation)).toEqual(limit);
  expect(limitLabel(limitFrom(notation))).toBe(label);
});

test.each(['', '2', 'h', '2d', '2 wd', 'plan', '-1h', '1.2.3h', '.h', '0wd'])('%j is not a limit', (notation) => {
  expect(() => limitFrom(notation)).toThrow('not a limit');
});
