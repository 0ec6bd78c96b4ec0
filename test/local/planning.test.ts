import { join } from 'node:path';
import fc from 'fast-check';
import { readFilter } from '../../local/cloud/conditions';
import { type IndexField, parseDeclaration } from '../../local/cloud/declaration';
import type { Document } from '../../local/cloud/ejson';
import { sortKey } from '../../local/cloud/keys';
import { Queries } from '../../local/cloud/queries';
import { openSql } from '../../local/cloud/sql';
import { Store } from '../../local/cloud/store';
import { aFolder, closeClouds } from './a-cloud';

afterAll(closeClouds);

const indexes = [
  { name: 'a-b-c', fields: { a: 1, b: -1, c: 1 } },
  { name: 'b-list', fields: { b: 1, list: 1 } },
  { name: 'list', fields: { list: -1 } },
];

const number = fc.integer({ min: 0, max: 3 });
const value = fc.oneof({ arbitrary: number, weight: 3 }, fc.constantFrom(null, 'x'));
const fields = { a: value, b: value, c: value, list: fc.array(value, { maxLength: 3 }) };
const documents = fc.array(fc.record(fields, { requiredKeys: [] }), { maxLength: 40, size: 'max' });

const condition = fc.oneof(
  value,
  fc.array(value, { maxLength: 3 }).map(($in) => ({ $in })),
  number.map(($gt) => ({ $gt })),
  fc.tuple(number, number).map(([$gte, $lt]) => ({ $gte, $lt })),
  number.map(($lte) => ({ $lte })),
  value.map(($ne) => ({ $ne })),
);
const filters = fc.record({ a: condition, b: condition, c: condition, list: condition }, { requiredKeys: [] });
const direction = fc.constantFrom(1 as const, -1 as const);
const orders = fc.uniqueArray(fc.record({ path: fc.constantFrom('a', 'b', 'c'), direction }), {
  selector: ({ path }) => path,
  maxLength: 2,
});
const sorts = fc.oneof(fc.constant<IndexField[]>([]), orders);

test('what an index serves is what looking at every document finds, in the order asked for', () => {
  const sql = openSql(join(aFolder(), 'documents.sqlite'));
  const store = new Store(sql, parseDeclaration({ collections: { things: { indexes } } }));
  const queries = new Queries(store);
  let served = 0;
  fc.assert(
    fc.property(
      documents,
      fc.array(fc.tuple(filters, sorts, fc.nat(5)), { minLength: 20, maxLength: 20 }),
      (given, asked) => {
        store.clear();
        const all: Document[] = given.map((document, i) => ({ _id: `${i}`, ...document }));
        sql.transaction(() => all.forEach((document) => store.insert('things', document)));
        for (const [query, sort, skip] of asked) {
          const filter = readFilter(query);
          const find = (from: number, limit: number) =>
            queries.find({ collection: 'things', filter, sort, skip: from, limit }).map(({ document }) => document);
          const found = foundOrRefused(() => find(0, Infinity));
          if (!found) continue;
          served += 1;
          const expected = all.filter(filter.matches);
          expect(found.map(({ _id }) => _id).sort()).toEqual(expected.map(({ _id }) => _id).sort());
          expectOrder(found, sort);
          expect(find(skip, 3)).toEqual(found.slice(skip, skip + 3));
        }
      },
    ),
    { numRuns: 60 },
  );
  sql.close();
  expect(served).toBeGreaterThan(100);
});

function foundOrRefused(find: () => Document[]) {
  try {
    return find();
  } catch (error) {
    expect(String(error)).toContain('no declared index serves this query');
    return undefined;
  }
}

function expectOrder(found: Document[], sort: IndexField[]) {
  const keys = found.map((document) => sortKey(document, sort).toString('hex'));
  expect(keys).toEqual([...keys].sort());
}
