/** The rows of one cell of a breakdown, added up. A cell is a community or a category family in one quarter. */
import type { Answers } from './answers';
import type { Contribution } from './contributions';
import type { Quarter } from './time';

export const BREAKDOWNS = ['community', 'category'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];
/** Concerns outside every community. */
export const NO_COMMUNITY = '-';

export const cellOf = (by: Breakdown | 'town', key: string, quarter: Quarter): string => `${by}:${key}:${quarter}`;

/** The two cells that a row adds to in this quarter. */
export const cellsIn = (
  { communityId, family }: Pick<Contribution, 'communityId' | 'family'>,
  quarter: Quarter,
): [string, string] => [cellOf('community', communityId ?? NO_COMMUNITY, quarter), cellOf('category', family, quarter)];

/** Answers that have been released: those volunteered, or those called back. They stay as they were then. */
export type Release = { cells: [string, string]; answers: Answers };

/** A stored row. */
export type Row = Contribution & { released: Release | null; releasedCalls: Release | null };

/** Every cell that the row adds to. */
export function cellsOf(row: Row): string[] {
  const { quarter, ratedQuarter, released, releasedCalls } = row;
  return [
    ...new Set([
      ...cellsIn(row, quarter),
      ...(ratedQuarter ? cellsIn(row, ratedQuarter) : []),
      ...(released?.cells ?? []),
      ...(releasedCalls?.cells ?? []),
    ]),
  ];
}

const NO_ANSWERS: Answers = { asked: 0, answered: 0, yes: 0, satisfied: 0, notSolved: 0 };

const NOTHING = {
  filed: 0,
  recorded: 0,
  contactDue: 0,
  contactInTime: 0,
  finishDue: 0,
  finishInTime: 0,
  /** In time had the clock never stood still. */
  finishInTimeStrictly: 0,
  promisesDue: 0,
  promisesKept: 0,
  withdrawn: 0,
  linked: 0,
  closings: 0,
  explained: 0,
  referred: 0,
  notAsked: 0,
  resolved: 0,
  durable: 0,
  reopened: 0,
  /** At once, whether or not anything has been released. */
  notSolved: 0,
  calledNotSolved: 0,
  /** Ended, asked, and not released. */
  waiting: 0,
};

export type Sums = { counts: typeof NOTHING; rated: Answers; called: Answers };
type Counts = Sums['counts'];

export const noSums = (): Sums => ({ counts: { ...NOTHING }, rated: { ...NO_ANSWERS }, called: { ...NO_ANSWERS } });

const added = <T extends Record<string, number>>(one: T, other: Partial<T>): T =>
  Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value + (other[key] ?? 0)])) as T;
export const addSums = (one: Sums, other: Sums): Sums => ({
  counts: added(one.counts, other.counts),
  rated: added(one.rated, other.rated),
  called: added(one.called, other.called),
});

/** What rows of other cells say about the rows of this one. */
export type Related = {
  /** Rows handled with a lead. */
  members: readonly Contribution[];
  /** Rows that found an older concern not to have been solved for good. */
  breakers: readonly Contribution[];
};

/** @param rows all that add to the cell. */
export const sumsOf = (cell: string, rows: readonly Row[], related: Related): Sums =>
  rows.reduce((sums, row) => addSums(sums, sumsOfRow(cell, row, related)), noSums());

function sumsOfRow(cell: string, row: Row, related: Related): Sums {
  const { quarter, ratedQuarter, released, releasedCalls } = row;
  const worked = cellsIn(row, quarter).includes(cell) ? workOf(row, related) : {};
  const closed = ratedQuarter && cellsIn(row, ratedQuarter).includes(cell) ? closingOf(row, related) : {};
  return {
    counts: added(added(NOTHING, worked), closed),
    rated: released?.cells.includes(cell) ? released.answers : NO_ANSWERS,
    called: releasedCalls?.cells.includes(cell) ? releasedCalls.answers : NO_ANSWERS,
  };
}

/** What is measured against deadlines, in the quarter in which the round began. */
function workOf(row: Row, { members }: Related): Partial<Counts> {
  const { round, firstContact, isRecorded, promises, isWithdrawn, lead } = row;
  const isMeasured = firstContact !== null && !isRecorded;
  return {
    filed: Number(round === 1),
    recorded: Number(isRecorded),
    contactDue: Number(isMeasured),
    contactInTime: Number(isMeasured && firstContact === 'inTime'),
    ...(!lead && finishOf(row, membersOf(row, members))),
    promisesDue: promises.due,
    promisesKept: promises.kept,
    withdrawn: Number(isWithdrawn),
    linked: Number(lead !== null),
  };
}

/** Handled with this round of the lead: linked while it was under way. */
const membersOf = ({ concernId, startedAt, reopenedAt }: Contribution, members: readonly Contribution[]) =>
  members.filter(
    ({ lead }) => lead?.id === concernId && lead.since >= startedAt && lead.since < (reopenedAt ?? Infinity),
  );

/** A linked group counts once, with the earliest deadline of all. Open and seen past its time counts against. */
function finishOf(row: Contribution, members: readonly Contribution[]): Partial<Counts> {
  const group = [row, ...members].map(({ finish }) => finish);
  const earliest = (key: 'dueAt' | 'strictDueAt') => Math.min(...group.map((finish) => finish[key]));
  const { doneAt } = row.finish;
  const isLate = group.some(({ lateAt }) => lateAt !== null && lateAt >= earliest('dueAt'));
  return {
    finishDue: Number(doneAt !== null || isLate),
    finishInTime: Number(doneAt !== null && doneAt <= earliest('dueAt')),
    finishInTimeStrictly: Number(doneAt !== null && doneAt <= earliest('strictDueAt')),
  };
}

/** What became of the closing, in the quarter in which its rating window ends. */
function closingOf(row: Row, { members, breakers }: Related): Partial<Counts> {
  const { closing, rated, called, lead, reopenedAt, isOver, released } = row;
  const isAsked = rated!.asked > 0;
  const group = [row, ...membersOf(row, members)];
  const isResolved = closing === 'resolved' && !lead;
  return {
    closings: Number(!lead),
    explained: Number(closing === 'explained' && !lead),
    referred: Number(closing === 'referred' && !lead),
    notAsked: Number(!isAsked),
    resolved: Number(isResolved),
    durable: Number(
      isResolved && !group.some((each) => each.isBroken || breakers.some((other) => breaks(other, each))),
    ),
    reopened: Number(reopenedAt !== null),
    notSolved: rated!.notSolved,
    calledNotSolved: called!.notSolved,
    waiting: Number(isAsked && isOver && !released),
  };
}

/** A recurrence breaks the round that had ended last before it. */
function breaks({ breaks: broken, startedAt }: Contribution, { concernId, round, endedAt, reopenedAt }: Contribution) {
  if (broken?.concernId !== concernId) return false;
  if (broken.round !== null) return broken.round === round;
  return endedAt !== null && endedAt <= startedAt && startedAt < (reopenedAt ?? Infinity);
}
