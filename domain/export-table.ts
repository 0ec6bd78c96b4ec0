/** What an exported table holds: concerns without a word, name or phone of a resident, and the figures that are shown. */
import { FIGURES, shareOf, type CellFigures } from './figures';
import { CLOSING_LABELS, type Concern } from './concern';
import type { Contribution } from './contributions';
import { STATUS_LABELS } from './lifecycle';
import { formatQuarter, inBeijing, type Quarter } from './time';
import { categoryOf, communityName, type Town } from './town';

export type Table = string[][];

export const CONCERN_COLUMNS = [
  '编号',
  '类别',
  '社区',
  '月份',
  '第几轮',
  '现在',
  '首次联系按时',
  '办结按时',
  '办结方式',
  '办理结果',
] as const;

/** What a spreadsheet program would take for a formula is text. Source: OWASP, CSV injection. */
export const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** Somebody on the staff may have written it down. */
const PHONE = /1[3-9]\d{9}/g;

export type Exported = Pick<Concern, 'number' | 'categoryId' | 'status' | 'openedAt'>;

/** One round of a concern. @param outcome the words of whoever closed it. */
export function exportedRow(
  { number, categoryId, status, openedAt }: Exported,
  { round, communityId, firstContact, isRecorded, finish, closing }: Contribution,
  outcome: string,
  town: Town,
): string[] {
  const { label, isRestricted } = categoryOf(town, categoryId);
  const { doneAt, dueAt, lateAt } = finish;
  const isFinishedInTime = doneAt === null ? (lateAt === null ? undefined : false) : doneAt <= dueAt;
  return [
    number,
    label,
    communityName(town, communityId ?? undefined) ?? '社区以外',
    inBeijing(openedAt).format('YYYY-MM'),
    String(round),
    STATUS_LABELS[status],
    isRecorded ? '当面登记' : yesOrNo(firstContact === null ? undefined : firstContact === 'inTime'),
    yesOrNo(isFinishedInTime),
    closing === null ? '' : CLOSING_LABELS[closing],
    isRestricted ? '' : outcome.replace(PHONE, '（电话）'),
  ].map(asText);
}
const yesOrNo = (is: boolean | undefined): string => (is === undefined ? '未到时限' : is ? '是' : '否');

export const FIGURE_COLUMNS = ['季度', '范围', '指标', '分子', '分母', '单位', '比例', '怎么算的'] as const;

export const figureRows = (cells: readonly CellFigures[], quarter: Quarter): Table =>
  cells.flatMap(({ label: where, figures }) =>
    figures.map((figure) => {
      const { label, unit, definition } = FIGURES[figure.key];
      const { numerator, denominator, isWithheld } = figure;
      const share = isWithheld ? '不足 5 条，不显示' : denominator ? shareOf(figure) : '';
      const numbers = isWithheld ? ['', ''] : [String(numerator), String(denominator)];
      return [formatQuarter(quarter), where, label, ...numbers, unit, share, definition].map(asText);
    }),
  );

export const EXPORT_FORMATS = { xlsx: 'Excel 表格', csv: 'CSV 文本' } as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;
