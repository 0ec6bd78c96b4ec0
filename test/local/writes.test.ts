import { aCloud, adminOf, closeClouds } from './a-cloud';

let database: any, _: any, people: any, cloud: Awaited<ReturnType<typeof aCloud>>;
beforeAll(async () => {
  cloud = await aCloud();
  database = adminOf(cloud).database();
  _ = database.command;
  people = database.collection('people');
});
beforeEach(async () => {
  await cloud.reset();
  await people.add({ _id: 'a', age: 1, rev: 3, name: '甲', tags: ['x'], home: { street: '一' }, gone: null });
});
afterAll(closeClouds);

const stored = () => cloud.dump()['people']?.[0];

test('a conditional update happens only where it matches', async () => {
  expect(await people.where({ _id: 'a', rev: 2 }).update({ name: '乙' })).toMatchObject({ updated: 0 });
  expect(await people.where({ _id: 'a', rev: 3 }).update({ name: '乙', rev: _.inc(1) })).toMatchObject({ updated: 1 });
  expect(stored()).toMatchObject({ name: '乙', rev: 4 });
});

test('of many conditional updates on one revision one wins', async () => {
  const tries = Array.from({ length: 10 }, (_value, i) =>
    people.where({ _id: 'a', rev: 3 }).update({ rev: 4, winner: i }),
  );
  const updated = (await Promise.all(tries)).map((result: any) => result.updated);
  expect(updated.filter(Boolean)).toEqual([1]);
});

test('updated counts matches, even when nothing changed', async () => {
  expect(await people.doc('a').update({ name: '甲' })).toMatchObject({ updated: 1 });
  expect(await people.doc('nobody').update({ name: '甲' })).toMatchObject({ updated: 0 });
});

test('where().update() changes all that match, where().remove() removes them', async () => {
  await people.add([
    { _id: 'b', age: 1, card: 2 },
    { _id: 'c', age: 2, card: 3 },
  ]);
  expect(await people.where({ age: 1 }).update({ seen: true })).toMatchObject({ updated: 2 });
  expect(await people.where({ age: 1 }).remove()).toMatchObject({ deleted: 2 });
  expect(cloud.dump()['people']).toEqual([{ _id: 'c', age: 2, card: 3 }]);
});

test('set replaces the whole document, or creates it', async () => {
  expect(await people.doc('a').set({ age: 9 })).toMatchObject({ updated: 1 });
  expect(await people.doc('n').set({ age: 8, card: 1 })).toMatchObject({ updated: 0, upsertedId: 'n' });
  expect(cloud.dump()['people']).toEqual([
    { _id: 'a', age: 9 },
    { _id: 'n', age: 8, card: 1 },
  ]);
});

test('a server date is the time of the cloud', async () => {
  cloud.clock.fixAt(1_000_000);
  await people.doc('a').update({ at: database.serverDate({ offset: 500 }) });
  expect(stored()).toMatchObject({ at: new Date(1_000_500) });
});

test.each([
  ['set of a nested field', () => ({ home: { lane: '二' } }), { home: { street: '一', lane: '二' } }],
  ['set that creates the way', () => ({ 'new.deep.n': 1 }), { new: { deep: { n: 1 } } }],
  ['set of an element', () => ({ 'tags.0': 'z' }), { tags: ['z'] }],
  ['set of a whole object', () => ({ home: _.set({ lane: 1 }) }), { home: { lane: 1 } }],
  ['remove', () => ({ home: _.remove() }), { home: undefined }],
  ['remove of what is missing', () => ({ 'no.such': _.remove() }), { no: undefined }],
  ['inc', () => ({ age: _.inc(-2) }), { age: -1 }],
  ['inc of a missing field', () => ({ count: _.inc(2) }), { count: 2 }],
  ['push of several', () => ({ tags: _.push(['y', { z: 1 }]) }), { tags: ['x', 'y', { z: 1 }] }],
  ['push to a missing field', () => ({ list: _.push('y') }), { list: ['y'] }],
  ['addToSet of one that is there', () => ({ tags: _.addToSet('x') }), { tags: ['x'] }],
  ['addToSet of each', () => ({ tags: _.addToSet({ $each: ['x', 'y', 'y'] }) }), { tags: ['x', 'y'] }],
  ['pull', () => ({ tags: _.pull('x') }), { tags: [] }],
  ['pull by a condition', () => ({ tags: _.pull(_.in(['x', 'y'])) }), { tags: [] }],
])('%s', async (_what, update, expected) => {
  await people.doc('a').update(update());
  expect({ ...expected, ...stored() }).toMatchObject(expected);
});

test('pull removes the objects that meet a condition', async () => {
  await people.doc('a').update({ rounds: [{ n: 1 }, { n: 2, ok: true }] });
  await people.doc('a').update({ rounds: _.pull({ n: _.gt(1) }) });
  expect(stored()).toMatchObject({ rounds: [{ n: 1 }] });
});

