import type { Index } from './declaration';
import { type Document, decodeStored, encode } from './ejson';
import { CloudError, databaseError } from './errors';
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

/** CloudBase documentation. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const SCHEMA = `
  create table if not exists document (place integer primary key, collection text, id text, body text not null, unique (collection, id));
  create table if not exists "index" (number integer primary key, collection text, name text, declared text, multikey integer, unique (collection, name));
  create table if not exists entry ("index" integer, key blob, place integer, primary key ("index", key, place)) without rowid;
`;

/** Documents as canonical EJSON text, and the entries of their indexes. Knows nothing of queries. */
export class Store {
  private readonly collections = new Map<string, StoredIndex[]>();

  constructor(
    readonly sql: Sql,
    declared: Map<string, Index[]>,
  ) {
    for (const statement of SCHEMA.split(';').filter((part) => part.trim())) sql.run(statement);
    sql.transaction(() => {
      for (const [collection, indexes] of declared) this.declare(collection, indexes);
    });
  }

  get names() {
    return [...this.collections.keys()];
  }

  indexes(collection: string): StoredIndex[] {
    const indexes = this.collections.get(collection);
    if (!indexes) throw new CloudError('DATABASE_COLLECTION_NOT_EXIST', `Db or Table not exist: ${collection}.`);
    return indexes;
  }

  get(collection: string, id: unknown): (Stored & { body: string }) | undefined {
    const row = this.sql.get(
      'select place, body from document where collection = ? and id = ?',
      collection,
      JSON.stringify(id),
    );
    if (!row) return undefined;
    const body = String(row['body']);
    return { place: Number(row['place']), document: decodeStored(body), body };
  }

  all(collection: string): Document[] {
    const rows = this.sql.all('select body from document where collection = ? order by place', collection);
    return rows.map((row) => decodeStored(String(row['body'])));
  }

  insert(collection: string, document: Document) {
    if (this.get(collection, document._id)) throw duplicate(collection, '_id_');
    const { lastId } = this.sql.run(
      'insert into document (collection, id, body) values (?, ?, ?)',
      collection,
      JSON.stringify(document._id),
      bodyOf(document),
    );
    for (const index of this.indexes(collection)) this.addEntries(collection, index, { place: lastId, document });
  }

  replace(collection: string, before: Stored, document: Document) {
    const after = { place: before.place, document };
    for (const index of this.indexes(collection)) this.removeEntries(index, before, after);
    this.sql.run('update document set body = ? where place = ?', bodyOf(document), before.place);
    for (const index of this.indexes(collection)) this.addEntries(collection, index, after, before);
  }

  remove(collection: string, stored: Stored) {
    for (const index of this.indexes(collection)) this.removeEntries(index, stored);
    this.sql.run('delete from document where place = ?', stored.place);
  }

  clear() {
    this.sql.transaction(() => {
      this.sql.run('delete from entry');
      this.sql.run('delete from document');
      this.sql.run('update "index" set multikey = 0');
    });
    for (const index of [...this.collections.values()].flat()) index.isMultikey = false;
  }

  /** Takes a collection's indexes from the declaration; drops and rebuilds those whose declaration changed. */
  private declare(collection: string, declared: Index[]) {
    const kept = new Map<string, StoredIndex>();
    for (const row of this.sql.all('select * from "index" where collection = ?', collection)) {
      const index = declared.find((candidate) => JSON.stringify(candidate) === row['declared']);
      const number = Number(row['number']);
      if (index) kept.set(index.name, { ...index, number, isMultikey: row['multikey'] === 1 });
      else this.drop(number);
    }
    this.collections.set(
      collection,
      declared.map((index) => kept.get(index.name) ?? this.build(collection, index)),
    );
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
      this.addEntries(collection, index, { place: Number(row['place']), document });
    }
    return index;
  }

  /** @param except entries that the document has already */
  private addEntries(collection: string, index: StoredIndex, { place, document }: Stored, except?: Stored) {
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
  private removeEntries(index: StoredIndex, { place, document }: Stored, except?: Stored) {
    const kept = new Set(except && keysOf(except.document, index).keys.map(textOf));
    for (const key of keysOf(document, index).keys.filter((candidate) => !kept.has(textOf(candidate))))
      this.sql.run('delete from entry where "index" = ? and key = ? and place = ?', index.number, key, place);
  }
}

/** UTF-8 would lose bytes. */
const textOf = (key: Buffer) => key.toString('latin1');

function bodyOf(document: Document) {
  const body = encode(document);
  if (body.length > MAX_DOCUMENT_BYTES) throw databaseError('document exceeds 16 MB');
  return body;
}

const duplicate = (collection: string, index: string) =>
  databaseError(
    `[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection: ${collection} index: ${index} dup key}]}]`,
  );
