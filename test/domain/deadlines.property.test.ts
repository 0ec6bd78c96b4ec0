import fc from 'fast-check';
import { DEFAULT_CATEGORIES } from '../../domain/categories';
import { kindOfDay, workingIntervals, type Interval } from '../../domain/calendar';
import {
  closeOfDay,
  deadlineAfterReopening,
  deadlineFrom,
  pauseEnds,
  promisedFor,
  recomputed,
  withExtension,
  withPause,
  type Deadline,
  type Limit,
  type Pause,
} from '../../domain/deadlines';
import { addDays, DAY, dayOf, HOUR, MINUTE, momentOn } from '../../domain/time';
import { beijing, CALENDAR_2026 } from '../support/a-town';

const RUNS = { numRuns: 250 };
const START = beijing('2026-01-01 00:00');
const anyMoment = fc.integer({ min: 0, max: (450 * DAY) / MINUTE }).map((minutes) => START + minutes * MINUTE);
const hours = fc.integer({ min: 1, max: 80 }).map((half) => half / 2);
const anyWorkingHours = hours.map((amount): Limit => ({ unit: 'workingHours', amount }));
const anyClockHours = hours.map((amount): Limit => ({ unit: 'clockHours', amount }));
const anyWorkingDays = fc.integer({ min: 1, max: 25 }).map((amount): Limit => ({ unit: 'workingDays', amount }));
const anyLimit = fc.oneof(anyWorkingHours, anyClockHours, anyWorkingDays);
const A_WORKING_DAY: Limit = { unit: 'workingDays', amount: 1 };

const due = (filedAt: number, limit: Limit) => deadlineFrom(filedAt, limit, CALENDAR_2026);

test('who files later is never due earlier', () => {
  fc.assert(
    fc.property(anyMoment, anyMoment, anyLimit, (one, other, limit) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      expect(due(first, limit).dueAt).toBeLessThanOrEqual(due(second, limit).dueAt);
    }),
    RUNS,
  );
});

test('a longer limit never ends earlier', () => {
  fc.assert(
    fc.property(anyMoment, anyLimit, (filedAt, limit) => {
      const longer = { ...limit, amount: limit.amount + 1 };
      expect(due(filedAt, limit).dueAt).toBeLessThan(due(filedAt, longer).dueAt);
    }),
    RUNS,
  );
});

