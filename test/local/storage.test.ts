import storage from '../../cloudfunctions/storage.json';
import { aCloud, adminOf, aFolder, closeClouds, probe } from './a-cloud';
import type { LocalCloud } from '../../local/cloud';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await aCloud();
});
afterAll(closeClouds);

const path = 'uploads/图 1.txt';
const addressOf = async (fileID: string, maxAge = 60): Promise<string> =>
  (await probe(cloud, 'address', { fileList: [{ fileID, maxAge }] })).answer.fileList[0].tempFileURL;

test('what wx-server-sdk uploads it downloads, and after erasing it is gone', async () => {
  const { fileID } = (await probe(cloud, 'upload', { path, text: '路灯坏了' })).answer;
  expect(fileID).toMatch(/^cloud:\/\/first-visit-7g8h9k\.[\w-]+\/uploads\/图 1\.txt$/);
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
  const address = await addressOf(await cloud.upload('oResident1', 'uploads/a.png', Buffer.from('x')));
  await cloud.upload('oResident1', 'uploads/b.png', Buffer.from('secret'));
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
  const address = await addressOf(await cloud.upload('oResident1', 'uploads/a.png', Buffer.from('x')), 1_000_000);
  expect(address).toContain(`t=${NOW / 1000 + 86_400}`);
});

test('a page that someone uploads is handed out as bytes', async () => {
  const address = await addressOf(await cloud.upload('oResident1', 'uploads/a.html', Buffer.from('<script></script>')));
  const { headers } = await fetch(address);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('files that do not exist, or belong elsewhere, are said to be missing', async () => {
  const mine = await cloud.upload('oResident1', 'uploads/mine.txt', Buffer.from('x'));
  const fileList = [mine.replace('uploads', 'nowhere'), 'cloud://other-env.bucket/a'];
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

describe('the storage rule', () => {
  const upload = (openid: string, where: string, text = openid) => cloud.upload(openid, where, Buffer.from(text));
  const content = async (fileID: string) => String((await adminOf(cloud).downloadFile({ fileID })).fileContent);
  const refusal = { code: 'STORAGE_EXCEED_AUTHORITY' };

  test('lets a phone replace its own file, and no other phone', async () => {
    const fileID = await upload('oResident1', 'uploads/own/1.txt', 'first');
    await upload('oResident1', 'uploads/own/1.txt', 'second');
    await expect(upload('oResident2', 'uploads/own/1.txt')).rejects.toMatchObject(refusal);
    expect(await content(fileID)).toBe('second');
  });

  test('keeps phones from what a program wrote, even where it replaced an upload', async () => {
    const cloudPath = 'uploads/own/2.txt';
    await upload('oResident1', cloudPath);
    const { fileID } = await adminOf(cloud).uploadFile({ cloudPath, fileContent: Buffer.from('checked') });
    await expect(upload('oResident1', cloudPath)).rejects.toMatchObject(refusal);
    expect(await content(fileID)).toBe('checked');
  });

  test.each(['towns/v-1.json', 'uploads2/1.txt', 'other/uploads/1.txt', 'Uploads/1.txt'])(
    'keeps phones from %s',
    async (where) => {
      await expect(upload('oResident1', where)).rejects.toMatchObject(refusal);
      expect((await probe(cloud, 'upload', { path: where, text: 'x' })).answer).toBeDefined();
    },
  );

  test('remembers who uploaded what when the cloud is started again', async () => {
    const dataDir = aFolder();
    const before = await aCloud({ dataDir });
    await before.upload('oResident1', 'uploads/1.txt', Buffer.from('x'));
    await before.close();
    const after = await aCloud({ dataDir });
    await expect(after.upload('oResident2', 'uploads/1.txt', Buffer.from('y'))).rejects.toMatchObject(refusal);
  });

  test.each([
    [{ read: true, write: storage.write }, 'temporary addresses only'],
    [{ read: false, write: 'auth != null' }, "'auth != null' is not known here"],
  ])('%j is refused at the start', async (rule, message) => {
    await expect(aCloud({ storage: rule })).rejects.toThrow(message);
  });
});
