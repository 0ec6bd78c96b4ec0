import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { FolderInUse } from '../../local/cloud';
import { portFrom, portsFrom, whyNotOpened } from '../../local/faults';
import { logLine } from '../../local/log';
import { rememberRunning, running } from '../../local/running';
import { aCloud, aFolder, closeClouds } from './a-cloud';

afterAll(closeClouds);

describe('the running start', () => {
  test('is found by its file', async () => {
    const [cloud, file] = [await aCloud(), join(aFolder(), 'running')];
    expect(await running(file)).toBeUndefined();
    rememberRunning(cloud, file);
    expect(await running(file)).toEqual({ id: cloud.id, url: cloud.url, adminEnv: cloud.adminEnv });
    await cloud.close();
    expect(await running(file)).toBeUndefined();
  });

  test('is not another one that answers at the same address', async () => {
    const [cloud, file] = [await aCloud(), join(aFolder(), 'running')];
    rememberRunning({ ...cloud, id: 'of a start before' }, file);
    expect(await running(file)).toBeUndefined();
  });
});

test.each(['abc', '99999', '0', '-1', '80.5', '1e3', ' '])('PORT=%s is refused in one sentence', (asked) => {
  expect(() => portFrom(asked)).toThrow(`PORT 请填 1 到 65535 之间的端口号，现在是“${asked}”。`);
});
test.each([
  [undefined, 5173],
  ['', 5173],
  ['8080', 8080],
])('PORT=%s is %i', (asked, port) => expect(portFrom(asked)).toBe(port));

test('no port is tried that does not exist', () => expect(portsFrom(65_534, 20)).toEqual([65_534, 65_535]));

test.each([
  [new FolderInUse(), /^\.local 正被另一个首访通使用/],
  [Object.assign(new Error(), { code: 'EADDRINUSE' }), /^端口 5173 到 5174 都被占用了/],
  [Object.assign(new Error(), { code: 'EACCES' }), /^没有使用端口 5173 的权限/],
])('%s is said in one sentence', (error, sentence) => {
  expect((whyNotOpened(error, [5173, 5174]) as Error).message).toMatch(sentence);
});
test('an unknown cause stays as it is', () => {
  const error = new Error('boom');
  expect(whyNotOpened(error, [1])).toBe(error);
});

test('npm start with an impossible port ends with the sentence and exit code 1', () => {
  const env = { ...process.env, PORT: 'abc' };
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'local/start.ts'], { env, encoding: 'utf8' });
  expect(run.stderr.trim()).toBe('PORT 请填 1 到 65535 之间的端口号，现在是“abc”。');
  expect(run.status).toBe(1);
});

test('a line of the log begins with the time', () => {
  expect(logLine('api: failed', NOW)).toBe('10:00:00 api: failed');
});