test('the hours counted are exactly the limit, all of them inside working hours', () => {
  fc.assert(
    fc.property(anyMoment, anyWorkingHours, (filedAt, limit) => {
      const { counted, dueAt, startsAt } = due(filedAt, limit);
      expect(counted.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(limit.amount * HOUR);
      expect([counted[0]!.from, counted.at(-1)!.to]).toEqual([startsAt, dueAt]);
      for (const { from, to } of counted) {
        const open = workingIntervals(dayOf(from), CALENDAR_2026);
        expect(open.some((interval) => interval.from <= from && to <= interval.to)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('working days end at close, as many days counted as the limit says, all after the day counting begins', () => {
  fc.assert(
    fc.property(anyMoment, anyWorkingDays, (filedAt, limit) => {
      const { counted, dueAt, startsAt } = due(filedAt, limit);
      expect(dueAt).toBe(momentOn(dayOf(dueAt), '17:30'));
      expect(counted).toHaveLength(limit.amount);
      for (const { from } of counted) {
        expect(dayOf(from) > dayOf(startsAt)).toBe(true);
        expect(kindOfDay(dayOf(from), CALENDAR_2026).isWorkday).toBe(true);
      }
    }),
    RUNS,
  );
});

test('every day from filing to due is counted, or skipped with its reason, or the day of filing', () => {
  fc.assert(
    fc.property(anyMoment, fc.oneof(anyWorkingHours, anyWorkingDays), (filedAt, limit) => {
      const { counted, skipped, startsAt, dueAt } = due(filedAt, limit);
      const explained = [...counted.map(({ from }) => dayOf(from)), ...skipped.map(({ day }) => day)];
      for (let day = dayOf(filedAt); day <= dayOf(dueAt); day = addDays(day, 1))
        expect([...explained, dayOf(filedAt), dayOf(startsAt)]).toContain(day);
      for (const { day, why } of skipped) {
        expect(kindOfDay(day, CALENDAR_2026)).toMatchObject({ isWorkday: false, why });
        expect(counted.map(({ from }) => dayOf(from))).not.toContain(day);
      }
    }),
    RUNS,
  );
});

const anyDaysOf2027 = fc.uniqueArray(
  fc.integer({ min: 0, max: 40 }).map((n) => addDays('2027-01-01', n)),
  { maxLength: 9 },
);
/** The calendar of 2027, arrived. */
const anyKnown = fc.tuple(anyDaysOf2027, anyDaysOf2027).map(([off, worked]) => ({
  ...CALENDAR_2026,
  officialYears: [2026, 2027],
  holidays: { ...CALENDAR_2026.holidays, ...Object.fromEntries(off.map((day) => [day, '假'])) },
  makeupDays: { ...CALENDAR_2026.makeupDays, ...Object.fromEntries(worked.map((day) => [day, '班'])) },
}));

test('a deadline under a known calendar is never earlier than the resident was told, and then final', () => {
  fc.assert(
    fc.property(anyMoment, anyWorkingDays, anyKnown, (filedAt, limit, known) => {
      const told = due(filedAt, limit);
      const fresh = recomputed(told, known);
      expect(fresh.dueAt).toBeGreaterThanOrEqual(told.dueAt);
      expect(fresh.isAssumed).toBe(false);
      expect(recomputed(fresh, known)).toBe(fresh);
    }),
    RUNS,
  );
});

test('after a reopening each default category gets at least one working day', () => {
  fc.assert(
    fc.property(anyMoment, fc.constantFrom(...DEFAULT_CATEGORIES), (filedAt, { finish }) => {
      expect(deadlineAfterReopening(filedAt, finish, CALENDAR_2026).dueAt).toBeGreaterThanOrEqual(
        due(filedAt, A_WORKING_DAY).dueAt,
      );
    }),
    RUNS,
  );
});

test('half of any limit that a town may set is at least one working day', () => {
  fc.assert(
    fc.property(anyMoment, anyLimit, (filedAt, limit) => {
      expect(deadlineAfterReopening(filedAt, limit, CALENDAR_2026).dueAt).toBeGreaterThanOrEqual(
        due(filedAt, A_WORKING_DAY).dueAt,
      );
    }),
    RUNS,
  );
});

/** A filing with pauses around it: some before it, some after it is due, many that overlap. */
const anyPausedFiling = anyMoment.chain((filedAt) => {
  const minutes = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * MINUTE);
  const anyPause = fc
    .tuple(minutes(-2000, 20_000), minutes(1, 12_000), fc.constantFrom<Pause['cause']>('resident', 'withdrawn'))
    .map(([after, length, cause]): Pause => ({ from: filedAt + after, to: filedAt + after + length, cause }));
  return fc.tuple(fc.constant(filedAt), fc.array(anyPause, { maxLength: 4 }));
});
const paused = (deadline: Deadline, pauses: readonly Pause[], calendar = CALENDAR_2026) =>
  pauses.reduce((former, pause) => withPause(former, pause, calendar), deadline);
const extended = (deadline: Deadline, days: number) =>
  withExtension(deadline, { days, agreedAt: deadline.filedAt }, CALENDAR_2026);
const isCovered = (at: number, intervals: readonly Interval[]) =>
  intervals.some(({ from, to }) => from <= at && at < to);
const isPausedAtClose = (close: number, pauses: readonly Pause[]) =>
  pauses.some(({ from, to }) => from < close && close <= to);

/** Time of the intervals before `until` that no pause covers, measured between one edge and the next. */
function unpaused(intervals: readonly Interval[], pauses: readonly Pause[], until: number): number {
  const edges = [...intervals, ...pauses].flatMap(({ from, to }) => [from, to]).filter((edge) => edge < until);
  const sorted = [...edges, until].sort((a, b) => a - b);
  return sorted.slice(1).reduce((sum, edge, i) => {
    const start = sorted[i]!;
    return isCovered(start, intervals) && !isCovered(start, pauses) ? sum + edge - start : sum;
  }, 0);
}
const openFrom = ({ startsAt, dueAt }: Deadline): Interval[] => {
  const open: Interval[] = [];
  for (let day = dayOf(startsAt); day <= dayOf(dueAt); day = addDays(day, 1))
    for (const { from, to } of workingIntervals(day, CALENDAR_2026))
      if (to > startsAt) open.push({ from: Math.max(from, startsAt), to });
  return open;
};

test('a deadline is never earlier with a pause than without', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, ([filedAt, pauses], limit) => {
      pauses.reduce(
        (former, pause) => {
          const next = withPause(former, pause, CALENDAR_2026);
          expect(next.dueAt).toBeGreaterThanOrEqual(former.dueAt);
          return next;
        },
        due(filedAt, limit),
      );
    }),
    RUNS,
  );
});

test('a pause that begins when time is up moves nothing', () => {
  fc.assert(
    fc.property(
      anyMoment,
      anyLimit,
      fc.nat(DAY),
      fc.integer({ min: 1, max: 9 * DAY }),
      (filedAt, limit, late, long) => {
        const overdue = due(filedAt, limit);
        const from = overdue.dueAt + late;
        const pause: Pause = { from, to: from + long, cause: 'resident' };
        expect(withPause(overdue, pause, CALENDAR_2026)).toEqual({ ...overdue, pauses: [pause] });
      },
    ),
    RUNS,
  );
});

test('clock hours end later by exactly the time paused before they were used up', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyClockHours, ([filedAt, pauses], limit) => {
      const { dueAt } = paused(due(filedAt, limit), pauses);
      expect(unpaused([{ from: filedAt, to: Infinity }], pauses, dueAt)).toBe(limit.amount * HOUR);
      expect(isCovered(dueAt - 1, pauses)).toBe(false);
    }),
    RUNS,
  );
});

test('working hours end when as much unpaused working time as the limit has passed', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyWorkingHours, ([filedAt, pauses], limit) => {
      const deadline = paused(due(filedAt, limit), pauses);
      expect(unpaused(openFrom(deadline), pauses, deadline.dueAt)).toBe(limit.amount * HOUR);
      expect(isCovered(deadline.dueAt - 1, pauses)).toBe(false);
    }),
    RUNS,
  );
});

