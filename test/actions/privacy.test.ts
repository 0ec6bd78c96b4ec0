import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { routeConcern, sealedText, type Certificate } from '../../domain/routing';
import type { Fate, SdkCall } from '../../local/cloud';
import { smallTown } from '../../local/demo/small-town';
import { seal } from '../../cloudfunctions/secrets';
import { aConcernToRate, aDraft, neighbour, officer, openTown, resident, type LocalTown } from '../support/local-town';
import { staffOpenid } from '../../local/demo/people';

let town: LocalTown;
let fate: (call: SdkCall) => Fate = () => 'pass';
const KEY = 'k'.repeat(64);
beforeAll(
  async () => void (town = await openTown({ functionEnv: { FIRST_VISIT_KEY: KEY }, onSdkCall: (call) => fate(call) })),
);
afterAll(() => town.close());

test('the functions that run are byte for byte what the build put out', () => {
  for (const name of ['api', 'timer']) {
    const built = readFileSync(`dist/cloudfunctions/${name}/index.js`);
    expect(town.cloud.functions()[name]).toBe(createHash('sha256').update(built).digest('hex'));
  }
});

test('a stored certificate gives the same owner when recomputed without it, and its seal notices any altered input', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  const { seal: stored, ownerId, ...certificate } = town.stored(concernId).certificates[0]!;
  expect(routeConcern(certificate.inputs, smallTown(NOW)).ownerId).toBe(ownerId);
  process.env['FIRST_VISIT_KEY'] = KEY;
  const sealed = (changes: Partial<Certificate['inputs']>, owner = ownerId) =>
    seal(sealedText({ ...certificate, ownerId: owner, inputs: { ...certificate.inputs, ...changes } }));
  expect(sealed({})).toBe(stored);
  expect(sealed({ categoryId: 'B1' })).not.toBe(stored);
  expect(sealed({ at: certificate.inputs.at + 1 })).not.toBe(stored);
  expect(sealed({ loads: { s01: 1 } })).not.toBe(stored);
  expect(sealed({}, 's02')).not.toBe(stored);
});

/** Everything a member of staff can read about the town. */
async function allThatStaffRead(concernId: string): Promise<string> {
  const replies: unknown[] = [];
  for (const staffId of ['s01', 's06', 's10'])
    for (const [action, input] of [
      ['getHome', {}],
      ['listToday', {}],
      ['listMapConcerns', {}],
      ['listDecisions', {}],
      ['listInbox', {}],
      ['getConcern', { concernId }],
    ] as const)
      replies.push(await town.ask(staffOpenid(staffId), action, input));
  return JSON.stringify(replies);
}

test('that a resident rated, and how, appears in nothing that staff can read', async () => {
  const concernId = await aConcernToRate(town);
  const before = await allThatStaffRead(concernId);
  await town.act(resident, 'rateConcern', {
    concernId,
    solved: 'yes',
    satisfaction: 3,
    tags: ['slow'],
    words: '还可以更快一些',
  });
  expect(await allThatStaffRead(concernId)).toBe(before);
});

test('no revision, event index, openid or key leaves the server', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  const seen =
    (await allThatStaffRead(concernId)) + JSON.stringify(await town.ask(resident, 'getConcern', { concernId }));
  for (const word of ['"rev"', '"events"', '"projected"', '"seal"', '"loads"', resident, '13800000001'])
    expect(seen).not.toContain(word);
});

test('a "not solved" and its words reach the owner', async () => {
  const concernId = await aConcernToRate(town);
  await town.act(resident, 'rateConcern', {
    concernId,
    solved: 'no',
    satisfaction: 1,
    tags: [],
    words: '昨晚又浸水了',
  });
  const { history } = await town.act(officer, 'getConcern', { concernId });
  expect(history.at(-1)).toMatchObject({ title: '反映没有解决，重新办理', words: '昨晚又浸水了', by: '反映人' });
  const { notices } = await town.act(officer, 'listInbox', {});
  expect(notices.filter((n) => n.concernId === concernId && n.text.includes('没有解决'))).toHaveLength(1);
});

