import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { aCloud, adminOf, closeClouds } from './a-cloud';
import type { LocalCloud } from '../../local/cloud';

let cloud: LocalCloud;
const onReset = jest.fn();
beforeAll(async () => {
  const site = async ({ url }: { url?: string }, response: any) => {
    if (url !== '/page') return false;
    response.end('a page');
    return true;
  };
  cloud = await aCloud({ site, onReset });
});
afterAll(closeClouds);

const post = async (path: string, body: object | string = {}) => {
  const reply = await fetch(cloud.url + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
};
const get = async (path: string) => (await fetch(cloud.url + path)).json();

test('ready names every function with the hash of what it runs', async () => {
  const source = readFileSync(join(__dirname, 'functions/probe/index.js'));
  const sha256 = createHash('sha256').update(source).digest('hex');
  expect(await get('/local/ready')).toMatchObject({ ready: true, functions: { probe: sha256 } });
});

test('call answers with the result, or with the error of the function', async () => {
  const call = { openid: 'oResident1', name: 'slow', data: { quick: true } };
  expect(await post('/local/call', call)).toEqual({ status: 200, body: { result: 'quick' } });
  const failed = await post('/local/call', { ...call, name: 'broken', data: { how: 'throw' } });
  expect(failed).toMatchObject({ status: 200, body: { error: { code: 'FUNCTIONS_EXECUTE_FAIL' } } });
});

test('timer starts a function without an openid', async () => {
  const { body } = await post('/local/timer', { name: 'hourly' });
  expect(body.result).toMatchObject({ trigger: 'timer' });
  expect(body.result).not.toHaveProperty('OPENID');
});

test('upload stores a body under a path', async () => {
  const { body } = await post('/local/upload?openid=oResident1&path=uploads/b.txt', 'text');
  const { fileContent } = await adminOf(cloud).downloadFile({ fileID: body.fileID });
  expect(String(fileContent)).toBe('text');
});

test('consent tells what a phone accepted', async () => {
  const consent = { openid: 'oResident1', templateId: 'T'.repeat(43), accepts: true };
  expect(await post('/local/consent', consent)).toEqual({ status: 200, body: { accepts: true } });
});

test('the clock is moved absolutely and fires no timer; reset empties everything', async () => {
  const runs = cloud.dump()['runs'];
  await post('/local/clock', { offsetMs: 1000 });
  const moved = await post('/local/clock', { offsetMs: 86_400_000 });
  expect(moved.body.offsetMs).toBe(86_400_000);
  expect((await get('/local/clock')).now).toBeGreaterThan(Date.now() + 86_000_000);
  expect(cloud.dump()['runs']).toEqual(runs);
  await post('/local/reset');
  expect(await get('/local/clock')).toMatchObject({ offsetMs: 0 });
  expect(await get('/local/outbox')).toEqual({ sent: [] });
  expect(Object.values(cloud.dump()).flat()).toEqual([]);
  expect(onReset).toHaveBeenCalledTimes(1);
});

test.each([
  ['/local/call', 'no json', 'the body must be a JSON object'],
  ['/local/call', { openid: '12345678', name: 'probe' }, 'openid'],
  ['/local/call', { openid: 'oResident1' }, 'name must be a text'],
  ['/local/call', { openid: 'oResident1', name: 'probe', data: 'x' }, 'data must be an object'],
  ['/local/timer', {}, 'name must be a text'],
  ['/local/consent', { openid: 'oResident1', templateId: 'T' }, 'accepts must be true or false'],
  ['/local/consent', { openid: 'oResident1', accepts: true }, 'templateId must be a text'],
  ['/local/consent', { openid: '1', templateId: 'T', accepts: true }, 'openid'],
  ['/local/clock', { offsetMs: 'soon' }, 'offsetMs must be a number'],
  ['/local/clock', '{"offsetMs":1e300}', 'at most ten years'],
  ['/local/clock', { offsetMs: -400_000_000_000 }, 'at most ten years'],
  ['/local/upload?openid=oResident1', 'x', 'path must be a text'],
  ['/local/upload?openid=oResident1&path=../x', 'x', 'is refused'],
])('%s with %j is a wrong request', async (path, body, message) => {
  expect(await post(path, body)).toMatchObject({
    status: 400,
    body: { error: { code: 'INVALID_PARAM', message: expect.stringContaining(message) } },
  });
});

test('pages are served beside the cloud; what nobody serves is 404', async () => {
  expect(await (await fetch(`${cloud.url}/page`)).text()).toBe('a page');
  expect((await fetch(`${cloud.url}/other`)).status).toBe(404);
  expect((await fetch(`${cloud.url}/local/other`)).status).toBe(404);
});

describe('only programs and pages of this machine are served', () => {
  const statusWith = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const asked = request(`${cloud.url}/local/ready`, { headers }, (reply) => resolve(reply.resume().statusCode));
      asked.on('error', reject).end();
    });
  const host = () => `127.0.0.1:${cloud.port}`;

  test.each([
    ['its own host', () => ({ host: host() }), 200],
    ['localhost', () => ({ host: `localhost:${cloud.port}` }), 200],
    ['its own origin', () => ({ host: host(), origin: `http://${host()}` }), 200],
    ['a foreign name for this machine', () => ({ host: `evil.example:${cloud.port}` }), 403],
    ['another port', () => ({ host: '127.0.0.1:1' }), 403],
    ['a foreign origin', () => ({ host: host(), origin: 'https://evil.example' }), 403],
    ['no origin worth the name', () => ({ host: host(), origin: 'null' }), 403],
  ])('%s', async (_what, headers, status) => {
    expect(await statusWith(headers())).toBe(status);
  });

  test('an SDK with other keys is refused', async () => {
    const stranger = adminOf({ ...cloud, adminEnv: { ...cloud.adminEnv, TENCENTCLOUD_SECRETID: 'AKIDother' } });
    const asked = stranger.database().collection('people').doc('a').get();
    await expect(asked).rejects.toMatchObject({ code: 'SIGN_PARAM_INVALID' });
  });
});
