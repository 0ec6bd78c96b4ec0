/** The figures of product.md §7: what they are called, what they mean, and how a cell's sums show them. */
import { cellOf, cellsIn, type Row, type Sums } from './figure-sums';
import type { Contribution } from './contributions';
import { FEWEST_SHOWN } from './release';
import * as z from './zod';

type Definition = {
  label: string;
  definition: string;
  unit: '件' | '人' | '次';
  numerator: string;
  denominator: string;
};

export const FIGURES = {
  response: {
    label: '响应率',
    definition:
      '在时限内首次联系居民的诉求，占首次联系时限已到的诉求的比例。到时限还没有联系的，计入未按时。工作人员当面登记的诉求不计入，另外列出。',
    unit: '件',
    numerator: '按时联系',
    denominator: '时限已到',
  },
  onTime: {
    label: '按时办结率',
    definition:
      '在时限内提出办结、并且经核验确认的，占已办结和已超时的比例。每办一轮计一次；等居民补充、撤回期间不计时；关联办理的几件合计一次，按其中最早的时限。',
    unit: '件',
    numerator: '按时办结',
    denominator: '应办结',
  },
  onTimeStrictly: {
    label: '按时办结率（不扣除等待）',
    definition: '与按时办结率相同，但等居民补充、撤回的时间也照样计时。',
    unit: '件',
    numerator: '按时办结',
    denominator: '应办结',
  },
  resolution: {
    label: '解决率',
    definition: '居民评价“解决了”的，占参加评价的人数的比例。“部分解决”计入参评，不计入解决。',
    unit: '人',
    numerator: '评价“解决了”',
    denominator: '参加评价',
  },
  satisfaction: {
    label: '满意率',
    definition: '居民评 4 星、5 星的，占参加评价的人数的比例。没有参加评价的，不算满意。',
    unit: '人',
    numerator: '评 4 至 5 星',
    denominator: '参加评价',
  },
  participation: {
    label: '参评率',
    definition: '参加评价的人数，占请来评价的人数的比例。',
    unit: '人',
    numerator: '参加评价',
    denominator: '请来评价',
  },
  durability: {
    label: '不复发率',
    definition: '按“已解决”办结、之后在规定期限内没有再发生、没有重新办理、也没有后续诉求的，占按“已解决”办结的比例。',
    unit: '件',
    numerator: '没有复发',
    denominator: '已解决办结',
  },
  promise: {
    label: '承诺兑现率',
    definition: '答应居民“下次告知进展”的日子，按时告知的比例。到日子没有告知的，计入未兑现。',
    unit: '次',
    numerator: '按时告知',
    denominator: '答应告知',
  },
  calledResolution: {
    label: '回访解决率',
    definition: '电话回访中答“解决了”的，占回访到的人数的比例。回访只抽没有参加评价的居民，与居民自己的评价分开统计。',
    unit: '人',
    numerator: '回答“解决了”',
    denominator: '回访到',
  },
  calledSatisfaction: {
    label: '回访满意率',
    definition: '电话回访中给 4 星、5 星的，占回访到的人数的比例，与居民自己的评价分开统计。',
    unit: '人',
    numerator: '给 4 至 5 星',
    denominator: '回访到',
  },
} as const satisfies Record<string, Definition>;
export type FigureKey = keyof typeof FIGURES;
export const FIGURE_KEYS = Object.keys(FIGURES) as [FigureKey, ...FigureKey[]];

export const COUNTS = {
  filed: { label: '收到诉求', unit: '件' },
  recorded: { label: '其中当面登记', unit: '件' },
  linked: { label: '关联办理', unit: '件' },
  withdrawn: { label: '居民撤回', unit: '件' },
  closings: { label: '办结', unit: '件' },
  explained: { label: '其中解释办结', unit: '件' },
  referred: { label: '其中转法定途径', unit: '件' },
  notAsked: { label: '没有人可请来评价', unit: '件' },
  notSolved: { label: '评价“没有解决”', unit: '人' },
  calledNotSolved: { label: '回访答“没有解决”', unit: '人' },
  reopened: { label: '重新办理', unit: '件' },
  unanswered: { label: '请了没有评价', unit: '人' },
  waiting: { label: '评价还没有公布', unit: '件' },
} as const satisfies Record<string, { label: string; unit: '件' | '人' }>;
export type CountKey = keyof typeof COUNTS;