test.each([
  ['inc of a text', () => ({ name: _.inc(1) }), /non-numeric/],
  ['inc of null', () => ({ gone: _.inc(1) }), /non-numeric/],
  ['inc by a text', () => ({ age: _.inc('1') }), /non-numeric/],
  ['push to what is no array', () => ({ name: _.push('y') }), /'name' must be an array/],
  ['addToSet to what is no array', () => ({ age: _.addToSet(1) }), /'age' must be an array/],
  ['pull from what is no array', () => ({ age: _.pull(1) }), /non-array/],
  ['set through a scalar', () => ({ 'name.first': 1 }), /Cannot create field 'first'/],
  ['set through null', () => ({ 'gone.first': 1 }), /Cannot create field 'first'/],
  ['set through an array', () => ({ 'tags.first': 1 }), /Cannot create field 'first'/],
  ['two updates of one field', () => ({ home: _.set({}), 'home.street': 1 }), /conflict at 'home'/],
  ['mul', () => ({ age: _.mul(2) }), /update operator \$mul is refused/],
  ['max', () => ({ age: _.max(2) }), /update operator \$max is refused/],
  ['rename', () => ({ age: _.rename('years') }), /update operator \$rename is refused/],
  ['pop', () => ({ tags: _.pop() }), /update operator \$pop is refused/],
  ['unshift', () => ({ tags: _.unshift('y') }), /field name '\$position' is refused/],
  ['a positional path', () => ({ 'tags.$': 1 }), /update path 'tags.\$' is refused/],
])('refuses %s and changes nothing', async (_what, update, message) => {
  const before = stored();
  await expect(people.doc('a').update(update())).rejects.toMatchObject({ message: expect.stringMatching(message) });
  expect(stored()).toEqual(before);
});

test.each([
  ['a query operator', () => people.where({ age: _.gt(0), n: _.mod(2, 0) }).get(), /query operator \$mod is refused/],
  ['a negation', () => people.where(_.nor([{ age: 1 }])).get(), /query operator \$nor is refused/],
  ['a regular expression', () => people.where({ age: 1, name: /甲/ }).get(), /\$reg\w+.* (is|are) refused/],
  [
    'a place query',
    () => people.where({ age: 1, at: _.geoNear({ geometry: new database.Geo.Point(1, 1) }) }).get(),
    /\$nearSphere is refused/,
  ],
  ['an aggregate', () => people.aggregate().match({ age: 1 }).end(), /database.aggregateDocuments is refused/],
  ['a transaction', () => database.startTransaction(), /database.startTransaction is refused/],
  ['updateAndReturn', () => people.where({ age: 1 }).updateAndReturn({ age: 2 }), /modifyAndReturnDoc is refused/],
  ['a new collection', () => database.createCollection('more'), /database.addCollection is refused/],
  ['a field name with a dollar', () => people.doc('n').set({ $x: 1 }), /field name '\$x' is refused/],
  [
    'a projection by an operator',
    () =>
      people
        .where({ age: 1 })
        .field({ tags: _.project.slice(1) })
        .get(),
    /projection of tags is refused/,
  ],
])('refuses %s by name', async (_what, request, message) => {
  await expect(Promise.resolve().then(request)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test('a collection that is not declared does not exist', async () => {
  const code = 'DATABASE_COLLECTION_NOT_EXIST';
  await expect(database.collection('more').doc('a').get()).rejects.toMatchObject({ code });
  await expect(database.collection('more').add({})).rejects.toMatchObject({ code });
});

describe('a unique index', () => {
  const duplicate = { code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining('E11000 duplicate key error') };
  test.each([
    ['a second document with the same _id', () => people.add({ _id: 'a', card: 5 })],
    ['a second document with the same value', () => people.add({ _id: 'c', card: 7 })],
    ['a second document without the field', () => people.add({ _id: 'c' })],
    ['null beside a missing field', () => people.add({ _id: 'c', card: null })],
    ['an update into a value that is taken', () => people.doc('a').update({ card: 7 })],
    [
      'a list of documents of which one is double',
      () =>
        people.add([
          { _id: 'c', card: 8 },
          { _id: 'd', card: 7 },
        ]),
    ],
  ])('refuses %s, and nothing is written', async (_what, write) => {
    await people.add({ _id: 'b', card: 7 });
    const before = cloud.dump();
    await expect(write()).rejects.toMatchObject(duplicate);
    expect(cloud.dump()).toEqual(before);
  });

  test('frees a value when its document changes or goes', async () => {
    await people.add({ _id: 'b', card: 7 });
    await people.doc('b').update({ card: 8 });
    await people.add({ _id: 'c', card: 7 });
    await people.doc('c').remove();
    await people.add({ _id: 'd', card: 7 });
    expect(cloud.dump()['people']).toHaveLength(3);
  });
});

test('one index cannot hold two arrays of a document', async () => {
  const write = database.collection('concerns').add({ ownerId: ['a'], isOpen: [true] });
  await expect(write).rejects.toMatchObject({ message: expect.stringContaining('parallel arrays') });
});
