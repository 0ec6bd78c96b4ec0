/** @jest-environment jsdom */
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const id = '0123456789abcdef0123456789abcdef';
const open = (phone: PretendedPhone, query: Record<string, string> = {}) => openPage('resident/claim', query, phone);

test('the code from the link is filled in; a claim opens the concern', async () => {
  const phone = aPhone();
  phone.answers.claimConcern = accepts<'claimConcern'>({ concernId: id });
  const { handle, wx } = await open(phone, { code: 'ABCDE%2023456' });
  await handle('onSubmit', {});
  expect(phone.asked('claimConcern').at(-1)!.input).toEqual({ code: 'ABCDE23456' });
  expect(wx.redirectTo).toHaveBeenCalledWith({ url: `/pages/resident/concern/concern?id=${id}` });
});

test('the digits are asked for where a phone was left, and only there', async () => {
  const phone = aPhone();
  phone.answers.claimConcern = refuses('LAST_FOUR_NEEDED');
  const { text, handle } = await open(phone);
  expect(text()).not.toContain('电话后四位');
  await handle('onCode', { value: 'abcde 23456' });
  await handle('onSubmit', {});
  expect(text()).toMatch(/电话后四位.*请填写登记时所留电话的后四位/);
  phone.answers.claimConcern = accepts<'claimConcern'>({ concernId: id });
  await handle('onLastFour', { value: '0001' });
  await handle('onSubmit', {});
  const [first, second] = phone.asked('claimConcern');
  expect(second!.input).toEqual({ code: 'ABCDE23456', lastFour: '0001' });
  expect(second!.requestId).not.toBe(first!.requestId);
});

test.each([
  ['SLIP_INVALID', '没有找到这张回执'],
  ['SLIP_USED', '已经用过了'],
  ['LAST_FOUR_WRONG', '对不上'],
  ['SLIP_LOCKED', '已停用'],
  ['SLIP_STAFF', '绑定了工作身份'],
  ['OFFLINE', '网络不太好'],
] as const)('%s is told, and what was typed stays', async (code, sentence) => {
  const phone = aPhone();
  phone.storage.set('draft:claim', { requestId: 'request-1', code: 'ABCDE23456', lastFour: '0001', asksDigits: true });
  phone.answers.claimConcern = code === 'OFFLINE' ? 'offline' : refuses(code);
  const { text, handle, page } = await open(phone);
  await handle('onSubmit', {});
  expect(text()).toContain(sentence);
  expect(page.data.draft).toMatchObject({ code: 'ABCDE23456', lastFour: '0001' });
});

test('nothing typed is said beside the field', async () => {
  const { text, handle } = await open(aPhone());
  await handle('onSubmit', {});
  expect(text()).toContain('请填写回执码');
});
