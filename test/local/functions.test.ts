import { aCloud, closeClouds, probe } from './a-cloud';
import { CloudError, type LocalCloud } from '../../local/cloud';

let cloud: LocalCloud;
const lines: string[] = [];
beforeAll(async () => {
  cloud = await aCloud({ log: (line) => lines.push(line) });
});
afterAll(closeClouds);

const HOUR = 3_600_000;

test('a function called by a phone knows the caller, and nothing says that the cloud is local', async () => {
  const { answer } = await probe(cloud, 'context', {}, 'oResident1');
  const { APPID, ENV } = answer;
  expect(answer).toEqual({
    OPENID: 'oResident1',
    APPID: expect.stringMatching(/^wx[0-9a-f]{16}$/),
    CLIENTIP: '203.0.113.7',
    ENV: 'first-visit-7g8h9k',
    SOURCE: 'wx_client',
    userInfo: { appId: APPID, openId: 'oResident1' },
    setting: 'a setting',
    functionName: 'probe',
  });
  expect(ENV).not.toMatch(/local/);
});

test('a timer calls without an openid, and says which trigger it was', async () => {
  cloud.clock.fixAt(NOW);
  expect(await cloud.timer('hourly')).toEqual({
    event: { Type: 'Timer', TriggerName: 'everyHour', Time: new Date(NOW).toISOString(), Message: '' },
    SOURCE: 'wx_trigger',
    trigger: 'timer',
  });
  expect(cloud.dump()['runs']).toEqual([{ _id: expect.any(String), at: new Date(NOW) }]);
});

test('what a warm function remembers of a timer does not reach a phone', async () => {
  await cloud.timer('probe');
  expect((await probe(cloud, 'context')).answer).not.toHaveProperty('trigger');
});

test('a function called by a function sees the same caller', async () => {
  const { answer } = await probe(cloud, 'nested', { name: 'probe', data: { deed: 'context' } }, 'oResident2');
  expect(answer.result.answer).toMatchObject({ OPENID: 'oResident2', SOURCE: 'wx_client,scf' });
});

test('five calls at once keep their callers apart', async () => {
  const openids = [1, 2, 3, 4, 5].map((n) => `oResident${n}`);
  const answers = await Promise.all(
    openids.map((openid) => probe(cloud, 'get', { collection: 'people', id: 'a' }, openid)),
  );
  expect(answers.map((answer) => answer.openidBefore)).toEqual(openids);
  expect(answers.map((answer) => answer.openidAfter)).toEqual(openids);
});

test('four calls run side by side: each waits until all have come', async () => {
  const openids = [1, 2, 3, 4].map((n) => `oGuest${n}`);
  const answers = await Promise.all(openids.map((openid) => cloud.call(openid, 'meeting', { guests: 4 })));
  expect(answers).toEqual(openids.map((openid) => ({ me: openid, stillMe: openid })));
});

test.each([
  ['throws', 'throw', 'kaboom'],
  ['crashes afterwards', 'later', 'Cannot read properties of null'],
  ['ends its process', 'exit', 'the process exited'],
  ['answers more than 6 MB', 'big', 'exceeds 6 MB'],
])('a function that %s fails, and the next call is served', async (_what, how, message) => {
  await expect(cloud.call('oResident1', 'broken', { how })).rejects.toMatchObject({
    code: 'FUNCTIONS_EXECUTE_FAIL',
    message: expect.stringContaining(message),
  });
  expect(await cloud.call('oResident1', 'broken', { how: 'fine' })).toBe('fine');
});

test('a function that exceeds the timeout of its config.json is stopped, and the next call is served', async () => {
  const code = 'FUNCTIONS_TIME_LIMIT_EXCEEDED';
  await expect(cloud.call('oResident1', 'slow', {})).rejects.toMatchObject({ code });
  expect(await cloud.call('oResident1', 'slow', { quick: true })).toBe('quick');
});

