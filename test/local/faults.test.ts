import { aCloud, closeClouds, probe } from './a-cloud';
import type { Fate, LocalCloud, SdkCall } from '../../local/cloud';

let cloud: LocalCloud;
let fate: (call: SdkCall) => Fate = () => 'pass';
const seen: SdkCall[] = [];
beforeAll(async () => {
  cloud = await aCloud({
    onSdkCall: (call) => {
      seen.push(call);
      return fate(call);
    },
  });
});
beforeEach(async () => {
  fate = () => 'pass';
  await cloud.reset();
  await probe(cloud, 'add', { collection: 'people', data: { _id: 'a', n: 1 } });
  seen.length = 0;
});
afterAll(closeClouds);

const bump = () => probe(cloud, 'bump', { collection: 'people', id: 'a' });
const n = () => cloud.dump()['people']?.[0]?.['n'];

test('every SDK call of a function is numbered and named', async () => {
  await bump();
  await bump();
  await probe(cloud, 'upload', { path: 'a.txt', text: 'x' });
  const functionName = 'probe';
  const call = { ordinal: 1, action: 'database.modifyDocument', functionName, collection: 'people' };
  expect(seen).toEqual([call, call, { ordinal: 1, action: 'storage.getUploadMetadata', functionName }]);
});

test('failBefore: the SDK throws system error -501001, and nothing happened', async () => {
  fate = () => 'failBefore';
  expect((await bump()).error).toMatchObject({ errCode: -501001 });
  expect(n()).toBe(1);
});

test('failAfter: the SDK sees the connection drop after it happened, and does not try again', async () => {
  fate = () => 'failAfter';
  expect((await bump()).error).toMatchObject({ message: expect.stringMatching(/socket hang up|ECONNRESET/) });
  expect(n()).toBe(2);
  expect(seen).toHaveLength(1);
});

test('a failed openapi call rejects too', async () => {
  fate = () => 'failBefore';
  expect((await probe(cloud, 'check', { content: 'x' })).error).toBeDefined();
  fate = () => 'failAfter';
  expect((await probe(cloud, 'check', { content: 'x' })).error).toBeDefined();
  expect(cloud.outbox()).toHaveLength(1);
});
