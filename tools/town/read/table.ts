/** A table of the import: CSV or XLSX, its first row naming the columns in Chinese. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import * as z from '../../../domain/zod';
import type { Faults } from '../faults';
import { textOf } from './text';

/** Title and schema of each column, by the name the program uses. Cells arrive as trimmed text. */
/** An optional column may be missing: all its cells are empty then. */
export type Columns = Record<string, { title: string; schema: z.ZodType; isOptional?: boolean }>;
export type Row<C extends Columns> = { line: number; value: { [K in keyof C]: z.output<C[K]['schema']> } };
export type Table<C extends Columns> = { file: string; rows: Row<C>[] };

/** More is not a town, but the wrong file. */
const MOST_ROWS = 5000;
/** A spreadsheet program would run it. */
const FORMULA = /^[=+@\t\r]|^-(?!\d)/;

type Raw = { line: number; cells: string[] };

/** Reads `<name>.csv` or `<name>.xlsx`; undefined, with a fault when it is required, if there is neither. */
export async function readTable<C extends Columns>(
  directory: string,
  name: string,
  columns: C,
  faults: Faults,
  isRequired: boolean,
): Promise<Table<C> | undefined> {
  const file = [`${name}.csv`, `${name}.xlsx`].find((candidate) => existsSync(join(directory, candidate)));
  if (!file) {
    if (isRequired) faults.error(`${name}.csv`, 1, '缺少这个文件（也可以是 .xlsx）');
    return undefined;
  }
  const raws = await rawRows(directory, file, faults);
  const [header, ...body] = raws;
  if (!header) return { file, rows: [] };
  const places = columnPlaces(file, header, columns, faults);
  if (!places) return { file, rows: [] };
  const tooMany = body[MOST_ROWS];
  if (tooMany) {
    faults.error(file, tooMany.line, `最多 ${MOST_ROWS} 行，这个文件有 ${body.length} 行，请检查是不是拿错了文件`);
    return { file, rows: [] };
  }
  return { file, rows: body.flatMap((raw) => rowOf(file, raw, columns, places, faults)) };
}

async function rawRows(directory: string, file: string, faults: Faults): Promise<Raw[]> {
  const path = join(directory, file);
  try {
    const raws = file.endsWith('.xlsx') ? await sheetRows(path) : csvRows(path);
    const filled = raws?.filter(({ cells }) => cells.some((cell) => cell !== ''));
    if (filled?.length) return filled;
    faults.error(file, 1, raws ? '文件是空的' : '文字编码认不出来，请另存为 UTF-8 编码的 CSV');
  } catch (error) {
    const { lines } = error as { lines?: number };
    faults.error(file, lines ?? 1, '表格格式有误，请用表格软件重新保存');
  }
  return [];
}

function csvRows(path: string): Raw[] | undefined {
  const text = textOf(readFileSync(path));
  if (text === undefined) return undefined;
  const records = parse(text, { relax_column_count: true, relax_quotes: true, trim: true, info: true }) as unknown as {
    info: { lines: number };
    record: string[];
  }[];
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

/** Formulas arrive as their last computed value. */
async function sheetRows(path: string): Promise<Raw[]> {
  const rows = await readSheet(path);
  return rows.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
}

/** What a spreadsheet cell shows, as near as its value tells. */
function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
}

function columnPlaces<C extends Columns>(file: string, header: Raw, columns: C, faults: Faults) {
  const places = new Map<string, number>();
  const titles = Object.values(columns).map(({ title }) => title);
  for (const [key, { title, isOptional }] of Object.entries(columns)) {
    const place = header.cells.indexOf(title);
    if (place === -1 && isOptional) continue;
    if (place === -1) faults.error(file, header.line, `缺少“${title}”这一列`);
    else if (header.cells.lastIndexOf(title) !== place) faults.error(file, header.line, `“${title}”这一列出现了两次`);
    places.set(key, place);
  }
  for (const title of header.cells.filter((cell) => cell && !titles.includes(cell)))
    faults.warning(file, header.line, `“${title}”这一列没有用到`);
  return [...places.values()].includes(-1) ? undefined : places;
}

function rowOf<C extends Columns>(
  file: string,
  { line, cells }: Raw,
  columns: C,
  places: Map<string, number>,
  faults: Faults,
): Row<C>[] {
  const value: Record<string, unknown> = {};
  let isComplete = true;
  for (const [key, { title, schema }] of Object.entries(columns)) {
    const cell = cells[places.get(key)!] ?? '';
    const parsed = schema.safeParse(cell);
    const refused = FORMULA.test(cell) ? '不能是公式，请改成普通文字' : parsed.error?.issues[0]?.message;
    if (refused === undefined) value[key] = parsed.data;
    else {
      faults.error(file, line, `“${title}”${refused}`);
      isComplete = false;
    }
  }
  return isComplete ? [{ line, value: value as Row<C>['value'] }] : [];
}
