import Database from 'libsql';
import { FolderInUse } from './errors';

export type SqlValue = string | number | Buffer | null;

/** The little of SQLite that the store needs, so that another driver can take libsql's place. */
export interface Sql {
  run(statement: string, ...values: SqlValue[]): { lastId: number };
  get(statement: string, ...values: SqlValue[]): Record<string, unknown> | undefined;
  /** No cursors: one left open would keep SQLite from ever checkpointing its log. */
  all(statement: string, ...values: SqlValue[]): Record<string, unknown>[];
  /** All or nothing. Transactions are not nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens a file for this process alone, durable on every commit. Throws when the settings did not take. */
export function openSql(file: string): Sql {
  const database = new Database(file);
  setPragma(database, 'locking_mode', 'exclusive', 'exclusive');
  setPragma(database, 'journal_mode', 'wal', 'wal');
  setPragma(database, 'synchronous', 'full', 2);
  const statements = new Map<string, Database.Statement>();
  const prepare = (statement: string) => {
    const prepared = statements.get(statement) ?? database.prepare(statement);
    statements.set(statement, prepared);
    return prepared;
  };
  return {
    run: (statement, ...values) => ({ lastId: Number(prepare(statement).run(...values).lastInsertRowid) }),
    get: (statement, ...values) => prepare(statement).get(...values) as Record<string, unknown> | undefined,
    all: (statement, ...values) => prepare(statement).all(...values) as Record<string, unknown>[],
    transaction: (work) => database.transaction(work).immediate(),
    close: () => {
      // Closing alone keeps the lock until the prepared statements are garbage.
      setPragma(database, 'journal_mode', 'delete', 'delete');
      database.pragma('locking_mode = normal');
      database.prepare('select 1 from sqlite_schema').all();
      database.close();
    },
  };
}

let copies = 0;

/** Copies these tables. @returns what brings them back, and may do so again and again. */
export function copyTables(sql: Sql, tables: readonly string[]): () => void {
  copies += 1;
  const named = tables.map((table) => ({ table, copy: `copy_${copies}_${table}` }));
  for (const { table, copy } of named) sql.run(`create temp table ${copy} as select * from ${table}`);
  return () =>
    sql.transaction(() => {
      for (const { table, copy } of named) {
        sql.run(`delete from ${table}`);
        sql.run(`insert into ${table} select * from ${copy}`);
      }
    });
}

/** SQLite answers an unknown or impossible setting with silence; hence the reading back. */
function setPragma(database: Database.Database, name: string, value: string, expected: unknown) {
  try {
    database.pragma(`${name} = ${value}`);
  } catch (error) {
    if (/locked/.test(String(error))) throw new FolderInUse();
    throw error;
  }
  const [row] = database.pragma(name) as Record<string, unknown>[];
  if (row?.[name] !== expected) throw new Error(`SQLite: ${name} is ${String(row?.[name])}, not ${String(expected)}`);
}
