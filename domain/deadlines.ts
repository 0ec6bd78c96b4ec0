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

/** The clock stood still, and who caused it. */
export type Pause = { from: Instant; to: Instant; cause: 'resident' | 'withdrawn' };
/** Working days (whole) that somebody agreed to give on top of the limit. */
export type Extension = { days: number; agreedAt: Instant };

export type SkippedDay =
  | { day: Day; why: DayKind['why']; name?: string }
  /** A working day at whose close the clock stood still. */
  | { day: Day; why: 'pause'; cause: Pause['cause'] };
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
  /** In order of time. One that began when time was up is kept, and changes nothing. */
  pauses?: Pause[];
  extensions?: Extension[];
  /** The date that replaced `dueAt`; what was counted before is kept. */
  promised?: { for: Instant; agreedAt: Instant };
};

/** Pauses that a round may have. Source: product.md §6. */
export const MOST_PAUSES = 2;

/**
 * When a limit ends. n working days end at the close of working hours on the n-th working day after the day of
 * filing; filing outside working hours counts as the next opening. Hours are counted outside pauses only; a working
 * day is not counted when a pause covers its close. Source: product.md §6, "Clock".
 */
export const deadlineFrom = (
  filedAt: Instant,
  limit: Limit,
  calendar: Calendar,
  { pauses = [], extensions = [] }: Pick<Deadline, 'pauses' | 'extensions'> = {},
): Deadline =>
  extensions.reduce(
    (deadline, extension) => withExtension(deadline, extension, calendar),
    unextended(filedAt, limit, calendar, inOrder(pauses)),
  );

function unextended(filedAt: Instant, limit: Limit, calendar: Calendar, pauses: Pause[]): Deadline {
  const common = { limit, filedAt, ...(pauses.length && { pauses }) };
  if (limit.unit === 'clockHours') {
    const counted = timeOutside(pauses, { from: filedAt, to: Infinity }, millisecondsOf(limit));
    return { ...common, startsAt: filedAt, dueAt: endOf(counted), isAssumed: false, counted, skipped: [] };
  }
  const startsAt = nextWorkingMoment(filedAt, calendar);
  const isInDays = limit.unit === 'workingDays';
  const countsAfter = isInDays ? closeOfDay(dayOf(startsAt), calendar) : startsAt;
  const counted = isInDays
    ? countDays(startsAt, limit.amount, calendar, pauses)
    : countHours(startsAt, millisecondsOf(limit), calendar, pauses);
  const dueAt = endOf(counted);
  const days = daysBetween(dayOf(filedAt), dayOf(dueAt));
  return {
    ...common,
    startsAt,
    dueAt,
    isAssumed: days.some((day) => isAssumed(day, calendar)),
    counted,
    skipped: skippedAmong(days, counted, countsAfter, calendar, pauses),
  };
}

/** Whole milliseconds: 1.1 hours are not, in floating point. */
const millisecondsOf = ({ amount }: Limit): number => Math.round(amount * HOUR);
const endOf = (counted: readonly Interval[]): Instant => counted.at(-1)!.to;

/** Each pause once, by time, so that the order in which they were told makes no difference. */
function inOrder(pauses: readonly Pause[]): Pause[] {
  const distinct = pauses.filter((pause, i) => pause.from < pause.to && !pauses.slice(0, i).some(isSameAs(pause)));
  return distinct.sort((a, b) => a.from - b.from || a.to - b.to || a.cause.localeCompare(b.cause));
}

const isSameAs =
  ({ from, to, cause }: Pause) =>
  (other: Pause): boolean =>
    other.from === from && other.to === to && other.cause === cause;

/** What the pauses leave of an interval, in order. */
const outside = (pauses: readonly Pause[], interval: Interval): Interval[] =>
  pauses.reduce(
    (left, pause) =>
      left
        .flatMap(({ from, to }) => [
          { from, to: Math.min(to, pause.from) },
          { from: Math.max(from, pause.to), to },
        ])
        .filter(({ from, to }) => from < to),
    [interval],
  );

/** At most the first `milliseconds` of what the pauses leave of an interval. */
function timeOutside(pauses: readonly Pause[], interval: Interval, milliseconds: number): Interval[] {
  const counted: Interval[] = [];
  let left = milliseconds;
  for (const { from, to } of outside(pauses, interval)) {
    if (left === 0) break;
    const end = Math.min(to, from + left);
    counted.push({ from, to: end });
    left -= end - from;
  }
  return counted;
}

