import { aCloud, adminOf, closeClouds } from './a-cloud';

let database: any, _: any, cloud: Awaited<ReturnType<typeof aCloud>>;
beforeAll(async () => {
  cloud = await aCloud();
  database = adminOf(cloud).database();
  _ = database.command;
});
beforeEach(() => cloud.reset());
afterAll(closeClouds);

const idsOf = async (query: any) => (await query.get()).data.map((document: any) => document._id);
const concerns = () => database.collection('concerns');

test('a document comes back as it was stored, dates as dates', async () => {
  const data = { _id: 'a', n: 1.5, big: 2 ** 40, at: new Date(5), list: [{ x: null }], text: '居民', flag: false };
  expect(await database.collection('people').add(data)).toMatchObject({ id: 'a' });
  expect((await database.collection('people').doc('a').get()).data).toEqual([data]);
});

test('a document without _id gets one', async () => {
  const { id } = await database.collection('people').add({ age: 1 });
  expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('get gives 100 documents unless told otherwise, and never more than 1000', async () => {
  await database.collection('people').add(Array.from({ length: 1100 }, (_value, i) => ({ age: 1, card: i })));
  const people = database.collection('people').where({ age: 1 });
  expect((await people.get()).data).toHaveLength(100);
  expect((await people.limit(5000).get()).data).toHaveLength(1000);
  expect((await people.count()).total).toBe(1100);
});

test('skip, limit and projection select', async () => {
  await database.collection('people').add([1, 2, 3, 4].map((age) => ({ _id: `p${age}`, age, card: age, name: 'x' })));
  const page = database
    .collection('people')
    .where({ age: _.gt(0) })
    .orderBy('age', 'desc')
    .skip(1)
    .limit(2);
  expect((await page.field({ age: true }).get()).data).toEqual([
    { _id: 'p3', age: 3 },
    { _id: 'p2', age: 2 },
  ]);
  expect((await page.field({ name: false, card: false, _id: false }).get()).data).toEqual([{ age: 3 }, { age: 2 }]);
});

describe('filters', () => {
  beforeEach(() =>
    database.collection('people').add([
      { _id: 'a', age: 1, card: 1, tags: ['x', 'y'], home: { street: '一' } },
      {
        _id: 'b',
        age: 2,
        card: 2,
        tags: [],
        rounds: [
          { n: 1, ok: true },
          { n: 2, ok: false },
        ],
      },
      { _id: 'c', age: 3, card: 3, tags: ['x'], home: { street: '二' } },
    ]),
  );
  test.each([
    ['eq', () => ({ age: _.eq(2) }), 'b'],
    ['neq', () => ({ age: _.neq(2) }), 'ac'],
    ['a range of and', () => ({ age: _.gte(1).and(_.lt(3)) }), 'ab'],
    ['in', () => ({ age: _.in([3, 1, 9]) }), 'ac'],
    ['nin', () => ({ age: _.nin([3, 1]) }), 'b'],
    ['or on one field', () => ({ card: _.eq(1).or(_.eq(2)) }), 'ab'],
    ['or across fields', () => _.or([{ card: 3 }, { 'home.street': '一' }]), 'ac'],
    ['exists', () => ({ rounds: _.exists(false) }), 'ac'],
    ['elemMatch', () => ({ rounds: _.elemMatch({ n: 1, ok: true }) }), 'b'],
    ['elemMatch that no one element satisfies', () => ({ rounds: _.elemMatch({ n: 1, ok: false }) }), ''],
    ['size', () => ({ tags: _.size(1) }), 'c'],
    ['an element of an array', () => ({ tags: 'x' }), 'ac'],
    ['a nested object, by its fields', () => ({ home: { street: '二' } }), 'c'],
    ['null, which a missing field is too', () => ({ home: _.eq(null) }), 'b'],
  ])('%s', async (_what, filter, expected) => {
    const query = database.collection('people').where(_.and([{ age: _.gt(0) }, filter()]));
    expect((await idsOf(query)).sort().join('')).toBe(expected);
  });
});

describe('indexes', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  beforeEach(() =>
    concerns().add([
      { _id: 'a', ownerId: 'o1', isOpen: true, dueAt: at(3), street: 's', rank: 2, at: 1, tags: ['x', 'y'] },
      { _id: 'b', ownerId: 'o1', isOpen: true, dueAt: at(1), street: 's', rank: 1, at: 2, tags: [] },
      { _id: 'c', ownerId: 'o1', isOpen: false, dueAt: at(2), street: 's', rank: 1, at: 3, tags: ['x'] },
      {
        _id: 'd',
        ownerId: 'o2',
        isOpen: true,
        dueAt: at(2),
        street: 't',
        rank: 1,
        at: 4,
        participants: [{ openid: 'p' }, { openid: 'q' }],
      },
      { _id: 'e', ownerId: 'o2', isOpen: true, street: 't', rank: 3, at: 5, participants: [{ openid: 'p' }] },
    ]),
  );
  test.each([
    [
      'equality, then order',
      () => concerns().where({ ownerId: 'o1', isOpen: true }).orderBy('dueAt', 'asc'),
      'ba',
      'owner-open-due',
    ],
    [
      'the same order backward',
      () => concerns().where({ ownerId: 'o1', isOpen: true }).orderBy('dueAt', 'desc'),
      'ab',
      'owner-open-due',
    ],
    [
      'a range after equality',
      () => concerns().where({ ownerId: 'o2', isOpen: true, dueAt: _.lte(at(2)) }),
      'd',
      'owner-open-due',
    ],
    [
      'several owners, merged in order',
      () =>
        concerns()
          .where({ ownerId: _.in(['o2', 'o1']), isOpen: true })
          .orderBy('dueAt', 'asc'),
      'ebda',
      'owner-open-due',
    ],
    [
      'several owners, merged backward',
      () =>
        concerns()
          .where({ ownerId: _.in(['o2', 'o1']), isOpen: true })
          .orderBy('dueAt', 'desc')
          .limit(2),
      'ad',
      'owner-open-due',
    ],
    [
      'an order on the field of an in',
      () =>
        concerns()
          .where({ ownerId: _.in(['o2', 'o1']), isOpen: true })
          .orderBy('ownerId', 'desc')
          .orderBy('dueAt', 'desc'),
      'deab',
      'owner-open-due',
    ],
    [
      'an order on a bound field is free',
      () => concerns().where({ ownerId: 'o1', isOpen: true }).orderBy('isOpen', 'asc').orderBy('dueAt', 'asc'),
      'ba',
      'owner-open-due',
    ],
    [
      'directions as declared',
      () => concerns().where({ street: 's' }).orderBy('rank', 'asc').orderBy('at', 'desc'),
      'cba',
      'street-newest',
    ],
    [
      'directions all turned',
      () => concerns().where({ street: 's' }).orderBy('rank', 'desc').orderBy('at', 'asc'),
      'abc',
      'street-newest',
    ],
    [
      'a range on a descending field',
      () => concerns().where({ street: 's', rank: 1, at: _.gt(2) }),
      'c',
      'street-newest',
    ],
    [
      'a field of an array of objects',
      () => concerns().where({ 'participants.openid': 'p' }).orderBy('at', 'desc'),
      'ed',
      'participants',
    ],
    ['elemMatch', () => concerns().where({ participants: _.elemMatch({ openid: 'q' }) }), 'd', 'participants'],
    ['an array: each document once', () => concerns().where({ tags: _.in(['x', 'y']) }), 'ac', 'tags'],
    [
      'an array: bounds met by different elements',
      () => concerns().where({ tags: _.gt('x').and(_.lt('y')) }),
      'a',
      'tags',
    ],
    [
      'further fields are only filtered',
      () => concerns().where({ ownerId: 'o1', at: _.gt(1) }),
      'cb',
      'owner-open-due',
    ],
    ['a page of everything, in order', () => concerns().where({}).orderBy('_id', 'desc').limit(2), 'ed', '_id_'],
    [
      'what follows an _id',
      () =>
        concerns()
          .where({ _id: _.gt('c') })
          .orderBy('_id', 'asc'),
      'de',
      '_id_',
    ],
    [
      'a few ids, in memory',
      () =>
        concerns()
          .where({ _id: _.in(['a', 'e', 'd']) })
          .orderBy('at', 'desc'),
      'eda',
      '_id',
    ],
  ])('serve %s', async (_what, query, expected, index) => {
    expect((await idsOf(query())).join('')).toBe(expected);
    expect(cloud.queryLog().map((shape) => shape.index)).toContain(index);
  });

  test.each([
    ['no filter', () => concerns().get()],
    ['a field that leads no index', () => concerns().where({ isOpen: true }).get()],
    [
      'an order after a range',
      () =>
        concerns()
          .where({ street: 's', rank: _.gt(0) })
          .orderBy('at', 'asc')
          .get(),
    ],
    ['mixed directions', () => concerns().where({ street: 's' }).orderBy('rank', 'asc').orderBy('at', 'asc').get()],
    ['an order with a filter beside it', () => concerns().where({ at: 1 }).orderBy('ownerId', 'asc').get()],
    ['a count of everything', () => concerns().count()],
    ['an update of everything', () => concerns().where({}).update({ x: 1 })],
    ['a removal by a field that leads no index', () => concerns().where({ at: 1 }).remove()],
    [
      'equality with a whole array',
      () =>
        concerns()
          .where({ tags: ['x'] })
          .get(),
    ],
  ])('do not serve %s', async (_what, request) => {
    await expect(request()).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringMatching(/no declared index serves this query: collection concerns; filter .*; sort /),
    });
  });
});

test('equal keys keep the order of insertion', async () => {
  await concerns().add(['c', 'a', 'b'].map((_id) => ({ _id, ownerId: 'o', isOpen: true })));
  const query = concerns().where({ ownerId: 'o', isOpen: true });
  expect(await idsOf(query.orderBy('dueAt', 'asc'))).toEqual(['c', 'a', 'b']);
  expect(await idsOf(query.orderBy('dueAt', 'desc'))).toEqual(['b', 'a', 'c']);
});

test('numbers, texts and dates are ordered within their types, null first', async () => {
  const dues = [new Date(-5), 'b', -1.5, null, 'a\u0000', 'a', 10, '路', -1e300, false, 2];
  await concerns().add(dues.map((dueAt, i) => ({ _id: `${i}`, ownerId: 'o', isOpen: true, dueAt })));
  const { data } = await concerns().where({ ownerId: 'o', isOpen: true }).orderBy('dueAt', 'asc').get();
  expect(data.map((document: any) => document.dueAt)).toEqual([
    null,
    -1e300,
    -1.5,
    2,
    10,
    'a',
    'a\u0000',
    'b',
    '路',
    false,
    new Date(-5),
  ]);
});