test('the hours counted are exactly the limit, in order, none of them in a pause', () => {
  fc.assert(
    fc.property(anyPausedFiling, fc.oneof(anyWorkingHours, anyClockHours), ([filedAt, pauses], limit) => {
      const { counted, dueAt } = paused(due(filedAt, limit), pauses);
      expect(counted.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(limit.amount * HOUR);
      expect(counted.at(-1)!.to).toBe(dueAt);
      counted.forEach(({ from, to }, i) => {
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThanOrEqual(counted[i - 1]?.to ?? filedAt);
        for (const pause of pauses) expect(to <= pause.from || pause.to <= from).toBe(true);
      });
    }),
    RUNS,
  );
});

test('the days counted are as many as the limit and its extension say, none of them paused at its close', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyWorkingDays, fc.nat(9), ([filedAt, pauses], limit, days) => {
      const { counted, dueAt } = paused(extended(due(filedAt, limit), days), pauses);
      expect(counted).toHaveLength(limit.amount + days);
      expect(counted.at(-1)!.to).toBe(dueAt);
      for (const { to } of counted) expect(isPausedAtClose(to, pauses)).toBe(false);
    }),
    RUNS,
  );
});

test('every day from filing to due is counted, or skipped with its reason, also with pauses and an extension', () => {
  fc.assert(
    fc.property(
      anyPausedFiling,
      fc.oneof(anyWorkingHours, anyWorkingDays),
      fc.nat(5),
      ([filedAt, pauses], limit, days) => {
        const { counted, skipped, startsAt, dueAt } = extended(paused(due(filedAt, limit), pauses), days);
        const skippedDays = skipped.map(({ day }) => day);
        expect(skippedDays).toEqual([...new Set(skippedDays)].sort());
        const explained = [...counted.map(({ from }) => dayOf(from)), ...skippedDays, dayOf(filedAt), dayOf(startsAt)];
        for (let day = dayOf(filedAt); day <= dayOf(dueAt); day = addDays(day, 1)) expect(explained).toContain(day);
        for (const one of skipped) {
          expect(counted.map(({ from }) => dayOf(from))).not.toContain(one.day);
          const close = closeOfDay(one.day, CALENDAR_2026);
          if (one.why !== 'pause') expect(kindOfDay(one.day, CALENDAR_2026)).toMatchObject({ isWorkday: false });
          else
            expect(pauses.some(({ from, to, cause }) => cause === one.cause && from < close && close <= to)).toBe(true);
        }
      },
    ),
    RUNS,
  );
});

