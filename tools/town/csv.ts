import { stringify } from 'csv-stringify/sync';

/**
 * A table for spreadsheet programs; with a byte order mark, without which they take it for GBK.
 * @param titles by the rows' keys, in the order of the columns.
 */
export const csvOf = (titles: Record<string, string>, rows: readonly object[]): string =>
  stringify([...rows], {
    bom: true,
    header: true,
    columns: Object.entries(titles).map(([key, header]) => ({ key, header })),
  });