const lengthOf = (counted: readonly Interval[]): number => counted.reduce((sum, { from, to }) => sum + to - from, 0);

function countHours(startsAt: Instant, milliseconds: number, calendar: Calendar, pauses: readonly Pause[]): Interval[] {
  const counted: Interval[] = [];
  let left = milliseconds;
  for (let day = dayOf(startsAt); left > 0; day = addDays(day, 1))
    for (const { from, to } of workingIntervals(day, calendar).filter((interval) => startsAt < interval.to)) {
      const time = timeOutside(pauses, { from: Math.max(from, startsAt), to }, left);
      counted.push(...time);
      left -= lengthOf(time);
    }
  return counted;
}

/** The first `amount` working days after the day of this moment; one whose close a pause covers is none. */
function countDays(after: Instant, amount: number, calendar: Calendar, pauses: readonly Pause[]): Interval[] {
  const counted: Interval[] = [];
  for (let day = addDays(dayOf(after), 1); counted.length < amount; day = addDays(day, 1)) {
    const intervals = workingIntervals(day, calendar);
    if (!intervals.length || pauseOver(endOf(intervals), pauses)) continue;
    counted.push({ from: intervals[0]!.from, to: endOf(intervals) });
  }
  return counted;
}

const pauseOver = (close: Instant, pauses: readonly Pause[]): Pause | undefined =>
  pauses.find(({ from, to }) => from < close && close <= to);

/** Days off, and working days that close after `countsAfter` of which a pause left nothing to count. */
function skippedAmong(
  days: readonly Day[],
  counted: readonly Interval[],
  countsAfter: Instant,
  calendar: Calendar,
  pauses: readonly Pause[],
): SkippedDay[] {
  const countedDays = new Set(counted.map(({ from }) => dayOf(from)));
  return days.flatMap((day): SkippedDay[] => {
    const { isWorkday, why, name } = kindOfDay(day, calendar);
    if (!isWorkday) return [{ day, why, ...(name && { name }) }];
    const close = closeOfDay(day, calendar);
    const pause = pauseOver(close, pauses);
    return pause && countsAfter < close && !countedDays.has(day) ? [{ day, why: 'pause', cause: pause.cause }] : [];
  });
}

function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Close of working hours of that day, or of the last working day before it. */
export function closeOfDay(day: Day, calendar: Calendar): Instant {
  return workingIntervals(day, calendar).at(-1)?.to ?? closeOfDay(addDays(day, -1), calendar);
}

/**
 * The same deadline with one more pause, never earlier; unchanged by one that it has already. Time that two pauses
 * cover is given once. One that begins when time is up changes nothing but the record, nor does any move a promise.
 */
export function withPause(deadline: Deadline, pause: Pause, calendar: Calendar): Deadline {
  const known = deadline.pauses ?? [];
  const pauses = inOrder([...known, pause]);
  if (pauses.length === known.length) return deadline;
  if (deadline.promised) return { ...deadline, pauses };
  const fresh = deadlineFrom(deadline.filedAt, deadline.limit, calendar, { ...deadline, pauses });
  // Under a calendar that has since become official it may end earlier than the resident was told.
  return fresh.dueAt < deadline.dueAt ? { ...deadline, pauses } : fresh;
}

/** Working days more: it ends at the close of the last of them, counted from the day it would have ended. */
export function withExtension(deadline: Deadline, extension: Extension, calendar: Calendar): Deadline {
  const { pauses = [], extensions = [], promised } = deadline;
  const more = countDays(deadline.dueAt, extension.days, calendar, pauses);
  const counted = [...deadline.counted, ...more];
  const dueAt = more.at(-1)?.to ?? deadline.dueAt;
  const days = daysBetween(addDays(dayOf(deadline.dueAt), 1), dayOf(dueAt));
  return {
    ...deadline,
    dueAt,
    isAssumed: !promised && (deadline.isAssumed || days.some((day) => isAssumed(day, calendar))),
    counted,
    skipped: [...deadline.skipped, ...skippedAmong(days, more, deadline.dueAt, calendar, pauses)],
    extensions: [...extensions, extension],
  };
}

