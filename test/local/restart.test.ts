import { aCloud, aFolder, adminOf, closeClouds, DATABASE, probe } from './a-cloud';

afterAll(closeClouds);

test('a restart keeps documents, files, outbox and clock', async () => {
  const dataDir = aFolder();
  const before = await aCloud({ dataDir });
  const at = new Date(5);
  await adminOf(before).database().collection('people').add({ _id: 'a', age: 1, at });
  const fileID = await before.upload('oResident1', 'uploads/a.txt', Buffer.from('x'));
  await probe(before, 'check', { content: 'x' });
  before.clock.set({ offsetMs: 1_000_000 });
  const sent = before.outbox();
  await before.close();

  const after = await aCloud({ dataDir });
  const database = adminOf(after).database();
  expect((await database.collection('people').where({ age: 1 }).get()).data).toEqual([{ _id: 'a', age: 1, at }]);
  expect(String((await adminOf(after).downloadFile({ fileID })).fileContent)).toBe('x');
  expect(after.outbox()).toEqual(sent);
  expect(after.clock.offsetMs()).toBe(1_000_000);
});

test('a snapshot brings back documents, indexes, files, messages and consents, again and again', async () => {
  const cloud = await aCloud();
  const people = adminOf(cloud).database().collection('people');
  await people.add({ _id: 'a', age: 1, card: 1 });
  const fileID = await cloud.upload('oResident1', 'uploads/a.txt', Buffer.from('x'));
  await probe(cloud, 'check', { content: 'x' });
  const [before, sent] = [cloud.dump(), cloud.outbox()];
  const bringBack = cloud.snapshot();
  for (let time = 0; time < 2; time += 1) {
    await people.doc('a').update({ age: 2 });
    await people.add({ _id: 'b', age: 1, card: 2 });
    await cloud.upload('oResident1', 'uploads/b.txt', Buffer.from('y'));
    await adminOf(cloud).deleteFile({ fileList: [fileID] });
    await probe(cloud, 'check', { content: 'y' });
    cloud.consent('oResident1', 'tmpl-progress', true);
    bringBack();
    expect([cloud.dump(), cloud.outbox()]).toEqual([before, sent]);
    expect((await people.where({ age: 1 }).get()).data.map(({ _id }: { _id: string }) => _id)).toEqual(['a']);
    expect(String((await adminOf(cloud).downloadFile({ fileID })).fileContent)).toBe('x');
    await expect(cloud.upload('oOther01', 'uploads/a.txt', Buffer.from('z'))).rejects.toThrow('storage rule');
  }
});

describe('an index whose declaration changed', () => {
  const declared = (fields: Record<string, number>, unique = false) => ({
    collections: { ...DATABASE.collections, people: { indexes: [{ name: 'age', fields, unique }] } },
  });

  test('is rebuilt', async () => {
    const dataDir = aFolder();
    const before = await aCloud({ dataDir });
    const people = [
      { _id: 'a', age: 1, card: 1, name: 'x' },
      { _id: 'b', age: 2, card: 2, name: 'x' },
    ];
    await adminOf(before).database().collection('people').add(people);
    await before.close();
    const after = await aCloud({ dataDir, database: declared({ name: 1, age: -1 }) });
    const named = adminOf(after).database().collection('people').where({ name: 'x' });
    expect((await named.orderBy('age', 'desc').get()).data.map(({ _id }: { _id: string }) => _id)).toEqual(['b', 'a']);
    await expect(adminOf(after).database().collection('people').where({ age: 1 }).get()).rejects.toBeDefined();
  });

  test('and that the documents contradict stops the start', async () => {
    const dataDir = aFolder();
    const before = await aCloud({ dataDir });
    await adminOf(before)
      .database()
      .collection('people')
      .add([
        { age: 1, card: 1 },
        { age: 1, card: 2 },
      ]);
    await before.close();
    await expect(aCloud({ dataDir, database: declared({ age: 1 }, true) })).rejects.toThrow('E11000');
  });
});

test('two clouds cannot use one folder', async () => {
  const dataDir = aFolder();
  await aCloud({ dataDir });
  await expect(aCloud({ dataDir })).rejects.toThrow('another local cloud is using this data folder');
});

test.each([
  ['11 indexes', Array.from({ length: 11 }, (_value, i) => ({ name: `i${i}`, fields: { a: 1 } })), /more than 10/],
  ['a direction that is none', [{ name: 'i', fields: { a: 2 } }], /must be 1 or -1/],
  [
    'two indexes of one name',
    [
      { name: 'i', fields: { a: 1 } },
      { name: 'i', fields: { b: 1 } },
    ],
    /same name/,
  ],
  ['an index of nothing', [{ name: 'i', fields: {} }], /needs a field/],
])('a declaration with %s is refused', async (_what, indexes, message) => {
  await expect(aCloud({ database: { collections: { a: { indexes } } } })).rejects.toThrow(message);
});
