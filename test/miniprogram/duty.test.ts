/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { HOUR } from '../../domain/time';
import { aCard, anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

type Duty = ActionOutput<'listDuty'>;
const aCall = (last: number, changes: Partial<Duty['calls'][number]> = {}): Duty['calls'][number] => ({
  id: `${'0'.repeat(31)}${last}`,
  person: anOwner,
  isForResident: false,
  number: '260708ABCDEF',
  what: '新诉求 · 路面塌陷 · 梅坪大街',
  why: '对方在微信里关闭了通知',
  since: NOW - HOUR,
  count: 1,
  ...changes,
});
const onDuty = [{ place: '南区街道值班台', people: [{ ...anOwner, name: '街道值班员甲' }] }];
function open(duty: Partial<Duty>, phone: PretendedPhone = aPhone()) {
  phone.answers.listDuty = accepts<'listDuty'>({ emergencies: [], calls: [], onDuty, hasMore: false, ...duty });
  return openPage('staff/duty', {}, phone);
}

test('a quiet desk says so, and who is on duty', async () => {
  const { text } = await open({});
  expect(text()).toMatch(/没有等人联系的紧急诉求.*没有要打的电话.*南区街道值班台.*街道值班员甲/);
  expect(text()).not.toContain('110');
});

test('an emergency comes first, with the numbers to call, and opens', async () => {
  const { text, handle, wx } = await open({ emergencies: [aCard({ isEmergency: true })], calls: [aCall(1)] });
  expect(text()).toMatch(/紧急诉求.*110.*反复水浸.*需要打电话通知/);
  await handle('onOpen', { id: aCard().id });
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/concern/concern?id=${aCard().id}` });
});

test('a call says whom, about what and why, and dials the office', async () => {
  const { text, tap, wx } = await open({ calls: [aCall(1, { count: 3 })] });
  expect(text()).toMatch(/新诉求 · 路面塌陷 · 梅坪大街，共 3 条.*请告诉恒美网格员（良都社区第一网格）.*关闭了通知/);
  await tap('.call__do .button', 0);
  expect(wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: anOwner.officePhone });
});

test('what a resident should hear is passed on by the owner', async () => {
  const { text } = await open({ calls: [aCall(1, { isForResident: true })] });
  expect(text()).toContain('请首访责任人转告居民：恒美网格员');
});

test('noting a call sends it once, and the list shows what is left', async () => {
  const phone = aPhone();
  const { handle, text, asked } = await open({ calls: [aCall(1), aCall(2, { what: '等您核验' })] }, phone);
  phone.answers.markCalled = accepts<'markCalled'>({ by: '街道值班员甲', at: NOW });
  phone.answers.listDuty = accepts<'listDuty'>({
    emergencies: [],
    calls: [aCall(2, { what: '等您核验' })],
    onDuty,
    hasMore: false,
  });
  await Promise.all([handle('onCalled', {}, { id: aCall(1).id }), handle('onCalled', {}, { id: aCall(1).id })]);
  expect(asked('markCalled')).toMatchObject([{ input: { callId: aCall(1).id }, requestId: expect.any(String) }]);
  expect(text()).not.toContain('路面塌陷');
});

test('a call that somebody else has noted says so and disappears', async () => {
  const phone = aPhone();
  const { handle, text, wx } = await open({ calls: [aCall(1)] }, phone);
  phone.answers.markCalled = refuses('NO_CALL');
  phone.answers.listDuty = accepts<'listDuty'>({ emergencies: [], calls: [], onDuty, hasMore: false });
  await handle('onCalled', {}, { id: aCall(1).id });
  expect(wx.showModal).toHaveBeenCalledWith(
    expect.objectContaining({ content: '这条通知已不需要打电话，请刷新后再看' }),
  );
  expect(text()).toContain('没有要打的电话');
});

test('who is not of the desk is told so', async () => {
  const phone = aPhone();
  phone.answers.listDuty = refuses('NOT_ALLOWED');
  const { text } = await openPage('staff/duty', {}, phone);
  expect(text()).toContain('您没有权限');
});
