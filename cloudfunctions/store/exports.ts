import type { ExportFormat, Table } from '../../domain/export-table';
import type { Instant, Quarter } from '../../domain/time';
import { collection } from '../cloud';

/** A table that is being made, some rows at a time. */
export type Export = {
  id: string;
  v: 1;
  staffId: string;
  quarter: Quarter;
  format: ExportFormat;
  startedAt: Instant;
  total: number;
  /** Calls that have made rows, and the rows that are in parts. */
  step: number;
  done: number;
  isRead: boolean;
  fileId: string | null;
};
type Part = { id: string; v: 1; exportId: string; from: number; rows: Table };

const exports = collection<Export>('exports');
const parts = collection<Part>('exportParts');
const MOST_PARTS = 1000;

export const start = (item: Export) => exports.add(item);
export const get = (id: string) => exports.get(id);

/** Keeps the next rows; doing it again changes nothing. */
export async function addPart({ id, step, done }: Export, rows: Table, isRead: boolean): Promise<void> {
  await parts.put({ id: `${id}-${done}`, v: 1, exportId: id, from: done, rows });
  await exports.update({ _id: id, step }, { step: step + 1, done: done + rows.length, isRead });
}
export const partsOf = ({ id }: Export): Promise<Part[]> =>
  parts.find({ exportId: id }, { orderBy: ['from', 'asc'], limit: MOST_PARTS });
/** @param made its parts, which the file holds by now. */
export async function finish({ id }: Export, fileId: string, made: readonly Part[]): Promise<void> {
  await exports.update({ _id: id }, { fileId });
  await Promise.all(made.map((part) => parts.remove(part.id)));
}
