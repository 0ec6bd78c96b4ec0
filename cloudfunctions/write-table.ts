/** The file of an export. */
import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import { CONCERN_COLUMNS, FIGURE_COLUMNS, type ExportFormat, type Table } from '../domain/export-table';

/** @returns the content of the file: two sheets, or one table after the other. */
export async function writeTable(format: ExportFormat, concerns: Table, figures: Table): Promise<Buffer> {
  const tables = [
    { name: '诉求', rows: [[...CONCERN_COLUMNS], ...concerns] },
    { name: '数字', rows: [[...FIGURE_COLUMNS], ...figures] },
  ];
  if (format === 'csv')
    return Buffer.from(tables.map(({ rows }, index) => stringify(rows, { bom: index === 0 })).join('\n'));
  const sheets = tables.map(({ name, rows }) => ({
    sheet: name,
    data: rows.map((row, index) =>
      row.map((value) => ({ value, type: String, ...(index === 0 && { fontWeight: 'bold' as const }) })),
    ),
  }));
  return writeExcelFile(sheets).toBuffer();
}
