/** Limits in working time, the moment they end, and the proof of it. */
import * as z from './zod';
import {
  isAssumed,
  kindOfDay,
  nextWorkingMoment,
  workingIntervals,
  type Calendar,
  type DayKind,
  type Interval,
} from './calendar';
import { addDays, dayOf, formatMoment, HOUR, type Day, type Instant } from './time';

export const limit = z.object({
  unit: z.enum(['workingHours', 'workingDays', 'clockHours']),
  amount: z.number().positive(),
});
export type Limit = z.infer<typeof limit>;

/** Reads the notation of the category table: `2h` working hours, `3wd` working days, `4h*` clock hours. */
export function limitFrom(notation: string): Limit {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(h\*|h|wd)$/.exec(notation) ?? [];
  if (!unit || Number(amount) === 0) throw new Error(`not a limit: ${notation}`);
  const units = { 'h*': 'clockHours', h: 'workingHours', wd: 'workingDays' } as const;
  return { unit: units[unit as keyof typeof units], amount: Number(amount) };
}

/** What `limitFrom` reads. */
export const limitNotation = ({ unit, amount }: Limit): string =>
  `${amount}${{ clockHours: 'h*', workingHours: 'h', workingDays: 'wd' }[unit]}`;

export const limitLabel = ({ unit, amount }: Limit): string =>
  ({ workingHours: `${amount} 个工作小时`, workingDays: `${amount} 个工作日`, clockHours: `${amount} 小时` })[unit];

export type SkippedDay = { day: Day; why: DayKind['why']; name?: string };
export type Deadline = {
  limit: Limit;
  filedAt: Instant;
  /** Where counting begins: `filedAt`, or the next opening of working hours. */
  startsAt: Instant;
  dueAt: Instant;
  /** Reaches a year without an official calendar: 暂按周一至周五计. */
  isAssumed: boolean;
  /** The working time that was counted, and the days that were not. */
  counted: Interval[];
  skipped: SkippedDay[];
};

/**
 * When a limit ends. n working days end at the close of working hours on the n-th working day after the day of
 * filing; filing outside working hours counts as the next opening. Source: product.md §6, "Clock".
 */
export function deadlineFrom(filedAt: Instant, limit: Limit, calendar: Calendar): Deadline {
  if (limit.unit === 'clockHours') return clockDeadline(filedAt, limit);
  const startsAt = nextWorkingMoment(filedAt, calendar);
  const counted =
    limit.unit === 'workingDays'
      ? countDays(startsAt, limit.amount, calendar)
      : countHours(startsAt, limit.amount * HOUR, calendar);
  const dueAt = counted.at(-1)!.to;
  const days = daysBetween(dayOf(filedAt), dayOf(dueAt));
  return {
    limit,
    filedAt,
    startsAt,
    dueAt,
    isAssumed: days.some((day) => isAssumed(day, calendar)),
    counted,
    skipped: days.flatMap((day) => {
      const { isWorkday, why, name } = kindOfDay(day, calendar);
      return isWorkday ? [] : [{ day, why, ...(name && { name }) }];
    }),
  };
}

function clockDeadline(filedAt: Instant, limit: Limit): Deadline {
  const dueAt = filedAt + limit.amount * HOUR;
  return {
    limit,
    filedAt,
    startsAt: filedAt,
    dueAt,
    isAssumed: false,
    counted: [{ from: filedAt, to: dueAt }],
    skipped: [],
  };
}

function countDays(startsAt: Instant, amount: number, calendar: Calendar): Interval[] {
  const counted: Interval[] = [];
  for (let day = addDays(dayOf(startsAt), 1); counted.length < amount; day = addDays(day, 1)) {
    const intervals = workingIntervals(day, calendar);
    if (intervals.length) counted.push({ from: intervals[0]!.from, to: intervals.at(-1)!.to });
  }
  return counted;
}

function countHours(startsAt: Instant, milliseconds: number, calendar: Calendar): Interval[] {
  const counted: Interval[] = [];
  let left = milliseconds;
  for (let day = dayOf(startsAt); left > 0; day = addDays(day, 1))
    for (const { from, to } of workingIntervals(day, calendar)) {
      const start = Math.max(from, startsAt);
      if (start >= to || left <= 0) continue;
      const end = Math.min(to, start + left);
      counted.push({ from: start, to: end });
      left -= end - start;
    }
  return counted;
}

function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

const A_WORKING_DAY: Limit = { unit: 'workingDays', amount: 1 };

/** The finish after a reopening: half the original limit, rounded up, at least one working day. Source: product.md §6. */
export function deadlineAfterReopening(at: Instant, { unit, amount }: Limit, calendar: Calendar): Deadline {
  const half = deadlineFrom(at, { unit, amount: Math.ceil(amount / 2) }, calendar);
  const day = deadlineFrom(at, A_WORKING_DAY, calendar);
  return half.dueAt > day.dueAt ? half : day;
}

/**
 * The same deadline under a calendar that has since become official, never earlier than the resident was told;
 * unchanged while its years are still unknown. Source: product.md §2 promise 8.
 */
export function recomputed(deadline: Deadline, calendar: Calendar): Deadline {
  const fresh = deadlineFrom(deadline.filedAt, deadline.limit, calendar);
  if (!deadline.isAssumed || fresh.isAssumed) return deadline;
  // Where it would end earlier, what the resident was told stands, with its proof.
  return fresh.dueAt < deadline.dueAt ? { ...deadline, isAssumed: false } : fresh;
}

const SKIPPED_LABELS = { weekend: '周末', holiday: '法定节假日', weekday: '工作日', makeup: '调休上班' } as const;

/** The proof in plain words, a line each: from when it counts, which days were skipped and why. */
export function explainDeadline({ limit, filedAt, startsAt, dueAt, isAssumed, skipped }: Deadline): string[] {
  return [
    `时限 ${limitLabel(limit)}`,
    startsAt === filedAt
      ? `从 ${formatMoment(startsAt)} 起算`
      : `${formatMoment(filedAt)} 不在工作时间，从 ${formatMoment(startsAt)} 起算`,
    ...skipped.map(({ day, why, name }) => `${day} 不计：${name ?? SKIPPED_LABELS[why]}`),
    `到 ${formatMoment(dueAt, filedAt)} 为止`,
    ...(isAssumed ? ['国家尚未公布该年节假日安排，暂按周一至周五计'] : []),
  ];
}
