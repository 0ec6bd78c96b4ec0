import type { Index } from './declaration';
import { type Document, decodeStored } from './ejson';
import { databaseError } from './errors';
import { keysOf } from './keys';
import type { Sql } from './sql';

/** An index with its number in the file, and whether any document ever had an array there. */
export interface StoredIndex extends Index {
  number: number;
  isMultikey: boolean;
}
/** `place` is the order of insertion, MongoDB's natural order; `body` the text that the document is kept as. */
export interface Stored {
  place: number;
  document: Document;
  body: string;
}
type Keys = ReturnType<typeof keysOf>;
const NONE: Keys = { keys: [], isMultikey: false };

/** The entries of all indexes: for each document its keys, in the declared order. */
export class Entries {
  constructor(private readonly sql: Sql) {
    sql.run(
      'create table if not exists "index" (number integer primary key, collection text, name text, declared text, multikey integer, unique (collection, name))',
    );
    sql.run(
      'create table if not exists entry ("index" integer, key blob, place integer, primary key ("index", key, place)) without rowid',
    );
  }

  /** Takes a collection's indexes from the declaration; drops and rebuilds those whose declaration changed. */
  declare(collection: string, declared: Index[]): StoredIndex[] {
    const kept = new Map<string, StoredIndex>();
    for (const row of this.sql.all('select * from "index" where collection = ?', collection)) {
      const index = declared.find((candidate) => JSON.stringify(candidate) === row['declared']);
      const number = Number(row['number']);
      if (index) kept.set(index.name, { ...index, number, isMultikey: row['multikey'] === 1 });
      else this.drop(number);
    }
    return declared.map((index) => kept.get(index.name) ?? this.build(collection, index));
  }

  /** Brings the entries of the document at `place` from one of its states to another; undefined where it is not there. */
  change(collection: string, index: StoredIndex, place: number, before?: Document, after?: Document) {
    const old = before ? keysOf(before, index) : NONE;
    const { keys, isMultikey } = after ? keysOf(after, index) : NONE;
    for (const key of missingIn(keys, old.keys))
      this.sql.run('delete from entry where "index" = ? and key = ? and place = ?', index.number, key, place);
    for (const key of missingIn(old.keys, keys)) {
      if (index.unique && this.sql.get('select 1 from entry where "index" = ? and key = ?', index.number, key))
        throw duplicate(collection, index.name);
      this.sql.run('insert into entry ("index", key, place) values (?, ?, ?)', index.number, key, place);
    }
    if (isMultikey && !index.isMultikey) {
      this.sql.run('update "index" set multikey = 1 where number = ?', index.number);
      index.isMultikey = true; // stays true when the write is rolled back: only less is then promised
    }
  }

  clear() {
    this.sql.run('delete from entry');
    this.sql.run('update "index" set multikey = 0');
  }

  private drop(number: number) {
    this.sql.run('delete from entry where "index" = ?', number);
    this.sql.run('delete from "index" where number = ?', number);
  }

  private build(collection: string, declared: Index): StoredIndex {
    const { lastId } = this.sql.run(
      'insert into "index" (collection, name, declared, multikey) values (?, ?, ?, 0)',
      collection,
      declared.name,
      JSON.stringify(declared),
    );
    const index = { ...declared, number: lastId, isMultikey: false };
    for (const row of this.sql.all('select place, body from document where collection = ?', collection)) {
      this.change(collection, index, Number(row['place']), undefined, decodeStored(String(row['body'])));
    }
    return index;
  }
}

/** UTF-8 would lose bytes. */
const textOf = (key: Buffer) => key.toString('latin1');
/** @returns those of `candidates` that are not among `keys`. */
function missingIn(keys: Buffer[], candidates: Buffer[]): Buffer[] {
  const present = new Set(keys.map(textOf));
  return candidates.filter((key) => !present.has(textOf(key)));
}

export const duplicate = (collection: string, index: string) =>
  databaseError(
    `[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection: ${collection} index: ${index} dup key}]}]`,
  );
