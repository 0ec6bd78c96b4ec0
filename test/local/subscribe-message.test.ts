import { aCloud, aFolder, closeClouds } from './a-cloud';
import type { LocalCloud } from '../../local/cloud';

const TEMPLATE = 'T'.repeat(43);
const OTHER = 'U'.repeat(43);
const someone = 'oResident1';
let cloud: LocalCloud;
beforeAll(async () => void (cloud = await aCloud()));
beforeEach(() => cloud.reset());
afterAll(closeClouds);

const fields = {
  thing1: '路面积水',
  phrase2: '新诉求',
  character_string3: '260708ABCDEF',
  time4: '2026年7月8日 11:00',
};
const message = (data: Record<string, unknown> = fields, changes: object = {}) => ({
  touser: someone,
  templateId: TEMPLATE,
  page: 'pages/staff/concern/concern?id=1',
  data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value }])),
  ...changes,
});
const send = async (sent: object = message(), to = cloud) =>
  (await to.call('oOfficer1', 'messenger', { message: sent })) as { errCode: number; errMsg: string };
const code = async (sent?: object) => (await send(sent)).errCode;

test('each accepted message is good for one, for that person and that template', async () => {
  expect(await code()).toBe(43101);
  cloud.consent(someone, TEMPLATE, true);
  cloud.consent(someone, TEMPLATE, true);
  expect(await code(message(fields, { touser: 'oResident2' }))).toBe(43101);
  expect(await code(message(fields, { templateId: OTHER }))).toBe(43101);
  expect([await code(), await code(), await code()]).toEqual([0, 0, 43101]);
  const answers = cloud.outbox().map(({ reply }) => (reply as { errcode: number }).errcode);
  expect(answers).toEqual([43101, 43101, 43101, 0, 0, 43101]);
  expect(cloud.outbox().at(-1)!.request).toMatchObject({
    touser: someone,
    template_id: TEMPLATE,
    data: { thing1: { value: '路面积水' } },
  });
});

test('switching the template off makes void what was accepted before', async () => {
  cloud.consent(someone, TEMPLATE, true);
  cloud.consent(someone, TEMPLATE, false);
  expect(await code()).toBe(43101);
});

test.each<[string, object, number]>([
  ['nobody', message(fields, { touser: '' }), 40003],
  ['a template that is none', message(fields, { templateId: 'T' }), 40037],
  ['a page outside', message(fields, { page: 'https://example.com' }), 41030],
  ['no data', message({}), 47003],
  ['a thing of 21 characters', message({ thing1: '水'.repeat(21) }), 47003],
  ['an empty thing', message({ thing1: '' }), 47003],
  ['a number as a value', message({ thing1: 5 }), 47003],
  ['a phrase of six', message({ phrase1: '正在重新办理' }), 47003],
  ['a phrase with letters', message({ phrase1: 'OK' }), 47003],
  ['Chinese in a character_string', message({ character_string1: '第一号' }), 47003],
  ['a time of words', message({ time1: '明天上午' }), 47003],
  ['an unknown type', message({ sound1: '叮' }), 47003],
  ['a field without its number', message({ thing: '水' }), 47003],
])('%s is refused, and uses nothing up', async (_what, sent, expected) => {
  cloud.consent(someone, TEMPLATE, true);
  expect(await code(sent)).toBe(expected);
  expect(await code()).toBe(0);
});

test('which field is wrong is said', async () => {
  expect((await send(message({ thing1: '水', phrase2: 'OK' }))).errMsg).toContain('data.phrase2.value invalid');
});

test('what was accepted survives a restart, and not a reset', async () => {
  const dataDir = aFolder();
  const before = await aCloud({ dataDir });
  before.consent(someone, TEMPLATE, true);
  before.consent(someone, TEMPLATE, true);
  await before.close();
  const after = await aCloud({ dataDir });
  expect((await send(message(), after)).errCode).toBe(0);
  await after.reset();
  expect((await send(message(), after)).errCode).toBe(43101);
});
