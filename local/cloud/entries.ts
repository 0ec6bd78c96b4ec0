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
/** `place` is the order of insertion, MongoDB's natural order. */
export interface Stored {
  place: number;
  document: Document;
}

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

  /** @param except entries that the document has already */
  add(collection: string, index: StoredIndex, { place, document }: Stored, except?: Stored) {
    const { keys, isMultikey } = keysOf(document, index);
    const present = new Set(except && keysOf(except.document, index).keys.map(textOf));
    for (const key of keys.filter((candidate) => !present.has(textOf(candidate)))) {
      if (index.unique && this.sql.get('select 1 from entry where "index" = ? and key = ?', index.number, key))
        throw duplicate(collection, index.name);
      this.sql.run('insert into entry ("index", key, place) values (?, ?, ?)', index.number, key, place);
    }
    if (isMultikey && !index.isMultikey) {
      this.sql.run('update "index" set multikey = 1 where number = ?', index.number);
      index.isMultikey = true; // stays true when the write is rolled back: only less is then promised
    }
  }

  /** @param except whose entries stay */
  remove(index: StoredIndex, { place, document }: Stored, except?: Stored) {
    const kept = new Set(except && keysOf(except.document, index).keys.map(textOf));
    for (const key of keysOf(document, index).keys.filter((candidate) => !kept.has(textOf(candidate))))
      this.sql.run('delete from entry where "index" = ? and key = ? and place = ?', index.number, key, place);
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
      const document = decodeStored(String(row['body']));
      this.add(collection, index, { place: Number(row['place']), document });
    }
    return index;
  }
}

/** UTF-8 would lose bytes. */
const textOf = (key: Buffer) => key.toString('latin1');

export const duplicate = (collection: string, index: string) =>
  databaseError(
    `[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection: ${collection} index: ${index} dup key}]}]`,
  );