/** 列入计划: from now on the promised date is the deadline, whatever calendar arrives and whatever pauses follow. */
export const promisedFor = (deadline: Deadline, until: Instant, agreedAt: Instant): Deadline => ({
  ...deadline,
  dueAt: until,
  isAssumed: false,
  promised: { for: until, agreedAt },
});

const LONGEST_PAUSE: Limit = { unit: 'workingDays', amount: 5 };

/** The latest moment at which a pause that begins now may end: as long as the limit, at most 5 working days. Source: product.md §6. */
export const pauseEnds = (at: Instant, limit: Limit, calendar: Calendar): Instant =>
  Math.min(deadlineFrom(at, limit, calendar).dueAt, deadlineFrom(at, LONGEST_PAUSE, calendar).dueAt);

const A_WORKING_DAY: Limit = { unit: 'workingDays', amount: 1 };

/** The finish after a reopening: half the original limit, rounded up, at least one working day. Source: product.md §6. */
export function deadlineAfterReopening(at: Instant, { unit, amount }: Limit, calendar: Calendar): Deadline {
  const half = deadlineFrom(at, { unit, amount: Math.ceil(amount / 2) }, calendar);
  const day = deadlineFrom(at, A_WORKING_DAY, calendar);
  return half.dueAt > day.dueAt ? half : day;
}

/**
 * The same deadline, with its pauses and extensions, under a calendar that has since become official, never earlier
 * than the resident was told; unchanged while its years are still unknown. A promise assumes nothing, so it stands.
 * Source: product.md §2 promise 8.
 */
export function recomputed(deadline: Deadline, calendar: Calendar): Deadline {
  if (!deadline.isAssumed) return deadline;
  const fresh = deadlineFrom(deadline.filedAt, deadline.limit, calendar, deadline);
  if (fresh.isAssumed) return deadline;
  // Where it would end earlier, what the resident was told stands, with its proof.
  return fresh.dueAt < deadline.dueAt ? { ...deadline, isAssumed: false } : fresh;
}

const SKIPPED_LABELS = { weekend: '周末', holiday: '法定节假日', weekday: '工作日', makeup: '调休上班' } as const;
const CAUSE_LABELS = { resident: '等您补充', withdrawn: '诉求撤回期间' } as const;

const skippedReason = (skipped: SkippedDay): string =>
  skipped.why === 'pause' ? CAUSE_LABELS[skipped.cause] : (skipped.name ?? SKIPPED_LABELS[skipped.why]);

/** The pauses that found the clock running: neither after time was up nor after a promise. */
const pausesThatCount = ({ pauses = [], counted, promised }: Deadline): Pause[] =>
  pauses.filter(({ from }) => from < Math.min(endOf(counted), promised?.agreedAt ?? Infinity));

/** Extensions and the promise, as they were agreed. */
function explainAgreements({ filedAt, extensions = [], promised }: Deadline): string[] {
  const agreements = extensions.map(({ days, agreedAt }) => ({ agreedAt, line: `经同意延期 ${days} 个工作日` }));
  if (promised) {
    const line = `经街道同意列入计划，承诺 ${formatMoment(promised.for, filedAt)} 前办结`;
    agreements.push({ agreedAt: promised.agreedAt, line });
  }
  return agreements.sort((a, b) => a.agreedAt - b.agreedAt).map(({ line }) => line);
}

/** The proof in plain words, a line each: from when it counts, when it stood still, which days were skipped and why. */
export function explainDeadline(deadline: Deadline): string[] {
  const { limit, filedAt, startsAt, dueAt, isAssumed, skipped, promised } = deadline;
  const moment = (at: Instant) => formatMoment(at, filedAt);
  return [
    `时限 ${limitLabel(limit)}`,
    startsAt === filedAt
      ? `从 ${moment(startsAt)} 起算`
      : `${moment(filedAt)} 不在工作时间，从 ${moment(startsAt)} 起算`,
    ...pausesThatCount(deadline).map(
      ({ from, to, cause }) => `${CAUSE_LABELS[cause]}：${moment(from)} 至 ${moment(to)}，不计时`,
    ),
    ...skipped.map((day) => `${day.day} 不计：${skippedReason(day)}`),
    ...explainAgreements(deadline),
    ...(promised?.for === dueAt ? [] : [`到 ${moment(dueAt)} 为止`]),
    ...(isAssumed ? ['国家尚未公布该年节假日安排，暂按周一至周五计'] : []),
  ];
}
