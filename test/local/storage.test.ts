import { aCloud, adminOf, closeClouds, probe } from './a-cloud';
import type { LocalCloud } from '../../local/cloud';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await aCloud();
});
afterAll(closeClouds);

const path = 'concerns/图 1.txt';
const addressOf = async (fileID: string, maxAge = 60): Promise<string> =>
  (await probe(cloud, 'address', { fileList: [{ fileID, maxAge }] })).answer.fileList[0].tempFileURL;

test('what wx-server-sdk uploads it downloads, and after erasing it is gone', async () => {
  const { fileID } = (await probe(cloud, 'upload', { path, text: '路灯坏了' })).answer;
  expect(fileID).toMatch(/^cloud:\/\/first-visit-7g8h9k\.[\w-]+\/concerns\/图 1\.txt$/);
  expect((await probe(cloud, 'download', { fileID })).answer).toBe('路灯坏了');
  await probe(cloud, 'erase', { fileList: [fileID] });
  expect((await probe(cloud, 'download', { fileID })).error).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' });
});

test('what a phone uploads @cloudbase/node-sdk downloads', async () => {
  const fileID = await cloud.upload('oResident1', path, Buffer.from('x'));
  const app = adminOf(cloud);
  expect(String((await app.downloadFile({ fileID })).fileContent)).toBe('x');
  await app.uploadFile({ cloudPath: path, fileContent: Buffer.from('y') });
  expect(String((await app.downloadFile({ fileID })).fileContent)).toBe('y');
});

test('a temporary address opens one file until it expires', async () => {
  cloud.clock.fixAt(NOW);
  const address = await addressOf(await cloud.upload('oResident1', 'a.png', Buffer.from('x')));
  await cloud.upload('oResident1', 'b.png', Buffer.from('secret'));
  const opened = await fetch(address);
  expect(opened.headers.get('content-type')).toBe('image/png');
  expect(await opened.text()).toBe('x');
  expect((await fetch(address.replace('a.png', 'b.png'))).status).toBe(403);
  expect((await fetch(address.replace(/t=\d+/, 't=9999999999'))).status).toBe(403);
  cloud.clock.fixAt(NOW + 61_000);
  expect((await fetch(address)).status).toBe(403);
});

test('an address never lasts longer than a day', async () => {
  cloud.clock.fixAt(NOW);
  const address = await addressOf(await cloud.upload('oResident1', 'a.png', Buffer.from('x')), 1_000_000);
  expect(address).toContain(`t=${NOW / 1000 + 86_400}`);
});

test('a page that someone uploads is handed out as bytes', async () => {
  const address = await addressOf(await cloud.upload('oResident1', 'a.html', Buffer.from('<script></script>')));
  const { headers } = await fetch(address);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('files that do not exist, or belong elsewhere, are said to be missing', async () => {
  const mine = await cloud.upload('oResident1', path, Buffer.from('x'));
  const fileList = [mine.replace('concerns', 'nowhere'), 'cloud://other-env.bucket/a'];
  const { answer } = await probe(cloud, 'address', { fileList });
  expect(answer.fileList.map((file: any) => file.status)).toEqual([-503003, -503003]);
});

test.each(['../clock.json', 'a/../../b', '/etc/passwd', 'a//b', 'a\\b', 'a\u0000', 'a?b', '%2e%2e/b', '.'])(
  'refuses the path %j',
  async (bad) => {
    await expect(cloud.upload('oResident1', bad, Buffer.from('x'))).rejects.toMatchObject({ code: 'INVALID_PARAM' });
    expect((await probe(cloud, 'upload', { path: bad, text: 'x' })).error).toBeDefined();
  },
);

test('a path cannot leave the folder through an address or an upload either', async () => {
  expect((await fetch(`${cloud.url}/cdn/..%2fclock.json?sign=x&t=9999999999`)).status).toBe(403);
  const unsigned = await fetch(`${cloud.url}/cos/a.txt`, { method: 'PUT', body: 'x' });
  expect(await unsigned.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
});

test('more than 50 files at once are refused', async () => {
  const fileList = Array.from({ length: 51 }, () => 'cloud://x.y/z');
  expect((await probe(cloud, 'address', { fileList })).error).toMatchObject({ code: 'INVALID_PARAM' });
  expect((await probe(cloud, 'erase', { fileList })).error).toMatchObject({ code: 'INVALID_PARAM' });
});
