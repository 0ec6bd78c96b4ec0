import type { Index } from './declaration';
import { Entries, type Stored, type StoredIndex, duplicate } from './entries';
import { type Document, decodeStored, encode } from './ejson';
import { CloudError, databaseError } from './errors';
import { copyTables, type Sql } from './sql';

/** CloudBase documentation. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Documents as canonical EJSON text. Knows nothing of queries. */
export class Store {
  private readonly collections = new Map<string, StoredIndex[]>();
  private readonly entries: Entries;

  constructor(
    readonly sql: Sql,
    declared: Map<string, Index[]>,
  ) {
    sql.run(
      'create table if not exists document (place integer primary key, collection text, id text, body text not null, unique (collection, id))',
    );
    this.entries = new Entries(sql);
    sql.transaction(() => {
      for (const [name, indexes] of declared) this.collections.set(name, this.entries.declare(name, indexes));
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

  get(collection: string, id: unknown): Stored | undefined {
    const row = this.sql.get(
      'select place, body from document where collection = ? and id = ?',
      collection,
      JSON.stringify(id),
    );
    if (!row) return undefined;
    return stored(Number(row['place']), String(row['body']));
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
    for (const index of this.indexes(collection)) this.entries.change(collection, index, lastId, undefined, document);
  }

  /** Writes nothing where nothing is changed. */
  replace(collection: string, { place, document: before, body }: Stored, after: Document) {
    const text = bodyOf(after);
    if (text === body) return;
    this.sql.run('update document set body = ? where place = ?', text, place);
    for (const index of this.indexes(collection)) this.entries.change(collection, index, place, before, after);
  }

  remove(collection: string, { place, document }: Stored) {
    for (const index of this.indexes(collection)) this.entries.change(collection, index, place, document);
    this.sql.run('delete from document where place = ?', place);
  }

  /** @returns what brings back the documents there are now. */
  snapshot(): () => void {
    return copyTables(this.sql, ['document', 'entry']); // whether an index is multikey stays: only less is then promised
  }

  clear() {
    this.sql.transaction(() => {
      this.entries.clear();
      this.sql.run('delete from document');
    });
    for (const index of [...this.collections.values()].flat()) index.isMultikey = false;
  }
}

/** Read where somebody asks for more than the text. */
function stored(place: number, body: string): Stored {
  let document: Document | undefined;
  return {
    place,
    body,
    get document() {
      return (document ??= decodeStored(body));
    },
  };
}

function bodyOf(document: Document) {
  const body = encode(document);
  if (body.length > MAX_DOCUMENT_BYTES) throw databaseError('document exceeds 16 MB');
  return body;
}
