import {
  closeOfDay,
  deadlineAfterReopening,
  deadlineFrom,
  explainDeadline,
  limit as limitSchema,
  limitFrom,
  limitLabel,
  limitNotation,
  MOST_PAUSES,
  pauseEnds,
  promisedFor,
  recomputed,
  withExtension,
  withPause,
  type Deadline,
  type Pause,
} from '../../domain/deadlines';
import { HOUR, momentOn } from '../../domain/time';
import { beijing, CALENDAR_2026 } from '../support/a-town';

const due = (filed: string, notation: string) => deadlineFrom(beijing(filed), limitFrom(notation), CALENDAR_2026);
const aPause = (from: string, to: string, cause: Pause['cause'] = 'resident'): Pause => ({
  from: beijing(from),
  to: beijing(to),
  cause,
});
const paused = (deadline: Deadline, ...pauses: Pause[]) =>
  pauses.reduce((former, pause) => withPause(former, pause, CALENDAR_2026), deadline);
const extended = (deadline: Deadline, days: number, agreed: string) =>
  withExtension(deadline, { days, agreedAt: beijing(agreed) }, CALENDAR_2026);

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
  ['1.25h', { unit: 'workingHours', amount: 1.25 }, '1.25 个工作小时'],
  ['10wd', { unit: 'workingDays', amount: 10 }, '10 个工作日'],
])('%s is read and shown', (notation, limit, label) => {
  expect(limitFrom(notation)).toEqual(limit);
  expect(limitLabel(limitFrom(notation))).toBe(label);
  expect(limitNotation(limitFrom(notation))).toBe(notation);
  expect(limitSchema.parse(limit)).toEqual(limit);
});

test.each(['', '2', 'h', '2d', '2 wd', 'plan', '-1h', '1.2.3h', '.h', '0wd', '2hours'])(
  '%j is not a limit',
  (notation) => {
    expect(() => limitFrom(notation)).toThrow('not a limit');
  },
);

test.each([{ unit: 'workingDays', amount: 0 }, { unit: 'months', amount: 1 }, {}])(
  'a town has no limit %j',
  (limit) => {
    expect(limitSchema.safeParse(limit).success).toBe(false);
  },
);

test('a limit that is no whole number of milliseconds ends on one', () => {
  expect(due('2026-07-08 10:00', '1.1h').dueAt).toBe(beijing('2026-07-08 11:06'));
  expect(due('2026-07-08 10:00', '1.1h*').dueAt).toBe(beijing('2026-07-08 11:06'));
});

describe('a pause', () => {
  const told = due('2026-07-08 10:00', '2wd');
  const pause = aPause('2026-07-09 10:00', '2026-07-13 09:00');

  test('stops the clock: the days at whose close it stood still are named with the one who caused it', () => {
    expect(paused(told, pause)).toEqual({
      ...told,
      dueAt: beijing('2026-07-14 17:30'),
      counted: ['2026-07-13', '2026-07-14'].map((day) => ({
        from: momentOn(day, '08:30'),
        to: momentOn(day, '17:30'),
      })),
      skipped: [
        { day: '2026-07-09', why: 'pause', cause: 'resident' },
        { day: '2026-07-10', why: 'pause', cause: 'resident' },
        { day: '2026-07-11', why: 'weekend' },
        { day: '2026-07-12', why: 'weekend' },
      ],
      pauses: [pause],
    });
  });

  test('told twice, or of no length, changes nothing', () => {
    const once = paused(told, pause);
    expect(paused(once, { ...pause })).toBe(once);
    expect(paused(told, { ...pause, to: pause.from })).toBe(told);
    expect(paused(told, { ...pause, to: pause.from - HOUR })).toBe(told);
  });

  test.each([
    ['in days, after the close of the last one', '2wd', '2026-07-10 17:30'],
    ['in working hours, at the moment it ends', '2h', '2026-07-08 12:00'],
    ['in clock hours, at the moment it ends', '4h*', '2026-07-08 14:00'],
  ])('that begins when time is up leaves the clock overdue: %s', (_when, notation, from) => {
    const overdue = due('2026-07-08 10:00', notation);
    const late = paused(overdue, aPause(from, '2026-07-20 10:00'));
    expect(late).toEqual({ ...overdue, pauses: late.pauses });
    expect(explainDeadline(late)).toEqual(explainDeadline(overdue));
  });

  test('that begins a minute before time is up leaves that minute', () => {
    const { dueAt } = paused(due('2026-07-08 10:00', '2h'), aPause('2026-07-08 11:59', '2026-07-08 16:00'));
    expect(dueAt).toBe(beijing('2026-07-08 16:01'));
  });

  test('of the day counting begins names that day for working hours, which it takes; not for working days', () => {
    const all = aPause('2026-07-08 10:00', '2026-07-08 18:00');
    expect(paused(due('2026-07-08 10:00', '2h'), all).skipped).toEqual([
      { day: '2026-07-08', why: 'pause', cause: 'resident' },
    ]);
    expect(paused(due('2026-07-08 10:00', '2wd'), all)).toEqual({ ...told, pauses: [all] });
  });

  test('does not end earlier what the resident was told under an assumed calendar', () => {
    const assumed = due('2026-12-31 10:00', '2wd');
    const late = withPause(assumed, aPause('2027-01-01 09:00', '2027-01-01 10:00'), known2027([], ['2027-01-02']));
    expect(late.dueAt).toBe(assumed.dueAt);
  });
});