test('neither the order of pauses nor a pause told twice matters, and hearing of all at once is the same', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, fc.nat(9), ([filedAt, pauses], limit, days) => {
      const told = extended(due(filedAt, limit), days);
      const one = paused(told, pauses);
      expect(paused(told, [...pauses].reverse())).toEqual(one);
      expect(paused(one, pauses)).toBe(one);
      const extensions = one.extensions ?? [];
      expect(deadlineFrom(filedAt, limit, CALENDAR_2026, { pauses: [...pauses, ...pauses], extensions })).toEqual(one);
    }),
    RUNS,
  );
});

test('time that two pauses cover is given once', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, ([filedAt, pauses], limit) => {
      const inside = pauses.map(({ from, to, cause }) => ({ from: from + 1, to: (from + to) / 2 + 1, cause }));
      expect(paused(due(filedAt, limit), [...pauses, ...inside]).dueAt).toBe(paused(due(filedAt, limit), pauses).dueAt);
    }),
    RUNS,
  );
});

test('an extension gives exactly its working days, extensions add up, and a longer one ends later', () => {
  const anyDays = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, anyDays, anyDays, ([filedAt, pauses], limit, some, more) => {
      const told = paused(due(filedAt, limit), pauses);
      const [first, both] = [extended(told, some), extended(extended(told, some), more)];
      expect([told.dueAt < first.dueAt, first.dueAt < both.dueAt]).toEqual([true, true]);
      expect(both.dueAt).toBe(extended(told, some + more).dueAt);
      let given = 0;
      for (let day = addDays(dayOf(told.dueAt), 1); day <= dayOf(both.dueAt); day = addDays(day, 1))
        if (kindOfDay(day, CALENDAR_2026).isWorkday && !isPausedAtClose(closeOfDay(day, CALENDAR_2026), pauses))
          given += 1;
      expect(given).toBe(some + more);
      expect(both.dueAt).toBe(closeOfDay(dayOf(both.dueAt), CALENDAR_2026));
    }),
    RUNS,
  );
});

test('when the calendar arrives, pauses and extensions stay, and nothing is earlier than told', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, fc.nat(5), anyKnown, ([filedAt, pauses], limit, days, known) => {
      const told = extended(paused(due(filedAt, limit), pauses), days);
      const fresh = recomputed(told, known);
      expect(fresh.dueAt).toBeGreaterThanOrEqual(told.dueAt);
      expect([fresh.pauses, fresh.extensions]).toEqual([told.pauses, told.extensions]);
      expect(recomputed(fresh, known)).toBe(fresh);
    }),
    RUNS,
  );
});

test('a pause told under a calendar that has just arrived ends nothing earlier than told', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, anyKnown, ([filedAt, pauses], limit, known) => {
      const told = due(filedAt, limit);
      expect(paused(told, pauses, known).dueAt).toBeGreaterThanOrEqual(told.dueAt);
    }),
    RUNS,
  );
});

test('a promise stands whatever calendar arrives and whatever pauses follow', () => {
  fc.assert(
    fc.property(anyPausedFiling, anyLimit, anyMoment, anyKnown, ([filedAt, pauses], limit, until, known) => {
      const promise = promisedFor(due(filedAt, limit), until, filedAt);
      expect(recomputed(promise, known)).toBe(promise);
      expect(paused(promise, pauses)).toMatchObject({ dueAt: until, isAssumed: false });
    }),
    RUNS,
  );
});

test('a pause may last as long as the limit, at most five working days', () => {
  fc.assert(
    fc.property(anyMoment, anyLimit, (at, limit) => {
      const ends = pauseEnds(at, limit, CALENDAR_2026);
      expect([due(at, limit).dueAt, due(at, { unit: 'workingDays', amount: 5 }).dueAt]).toContain(ends);
      expect(ends).toBeLessThanOrEqual(due(at, limit).dueAt);
      expect(ends).toBeLessThanOrEqual(due(at, { unit: 'workingDays', amount: 5 }).dueAt);
    }),
    RUNS,
  );
});

test('a pause adds to a deadline itself and the days it skips, no more', () => {
  fc.assert(
    fc.property(anyMoment, anyLimit, fc.integer({ min: 1, max: 60 }), (filedAt, limit, days) => {
      const told = due(filedAt, limit);
      const long = withPause(told, { from: filedAt + 1, to: filedAt + days * DAY, cause: 'withdrawn' }, CALENDAR_2026);
      const skipped = long.skipped.length - told.skipped.length;
      expect(JSON.stringify(long).length - JSON.stringify(told).length).toBeLessThan(200 + 60 * skipped);
      expect(skipped).toBeLessThan(days + 12); // a holiday may follow
    }),
    RUNS,
  );
});
