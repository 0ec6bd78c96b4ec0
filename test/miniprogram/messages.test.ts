/** @jest-environment jsdom */
import { aCard, anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, type PretendedPhone } from '../support/mini-page';

const offer = (template: 'assigned' | 'emergency' | 'progress' | 'rate', label: string, left?: number) => ({
  template,
  templateId: `id-${template}`,
  label,
  ...(left !== undefined && { left }),
});
const RESIDENT = [offer('progress', '办理进展'), offer('rate', '邀请评价')];
const id = aCard().id;

function aPhoneThatMayAsk(left = 1): PretendedPhone {
  const phone = aPhone();
  const staff = [offer('assigned', '新诉求', left), offer('emergency', '紧急诉求', 9)];
  phone.storage.set('townInfo', {
    staff: { ...anOwner, roles: ['officer'], isDutyDesk: false },
    messages: { resident: RESIDENT, staff },
  });
  phone.answers.listToday = accepts<'listToday'>({ cards: [], decisions: 0, tasks: 0, hasMore: false });
  phone.answers.addConsents = accepts<'addConsents'>({ left: [{ template: 'assigned', left: left + 1 }] });
  return phone;
}
async function reply(phone: PretendedPhone) {
  phone.answers.reply = accepts<'reply'>({ status: 'handling' });
  const page = await openPage('staff/reply', { id }, phone);
  await page.handle('onWords', { value: '明天上午到现场看' });
  await page.handle('onSubmit');
  return page;
}

test('staff are asked in a tap that they make anyway, for what is scarce only, and what they accept is counted', async () => {
  const phone = aPhoneThatMayAsk();
  phone.wx.requestSubscribeMessage.mockResolvedValue({ 'id-assigned': 'accept' });
  const { asked } = await reply(phone);
  expect(phone.wx.requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: ['id-assigned'] });
  expect(asked('addConsents')).toMatchObject([{ input: { accepted: ['assigned'] }, requestId: expect.any(String) }]);
  expect(asked('reply')).toHaveLength(1);
});

test('who has enough of each is not asked', async () => {
  const phone = aPhoneThatMayAsk(5);
  await reply(phone);
  expect(phone.wx.requestSubscribeMessage).not.toHaveBeenCalled();
});

test.each([
  ['is refused', async () => ({ 'id-assigned': 'reject' })],
  ['is switched off in WeChat', () => Promise.reject(new Error('requestSubscribeMessage:fail'))],
])('asking that %s does not stand in the way', async (_what, answer) => {
  const phone = aPhoneThatMayAsk();
  phone.wx.requestSubscribeMessage.mockImplementation(answer);
  const { asked } = await reply(phone);
  expect([asked('reply').length, asked('addConsents').length]).toEqual([1, 0]);
});

test('what could not be counted does not stand in the way either', async () => {
  const phone = aPhoneThatMayAsk();
  phone.wx.requestSubscribeMessage.mockResolvedValue({ 'id-assigned': 'accept' });
  phone.answers.addConsents = 'offline';
  const { asked, wx } = await reply(phone);
  expect(asked('reply')).toHaveLength(1);
  expect(wx.showModal).not.toHaveBeenCalled();
});

test('a form with a fault asks for nothing', async () => {
  const phone = aPhoneThatMayAsk();
  const page = await openPage('staff/reply', { id }, phone);
  await page.handle('onSubmit');
  expect(phone.wx.requestSubscribeMessage).not.toHaveBeenCalled();
});

test.each([
  ['addDetail', true],
  ['reopen', true],
  ['withdraw', false],
])('a resident who writes for %s is asked: %s', async (purpose, isAsked) => {
  const phone = aPhoneThatMayAsk();
  phone.wx.requestSubscribeMessage.mockResolvedValue({});
  const page = await openPage('write', { id, for: purpose }, phone);
  await page.handle('onWords', { value: '今天又积水了，请来看看' });
  await page.handle('onSubmit');
  expect(phone.wx.requestSubscribeMessage.mock.calls).toEqual(
    isAsked ? [[{ tmplIds: ['id-progress', 'id-rate'] }]] : [],
  );
});

test('the work list says how many can still arrive, and a tap there adds to them', async () => {
  const phone = aPhoneThatMayAsk();
  phone.wx.requestSubscribeMessage.mockResolvedValue({ 'id-assigned': 'accept' });
  const { text, handle } = await openPage('staff/today', {}, phone);
  expect(text()).toContain('还能收到：新诉求 1 次、紧急诉求 9 次');
  await handle('onTopUp');
  expect(text()).toContain('还能收到：新诉求 2 次');
});

test('what an earlier release remembered, without messages, asks for nothing', async () => {
  const phone = aPhoneThatMayAsk();
  phone.storage.set('townInfo', { staff: { ...anOwner, roles: ['officer'] } });
  await reply(phone);
  expect(phone.wx.requestSubscribeMessage).not.toHaveBeenCalled();
});
