import { randomBytes } from 'node:crypto';
import { Query } from 'mingo';
import type { Clock } from './clock';
import { readFilter } from './conditions';
import type { IndexField } from './declaration';
import { type Document, type Fields, decode, decodeStored, encode, isFields } from './ejson';
import type { Stored } from './entries';
import { databaseError } from './errors';
import type { Invocation } from './invocation';
import { type Answers, optionalNumber, text } from './parameters';
import type { Queries } from './queries';
import type { Store } from './store';
import { applyUpdate, checkFieldNames } from './updates';

/** CloudBase: 100 documents unless asked for more, never above 1000. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** The document operations of the allow-list. Each runs without a pause, hence atomically. */
export function databaseAnswers(store: Store, queries: Queries, clock: Clock): Answers {
  /** By the clock of the run that asks: `serverDate` is resolved here. */
  const read = (parameters: Fields, name: string, by?: Invocation) =>
    decode(text(parameters, name), by?.at ?? clock.now());
  const filterOf = (parameters: Fields) => readFilter(parameters['query'] ? read(parameters, 'query') : {});

  function get(parameters: Fields) {
    const found = queries.find({
      collection: text(parameters, 'collectionName'),
      filter: filterOf(parameters),
      sort: sortOf(parameters['order']),
      skip: optionalNumber(parameters, 'offset') ?? 0,
      limit: Math.min(optionalNumber(parameters, 'limit') ?? DEFAULT_LIMIT, MAX_LIMIT),
    });
    return { data: { list: project(found, parameters['projection'] && read(parameters, 'projection')) } };
  }

  function count(parameters: Fields) {
    const collection = text(parameters, 'collectionName');
    return { data: { total: queries.find({ collection, filter: filterOf(parameters), limit: Infinity }).length } };
  }

  function insert(parameters: Fields, by?: Invocation) {
    const collection = text(parameters, 'collectionName');
    store.indexes(collection);
    const texts = parameters['data'];
    if (!Array.isArray(texts)) throw databaseError('data must be a list');
    const documents = texts.map((body) => identified(decode(String(body), by?.at ?? clock.now())));
    store.sql.transaction(() => documents.forEach((document) => store.insert(collection, document)));
    return { data: { insertedIds: documents.map(({ _id }) => _id) } };
  }

  function modify(parameters: Fields, by?: Invocation) {
    const collection = text(parameters, 'collectionName');
    const change = read(parameters, 'data', by);
    const filter = filterOf(parameters);
    return store.sql.transaction(() => {
      const found = queries.find({ collection, filter, limit: parameters['multi'] ? Infinity : 1 });
      if (found.length === 0 && parameters['upsert']) {
        const document = identified({ ...change, _id: filter.bounds.get('_id')?.points?.[0] });
        store.insert(collection, document);
        return { data: { updated: 0, upsert_id: document._id } };
      }
      for (const stored of found) modifyOne(collection, stored, change, parameters['merge'] === true);
      return { data: { updated: found.length } };
    });
  }

  function modifyOne(collection: string, stored: Stored, change: Fields, merge: boolean) {
    const after = merge
      ? applyUpdate(decodeStored(stored.body), change)
      : identified({ ...change, _id: stored.document._id });
    store.replace(collection, stored, after);
  }

  function remove(parameters: Fields) {
    const collection = text(parameters, 'collectionName');
    const filter = filterOf(parameters);
    return store.sql.transaction(() => {
      const found = queries.find({ collection, filter, limit: parameters['multi'] ? Infinity : 1 });
      for (const stored of found) store.remove(collection, stored);
      return { data: { deleted: found.length } };
    });
  }

  return {
    'database.getDocument': get,
    'database.calculateDocument': count,
    'database.insertDocument': insert,
    'database.modifyDocument': modify,
    'database.removeDocument': remove,
  };
}

/** A document fit for storing: with an id, a made one when it has none, as CloudBase does. */
function identified(fields: Fields): Document {
  checkFieldNames(fields);
  const { _id: id = randomBytes(16).toString('hex'), ...rest } = fields;
  if (typeof id !== 'string' && typeof id !== 'number') throw databaseError('_id must be a string or a number');
  return { _id: id, ...rest };
}

function sortOf(order: unknown): IndexField[] {
  if (typeof order !== 'string') return [];
  return Object.entries(decode(order, 0)).map(([path, direction]) => ({
    path,
    direction: Number(direction) === -1 ? -1 : 1,
  }));
}

function project(found: Stored[], projection: unknown): string[] {
  if (!isFields(projection) || Object.keys(projection).length === 0) return found.map(({ body }) => body);
  const refused = Object.entries(projection).find(([, value]) => value !== 0 && value !== 1);
  if (refused) throw databaseError(`projection of ${refused[0]} is refused: only true and false are known`);
  const documents = found.map(({ document }) => document);
  return new Query({}).find<Document>(documents, projection).all().map(encode);
}