/** Over the answers of residents: shown only as far as they have been released. */
const RATINGS: readonly FigureKey[] = [
  'resolution',
  'satisfaction',
  'participation',
  'calledResolution',
  'calledSatisfaction',
];
export const isOverAnswers = (figure: FigureKey): boolean => RATINGS.includes(figure);

export const figure = z.object({
  key: z.enum(FIGURE_KEYS),
  numerator: z.number(),
  denominator: z.number(),
  /** Fewer than five answers: both are 0 then. */
  isWithheld: z.boolean(),
});
export type Figure = z.infer<typeof figure>;
export const count = z.object({ key: z.enum(Object.keys(COUNTS) as [CountKey, ...CountKey[]]), count: z.number() });
export const cellFigures = z.object({
  key: z.string(),
  label: z.string(),
  figures: z.array(figure),
  counts: z.array(count),
});
export type CellFigures = z.infer<typeof cellFigures>;

const partsOf = ({ counts, rated, called }: Sums): Record<FigureKey, [numerator: number, denominator: number]> => ({
  response: [counts.contactInTime, counts.contactDue],
  onTime: [counts.finishInTime, counts.finishDue],
  onTimeStrictly: [counts.finishInTimeStrictly, counts.finishDue],
  resolution: [rated.yes, rated.answered],
  satisfaction: [rated.satisfied, rated.answered],
  participation: [rated.answered, rated.asked],
  durability: [counts.durable, counts.resolved],
  promise: [counts.promisesKept, counts.promisesDue],
  calledResolution: [called.yes, called.answered],
  calledSatisfaction: [called.satisfied, called.answered],
});

export function figuresOf(sums: Sums): Figure[] {
  const parts = partsOf(sums);
  return FIGURE_KEYS.map((key) => {
    const [numerator, denominator] = parts[key];
    return { key, numerator, denominator, isWithheld: isOverAnswers(key) && denominator < FEWEST_SHOWN };
  });
}

export function countsOf({ counts, rated }: Sums): { key: CountKey; count: number }[] {
  const all: Record<CountKey, number> = { ...counts, unanswered: rated.asked - rated.answered };
  return (Object.keys(COUNTS) as CountKey[]).map((key) => ({ key, count: all[key] }));
}

/** What the list behind a figure is read by: the figure and the cell, or the whole town. */
export const behindOf = (figure: FigureKey, cell: string): string => `${figure}@${cell}`;

/** Whom a caller reached would be told by a list of theirs. */
const UNLISTED: readonly FigureKey[] = ['calledResolution', 'calledSatisfaction'];
export const isListed = (figure: FigureKey): boolean => !UNLISTED.includes(figure);

/** The lists that the row's concern stands in. */
export function listsOf(row: Row): string[] {
  const { quarter, ratedQuarter, released, communityId, family } = row;
  const at = (cells: readonly string[], inQuarter: string, figures: readonly FigureKey[]) =>
    [...cells, cellOf('town', '', inQuarter)].flatMap((cell) => figures.map((each) => behindOf(each, cell)));
  const own = { communityId, family };
  return [
    ...at(cellsIn(own, quarter), quarter, workLists(row)),
    ...(ratedQuarter && row.closing === 'resolved' && !row.lead
      ? at(cellsIn(own, ratedQuarter), ratedQuarter, ['durability'])
      : []),
    ...(released ? at(released.cells, quarterOfCell(released.cells[0]), RATED) : []),
  ];
}
const RATED = ['resolution', 'satisfaction', 'participation'] as const;
const quarterOfCell = (cell: string): string => cell.split(':').at(-1)!;

function workLists({ firstContact, isRecorded, finish, promises }: Contribution): FigureKey[] {
  const isDue = finish.doneAt !== null || finish.lateAt !== null;
  return [
    ...(firstContact && !isRecorded ? (['response'] as const) : []),
    ...(isDue ? (['onTime', 'onTimeStrictly'] as const) : []),
    ...(promises.due ? (['promise'] as const) : []),
  ];
}

/** 93%, 66.6%: rounded down, so that nothing looks better than it is. */
export const shareOf = ({ numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>): string =>
  `${Math.floor((numerator * 1000) / denominator) / 10}%`;
