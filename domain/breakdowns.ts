/** The cells of a quarter in the town's own order, which is nobody's rank; and the town, which is all of them. */
import { addSums, NO_COMMUNITY, noSums, type Breakdown, type Sums } from './figure-sums';
import { countsOf, figuresOf, type CellFigures, type CountKey, type FigureKey } from './figures';
import type { Quarter } from './time';
import type { Town } from './town';

type Summed = { key: string; quarter: Quarter; sums: Sums };

const shown = (key: string, label: string, sums: Sums): CellFigures => ({
  key,
  label,
  figures: figuresOf(sums),
  counts: countsOf(sums),
});

const added = (cells: readonly Summed[], quarter: Quarter): Sums =>
  cells.filter((cell) => cell.quarter === quarter).reduce((total, { sums }) => addSums(total, sums), noSums());

export const totalOf = (cells: readonly Summed[], quarter: Quarter, { name }: Town): CellFigures =>
  shown('', name, added(cells, quarter));
export const totalsOf = (cells: readonly Summed[], quarters: readonly Quarter[]) =>
  quarters.map((quarter) => ({ quarter, figures: figuresOf(added(cells, quarter)) }));

/** Where a concern lay outside every community there is a cell for it; so the cells add up to the town. */
export function breakdownOf(
  cells: readonly Summed[],
  by: Breakdown,
  quarter: Quarter,
  { communities, families }: Town,
): CellFigures[] {
  const sumsOf = (key: string) => cells.find((cell) => cell.key === key && cell.quarter === quarter)?.sums;
  const named =
    by === 'category'
      ? families
      : communities.map(({ id, name }) => ({ id, label: name })).concat({ id: NO_COMMUNITY, label: '社区以外' });
  return named.flatMap(({ id, label }) => {
    const sums = sumsOf(id);
    return sums || id !== NO_COMMUNITY ? [shown(id, label, sums ?? noSums())] : [];
  });
}

const PUBLIC_FIGURES: readonly FigureKey[] = [
  'response',
  'onTime',
  'resolution',
  'satisfaction',
  'participation',
  'durability',
  'promise',
];
const PUBLIC_COUNTS: readonly CountKey[] = [
  'filed',
  'closings',
  'explained',
  'referred',
  'notSolved',
  'reopened',
  'unanswered',
];

export const forEverybody = ({ figures, counts, ...cell }: CellFigures): CellFigures => ({
  ...cell,
  figures: figures.filter(({ key }) => PUBLIC_FIGURES.includes(key)),
  counts: counts.filter(({ key }) => PUBLIC_COUNTS.includes(key)),
});