test('photos from the own folder are accepted, and addresses are given to those who may see them', async () => {
  const { prefix } = await town.act(resident, 'startUpload', {});
  const fileId = await town.cloud.upload(resident, `${prefix}1.jpg`, Buffer.from('jpg'));
  const { concernId } = await town.act(resident, 'submitConcern', aDraft({ photoFileIds: [fileId] }));
  const { history } = await town.act(officer, 'getConcern', { concernId });
  const response = await fetch(history[0]!.photoUrls[0]!);
  expect(await response.text()).toBe('jpg');
});

test.each([
  ['a name with a query', '1.jpg?x=1'],
  ['a way out of the folder', '../../towns/1.jpg'],
  ['a way through the folder', './1.jpg'],
  ['an escaped name', '%2e%2e/1.jpg'],
  ['no name', ''],
])('%s in the own folder is no photo', async (_what, name) => {
  const { prefix } = await town.act(resident, 'startUpload', {});
  const fileId = await town.cloud.upload(resident, `${prefix}1.jpg`, Buffer.from('jpg'));
  const photoFileIds = [fileId.replace('1.jpg', name)];
  await expect(town.ask(resident, 'submitConcern', aDraft({ photoFileIds }))).resolves.toMatchObject({
    code: 'FOREIGN_FILE',
  });
});

test('words are shown even while storage gives no addresses', async () => {
  const { prefix } = await town.act(resident, 'startUpload', {});
  const fileId = await town.cloud.upload(resident, `${prefix}1.jpg`, Buffer.from('jpg'));
  const { concernId } = await town.act(resident, 'submitConcern', aDraft({ photoFileIds: [fileId] }));
  fate = ({ action }) => (action.startsWith('storage.') ? 'failBefore' : 'pass');
  const { history } = await town.act(resident, 'getConcern', { concernId });
  fate = () => 'pass';
  expect(history[0]).toMatchObject({ words: aDraft().words, photoUrls: [] });
});

test('a suspended member of staff loses access at once', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  const absences = town.database().collection('absences');
  await absences.add({ _id: 'x', staffId: 's01', kind: 'suspended', from: 0, to: null, isActive: true });
  await expect(town.ask(officer, 'getConcern', { concernId })).resolves.toMatchObject({ code: 'NOT_FOUND' });
  await expect(town.ask(officer, 'listToday', {})).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
  // Meanwhile the duty desk acts, and may do what the owner may.
  await expect(town.act(staffOpenid('s08'), 'recordFirstContact', { concernId, way: 'phone' })).resolves.toEqual({
    status: 'handling',
  });
  await absences.doc('x').remove();
});

test('point and name of what could be a home are no part of the concern, and reach author and handling staff only', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft({ categoryId: 'F4' }));
  expect(town.stored(concernId).place).toEqual({
    kind: 'point',
    gridId: 'g1',
    communityId: 'liangdu',
    cell: expect.any(String) as string,
  });
  expect(await town.act(officer, 'getConcern', { concernId })).toMatchObject({
    placeName: '恒美一村三巷',
    point: { latitude: expect.any(Number) as number },
  });
  expect((await town.act(resident, 'getConcern', { concernId })).placeName).toBe('恒美一村三巷');
  const told = JSON.stringify([
    await town.act(officer, 'listToday', {}),
    await town.act(officer, 'listInbox', {}),
    await town.act(resident, 'listMyConcerns', {}),
  ]);
  expect(told).toContain('良都社区第一网格');
  expect(JSON.stringify(town.cloud.dump()['inbox'])).not.toContain(`F4 · 恒美一村三巷`);
  await expect(town.ask(neighbour, 'getConcern', { concernId })).resolves.toMatchObject({ code: 'NOT_FOUND' });
});

test('every query of this run was served by a declared index', () => {
  expect(town.cloud.queryLog().length).toBeGreaterThan(8);
  for (const shape of town.cloud.queryLog()) expect(shape).toMatchObject({ index: expect.any(String) as string });
});
