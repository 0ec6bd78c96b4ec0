import fc from 'fast-check';
import { DEFAULT_CATEGORIES } from '../../domain/categories';
import { kindOfDay, workingIntervals } from '../../domain/calendar';
import { deadlineAfterReopening, deadlineFrom, recomputed, type Limit } from '../../domain/deadlines';
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

test('a deadline under a known calendar is never earlier than the resident was told, and then final', () => {
  const anyDays = fc.uniqueArray(
    fc.integer({ min: 0, max: 40 }).map((n) => addDays('2027-01-01', n)),
    { maxLength: 9 },
  );
  fc.assert(
    fc.property(anyMoment, anyWorkingDays, anyDays, anyDays, (filedAt, limit, off, worked) => {
      const known = {
        ...CALENDAR_2026,
        officialYears: [2026, 2027],
        holidays: { ...CALENDAR_2026.holidays, ...Object.fromEntries(off.map((day) => [day, '假'])) },
        makeupDays: { ...CALENDAR_2026.makeupDays, ...Object.fromEntries(worked.map((day) => [day, '班'])) },
      };
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