test('calls beyond the instances of a function wait, and one that times out makes room', async () => {
  const stuck = [1, 2, 3, 4].map(() => cloud.call('oResident1', 'slow', {}));
  const waiting = [5, 6].map(() => cloud.call('oResident1', 'slow', { quick: true }));
  const ends = await Promise.allSettled([...stuck, ...waiting]);
  expect(ends.map(({ status }) => status).join(' ')).toBe('rejected '.repeat(4) + 'fulfilled fulfilled');
});

test('a function sees the time of the cloud in every form of Date', async () => {
  cloud.clock.fixAt(NOW);
  expect((await probe(cloud, 'clock')).answer).toEqual({
    now: NOW,
    fresh: NOW,
    text: new Date(NOW).toString(),
    isDate: true,
    remade: NOW,
    fixed: 2020,
  });
});

test('a running clock is so far ahead of the machine', async () => {
  cloud.clock.set({ offsetMs: 5 * HOUR });
  const before = Date.now() + 5 * HOUR;
  const { now } = (await probe(cloud, 'clock')).answer;
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThan(before + HOUR);
});

describe('a run with a time of its own', () => {
  const at = NOW - 1000 * HOUR;
  const clockOf = async (when?: { at: number }) =>
    ((await cloud.call('oResident1', 'probe', { deed: 'clock' }, when)) as any).answer;

  test('sees that time, and the run after it the time of the cloud', async () => {
    cloud.clock.fixAt(NOW);
    expect(await clockOf({ at })).toMatchObject({ now: at, fresh: at, text: new Date(at).toString() });
    expect(await clockOf()).toMatchObject({ now: NOW, fresh: NOW });
    expect(cloud.clock.now()).toBe(NOW);
  });

  test('and one beside it do not disturb each other', async () => {
    const times = [at, at + HOUR, at + 2 * HOUR, undefined];
    const seen = await Promise.all(times.map((time) => clockOf(time === undefined ? undefined : { at: time })));
    expect(seen.map(({ now }) => now)).toEqual([...times.slice(0, 3), NOW]);
  });

  test('hands it on to timers, to server dates and to the functions it calls', async () => {
    const { event } = (await cloud.timer('hourly', { at })) as any;
    expect(event.Time).toBe(new Date(at).toISOString());
    expect(cloud.dump()['runs']!.at(-1)).toMatchObject({ at: new Date(at) });
    const nested = { deed: 'nested', name: 'probe', data: { deed: 'clock' } };
    const { answer } = (await cloud.call('oResident1', 'probe', nested, { at })) as any;
    expect(answer.result.answer).toMatchObject({ now: at });
  });
});

test('what a function prints stands in the log with its name', async () => {
  await probe(cloud, 'say', { text: 'hello' });
  expect(lines).toContain('probe: said hello');
});

test.each([
  ['an unknown function', 'oResident1', 'nothing', {}, 'FUNCTION_NOT_FOUND'],
  ['an openid of digits, which the SDK would make a number', '123456789', 'probe', {}, 'INVALID_PARAM'],
  ['data that is no object', 'oResident1', 'probe', [], 'INVALID_PARAM'],
  ['data of more than 100 KB', 'oResident1', 'probe', { text: 'x'.repeat(102_400) }, 'INVALID_PARAM'],
])('refuses %s', async (_what, openid, name, data, code) => {
  const error = await cloud.call(openid, name, data).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CloudError);
  expect(error).toMatchObject({ code });
});

test('wx-server-sdk gives a missing collection -502005 and an unserved query -502001', async () => {
  const missing = await probe(cloud, 'get', { collection: 'more', id: 'a' });
  expect(missing.error).toMatchObject({ errCode: -502005 });
  const unserved = await probe(cloud, 'update', { collection: 'people', where: { name: 'x' }, data: { x: 1 } });
  expect(unserved.error).toMatchObject({ errCode: -502001, message: expect.stringContaining('no declared index') });
});

test('wx-server-sdk is refused a transaction by name', async () => {
  const { error } = await probe(cloud, 'transaction');
  expect(error.message).toContain('database.startTransaction is refused');
});
