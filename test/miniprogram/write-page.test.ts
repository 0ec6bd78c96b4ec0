/** @jest-environment jsdom */
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const id = '0123456789abcdef0123456789abcdef';
const photo = { key: 'p', url: 'cloud://p.jpg', fileId: 'cloud://p.jpg', state: 'done' };

const withPages = (count: number) =>
  Object.assign(globalThis, { getCurrentPages: () => Array.from({ length: count }) });

beforeEach(() => withPages(2));

async function open(purpose: string, phone: PretendedPhone = aPhone()) {
  const page = await openPage('write', { id, for: purpose }, phone);
  return {
    ...page,
    write: (value: string) => page.handle('onWords', { value }),
    submit: () => page.handle('onSubmit'),
  };
}

test.each([
  ['addDetail', 'addDetail', '巷口又积水了'],
  ['reopen', 'reopenConcern', '下雨还是会浸'],
  ['withdraw', 'withdrawConcern', ''],
  ['withdrawContacted', 'withdrawConcern', '有人叫我撤回'],
  ['answer', 'answerQuestion', '水到膝盖那么深'],
  ['urge', 'urgeConcern', ''],
  ['complain', 'complain', '打电话总说在忙，没有人来'],
  ['dispute', 'disputeContact', ''],
] as const)('%s sends %s and goes back', async (purpose, action, words) => {
  const phone = aPhone();
  phone.answers[action] = accepts<'addDetail'>({ status: 'handling' });
  const { write, submit, wx } = await open(purpose, phone);
  await write(words);
  await submit();
  expect(phone.asked(action)[0]!.input).toMatchObject({ concernId: id, words });
  expect(wx.navigateBack).toHaveBeenCalled();
  expect(phone.storage.size).toBe(0);
});

test('opened on its own there is nothing to go back to: the concern opens instead', async () => {
  const phone = aPhone();
  phone.answers.addDetail = accepts<'addDetail'>({ status: 'handling' });
  withPages(1);
  const { write, submit, page, wx } = await open('addDetail', phone);
  await write('巷口又积水了');
  await submit();
  expect(wx.redirectTo).toHaveBeenCalledWith({ url: `/pages/resident/concern/concern?id=${id}` });
  expect(page.data.problem).toBe('');
});

test.each(['addDetail', 'answer', 'complain', 'reopen'])('%s needs words', async (purpose) => {
  const { submit, text, wx } = await open(purpose);
  await submit();
  expect(text()).toContain('请至少写 5 个字');
  expect(wx.cloud.callFunction).not.toHaveBeenCalled();
});

test.each([
  ['addDetail', '会马上送到首访责任人手里'],
  ['reopen', '您写的内容会告知这位责任人'],
  ['answer', '接着为您办理'],
  ['urge', '首访责任人会马上收到提醒'],
  ['complain', '只有街道督办人员看得到，首访责任人看不到'],
  ['dispute', '原来的联系时限不变'],
  ['withdraw', '30 天内可以恢复'],
  ['withdrawContacted', '只有街道督办人员看得到'],
])('%s says before sending what follows: %s', async (purpose, words) => {
  expect((await open(purpose)).text()).toContain(words);
});

test.each(['urge', 'complain', 'dispute', 'reopen', 'withdraw'])('%s takes no photos', async (purpose) => {
  expect((await open(purpose)).text()).not.toContain('照片');
});

test.each(['addDetail', 'answer'])('%s takes photos', async (purpose) => {
  expect((await open(purpose)).text()).toContain('照片');
});

test.each([
  ['withdraw', false],
  ['withdrawContacted', true],
])('%s asks whether anybody wanted it withdrawn: %s', async (purpose, isAsked) => {
  expect((await open(purpose)).text().includes('有人要求您撤回吗')).toBe(isAsked);
});

test.each([
  ['yes', { wasAsked: true }],
  ['no', { wasAsked: false }],
] as const)('whoever withdraws after a contact may say whether somebody asked for it: %s', async (answer, sent) => {
  const phone = aPhone();
  phone.answers.withdrawConcern = accepts<'withdrawConcern'>({ status: 'withdrawn' });
  const { handle, submit } = await open('withdrawContacted', phone);
  await handle('onWasAsked', { id: answer });
  await submit();
  expect(phone.asked('withdrawConcern')[0]!.input).toMatchObject(sent);
});

test.each([
  ['urge', 'urgeConcern', 'URGED_ALREADY', '您 24 小时内已经催办过'],
  ['complain', 'complain', 'COMPLAINED_ALREADY', '街道正在查看'],
  ['dispute', 'disputeContact', 'DISPUTE_LATE', '请点“投诉办理”'],
] as const)('%s that is refused says why and stays written', async (purpose, action, code, sentence) => {
  const phone = aPhone();
  phone.answers[action] = refuses(code);
  const { write, submit, text, page } = await open(purpose, phone);
  await write('打电话总说在忙，没有人来');
  await submit();
  expect(text()).toContain(sentence);
  expect(page.data.draft.words).toBe('打电话总说在忙，没有人来');
});

test('details wait for photos under way', async () => {
  const { write, handle, submit, text, wx } = await open('addDetail');
  await write('巷口又积水了');
  await handle('onPhotos', { photos: [{ ...photo, state: 'uploading', fileId: '' }] });
  await submit();
  expect(text()).toContain('照片还在上传');
  expect(wx.cloud.callFunction).not.toHaveBeenCalled();
});

test('a refusal keeps words and photos, and a retry repeats the request', async () => {
  const phone = aPhone();
  phone.answers.addDetail = 'offline';
  const { write, handle, submit, text } = await open('addDetail', phone);
  await write('巷口又积水了');
  await handle('onPhotos', { photos: [photo] });
  await submit();
  expect(text()).toContain('内容已为您保留');
  const again = await open('addDetail', phone);
  expect(again.page.data.draft).toMatchObject({ words: '巷口又积水了', photos: [photo] });
  await again.submit();
  const [first, second] = phone.asked('addDetail').map(({ requestId }) => requestId);
  expect(second).toBe(first);
});

test('other words than those sent get another request id', async () => {
  const phone = aPhone();
  phone.answers.addDetail = 'offline';
  const { write, submit } = await open('addDetail', phone);
  await write('巷口又积水了');
  await submit();
  await write('今天水退了，井盖不见了');
  await submit();
  const [first, second] = phone.asked('addDetail').map(({ requestId }) => requestId);
  expect(second).not.toBe(first);
});

test('drafts of different concerns and purposes stay apart', async () => {
  const phone = aPhone();
  const { write } = await open('addDetail', phone);
  await write('巷口又积水了');
  expect((await open('reopen', phone)).page.data.draft.words).toBe('');
});

test('a concern that has moved on says so', async () => {
  const phone = aPhone();
  phone.answers.withdrawConcern = refuses('WRONG_STATUS');
  const { submit, text } = await open('withdraw', phone);
  await submit();
  expect(text()).toContain('诉求状态已变化');
});