test('a round may have two pauses', () => expect(MOST_PAUSES).toBe(2));

test.each([
  ['2026-07-08 10:00', '2h', '2026-07-08 12:00'],
  ['2026-07-08 10:00', '4h*', '2026-07-08 14:00'],
  ['2026-07-08 10:00', '1wd', '2026-07-09 17:30'],
  ['2026-07-08 10:00', '5wd', '2026-07-15 17:30'],
  ['2026-07-08 10:00', '20wd', '2026-07-15 17:30'],
  ['2026-07-08 10:00', '120h*', '2026-07-13 10:00'],
  ['2026-07-08 10:00', '200h*', '2026-07-15 17:30'],
  ['2026-02-13 10:00', '10wd', '2026-02-27 17:30'], // 02-14 and 02-24 to 02-27 are worked
  ['2026-09-30 10:00', '10wd', '2026-10-13 17:30'],
])('a pause that begins at %s within a limit of %s may last until %s', (at, notation, expected) => {
  expect(pauseEnds(beijing(at), limitFrom(notation), CALENDAR_2026)).toBe(beijing(expected));
});

test.each([
  ['2026-07-08', '2026-07-08 17:30'],
  ['2026-07-12', '2026-07-10 17:30'], // a Sunday
  ['2026-10-10', '2026-10-10 17:30'], // a Saturday worked
  ['2026-10-07', '2026-09-30 17:30'],
  ['2026-02-23', '2026-02-14 17:30'],
  ['2026-01-01', '2025-12-31 17:30'],
])('the close of %s is %s', (day, expected) => {
  expect(closeOfDay(day, CALENDAR_2026)).toBe(beijing(expected));
});

describe('an extension', () => {
  test('of a limit in hours ends at the close of a working day', () => {
    expect(extended(due('2026-07-08 10:00', '2h'), 1, '2026-07-08 11:00')).toMatchObject({
      dueAt: beijing('2026-07-09 17:30'),
      extensions: [{ days: 1, agreedAt: beijing('2026-07-08 11:00') }],
    });
  });

  test('of a limit in clock hours names the days it skips', () => {
    const { dueAt, skipped, counted } = extended(due('2026-07-10 22:00', '4h*'), 1, '2026-07-10 23:00');
    expect(dueAt).toBe(beijing('2026-07-13 17:30'));
    expect(skipped).toEqual([{ day: '2026-07-12', why: 'weekend' }]); // Saturday is the day the hours end
    expect(counted).toEqual([
      { from: beijing('2026-07-10 22:00'), to: beijing('2026-07-11 02:00') },
      { from: beijing('2026-07-13 08:30'), to: beijing('2026-07-13 17:30') },
    ]);
  });

  test('does not count a day at whose close the clock stood still, whichever was told first', () => {
    const deadline = due('2026-07-08 10:00', '1wd');
    const pause = aPause('2026-07-09 10:00', '2026-07-13 18:00', 'withdrawn');
    const both = extended(paused(deadline, pause), 2, '2026-07-09 09:00');
    expect(both.dueAt).toBe(beijing('2026-07-16 17:30')); // 14; 15, 16
    expect(paused(extended(deadline, 2, '2026-07-09 09:00'), pause)).toEqual(both);
  });
});

describe('a promise', () => {
  const promise = promisedFor(due('2026-12-30 10:00', '3wd'), beijing('2027-02-26 17:30'), beijing('2026-12-31 09:00'));

  test('is the deadline from now on, and never assumed', () => {
    expect(promise).toMatchObject({ dueAt: beijing('2027-02-26 17:30'), isAssumed: false });
  });

  test('stands whatever calendar arrives and whatever pauses follow', () => {
    expect(recomputed(promise, known2027(['2027-02-26']))).toBe(promise);
    const pause = aPause('2027-02-01 09:00', '2027-03-10 09:00');
    expect(paused(promise, pause)).toEqual({ ...promise, pauses: [pause] });
    expect(explainDeadline(paused(promise, pause))).toEqual(explainDeadline(promise));
  });

  test('made before time is up: a pause that follows is not said to have stopped the clock', () => {
    const early = promisedFor(due('2026-07-08 10:00', '5wd'), beijing('2026-08-28 17:30'), beijing('2026-07-09 09:00'));
    const later = paused(early, aPause('2026-07-10 09:00', '2026-07-13 09:00'));
    expect(explainDeadline(later)).toEqual(explainDeadline(early));
  });

  test('may be extended like any deadline', () => {
    const longer = extended(promise, 1, '2027-02-25 09:00');
    expect(longer).toMatchObject({ dueAt: beijing('2027-03-01 17:30'), isAssumed: false });
    expect(explainDeadline(longer).slice(-3)).toEqual([
      '经街道同意列入计划，承诺 2027年2月26日 周五 17:30 前办结',
      '经同意延期 1 个工作日',
      '到 2027年3月1日 周一 17:30 为止',
    ]);
  });
});

test.each([
  ['a pause that moves working hours into 2027', paused(due('2026-12-31 16:00', '1h'), aPause('2026-12-31 16:30', '2026-12-31 18:00')), true], // prettier-ignore
  ['a pause that moves a working day into 2027', paused(due('2026-12-30 10:00', '1wd'), aPause('2026-12-31 17:00', '2026-12-31 18:00')), true], // prettier-ignore
  ['a pause that ends in 2026', paused(due('2026-12-29 10:00', '1wd'), aPause('2026-12-30 17:00', '2026-12-30 18:00')), false], // prettier-ignore
  ['clock hours that a pause moves into 2027', paused(due('2026-12-31 20:00', '3h*'), aPause('2026-12-31 21:00', '2027-01-01 09:00')), false], // prettier-ignore
  ['an extension into 2027', extended(due('2026-12-30 10:00', '1wd'), 1, '2026-12-30 11:00'), true],
  ['clock hours extended into 2027', extended(due('2026-12-31 20:00', '3h*'), 1, '2026-12-31 21:00'), true],
  ['an extension within 2026', extended(due('2026-12-29 10:00', '1wd'), 1, '2026-12-30 11:00'), false],
])('%s rests on an assumed calendar', (_what, deadline, isAssumed) => {
  expect(deadline.isAssumed).toBe(isAssumed);
});

test('pauses and extensions outlast the arrival of a calendar', () => {
  const pause = aPause('2026-12-31 16:00', '2027-01-01 09:00');
  const told = extended(paused(due('2026-12-30 10:00', '1wd'), pause), 1, '2026-12-31 09:00');
  expect(told).toMatchObject({ dueAt: beijing('2027-01-04 17:30'), isAssumed: true }); // 1; 4
  expect(recomputed(told, known2027(['2027-01-01', '2027-01-02', '2027-01-03']))).toMatchObject({
    dueAt: beijing('2027-01-05 17:30'), // 4; 5
    isAssumed: false,
    pauses: [pause],
    extensions: told.extensions,
  });
});

test('the proof says each pause and who caused it, each extension and the promise', () => {
  const deadline = extended(
    paused(
      due('2026-07-08 10:00', '2wd'),
      aPause('2026-07-10 09:00', '2026-07-13 09:00', 'withdrawn'),
      aPause('2026-07-09 10:00', '2026-07-09 18:00'),
    ),
    2,
    '2026-07-09 09:30',
  );
  const counted = [
    '时限 2 个工作日',
    '从 7月8日 周三 10:00 起算',
    '等您补充：7月9日 周四 10:00 至 7月9日 周四 18:00，不计时',
    '诉求撤回期间：7月10日 周五 09:00 至 7月13日 周一 09:00，不计时',
    '2026-07-09 不计：等您补充',
    '2026-07-10 不计：诉求撤回期间',
    '2026-07-11 不计：周末',
    '2026-07-12 不计：周末',
    '经同意延期 2 个工作日',
  ];
  expect(explainDeadline(deadline)).toEqual([...counted, '到 7月16日 周四 17:30 为止']);
  expect(explainDeadline(promisedFor(deadline, beijing('2026-08-28 17:30'), beijing('2026-07-14 09:00')))).toEqual([
    ...counted,
    '经街道同意列入计划，承诺 8月28日 周五 17:30 前办结',
  ]);
});

test('the proof of clock hours says the pause and skips no day for it', () => {
  const pause = aPause('2026-12-31 23:00', '2027-01-02 09:00');
  expect(explainDeadline(paused(due('2026-12-31 22:00', '4h*'), pause))).toEqual([
    '时限 4 小时',
    '从 12月31日 周四 22:00 起算',
    '等您补充：12月31日 周四 23:00 至 2027年1月2日 周六 09:00，不计时',
    '到 2027年1月2日 周六 12:00 为止',
  ]);
});
