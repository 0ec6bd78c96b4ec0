/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { DAY, HOUR } from '../../domain/time';
import { accepts, aPhone, openPage, refuses } from '../support/mini-page';

const me = { id: 's01', name: '恒美网格员', title: '良都社区第一网格' };
const colleague = { id: 's02', name: '良都新村网格员', title: '良都社区第二网格' };
const midnight = NOW - 10 * HOUR;
type Leave = ActionOutput<'listAbsences'>['leaves'][number];
const leave = (changes: Partial<Leave> = {}): Leave => ({
  id: 'l1',
  person: me,
  from: midnight + DAY,
  to: midnight + 3 * DAY,
  deputy: colleague,
  isMine: true,
  isUnderWay: false,
  ...changes,
});
const listed = (leaves: Leave[], people = [me]) =>
  accepts<'listAbsences'>({ leaves, people, deputies: [me, colleague] });

async function open(leaves: Leave[] = [], people = [me], phone = aPhone()) {
  phone.answers.listAbsences = listed(leaves, people);
  phone.answers.enterLeave = accepts<'enterLeave'>({ id: 'l1' });
  phone.answers.endLeave = accepts<'endLeave'>({});
  const page = await openPage('staff/leave', {}, phone);
  return {
    ...page,
    choose: async (from: string, to: string) => {
      await page.handle('onFrom', { value: from });
      await page.handle('onTo', { value: to });
    },
    submit: () => page.handle('onSubmit'),
  };
}

test('the last day counts: two days off are two days, and both are named', async () => {
  const { text, choose } = await open([leave()]);
  expect(text()).toContain('7月9日 周四 至 7月10日 周五，共 2 天由良都新村网格员代管');
  await choose('2026-07-09', '2026-07-09');
  expect(text()).toContain('7月9日 周四，1 天，首尾两天都算。');
});

test('says who acts meanwhile, and that one stays the owner', async () => {
  const { text, handle } = await open();
  expect(text()).toContain('请假期间由值班人员代管，您仍是首访责任人。');
  await handle('onDeputy', { value: 2 });
  expect(text()).toContain('请假期间由良都新村网格员代管，您仍是首访责任人。');
});

test('a department’s liaison, who owns nothing, hears who sees to the tasks meanwhile', async () => {
  const phone = aPhone();
  phone.storage.set('townInfo', { staff: { ...me, roles: ['department'] } });
  expect((await open([], [me], phone)).text()).toContain('请假期间的部门任务由值班人员代办。');
});

test('one’s own leave names nobody; where nobody else may be chosen the question is not asked', async () => {
  const { choose, submit, asked, text, wx, page } = await open();
  expect(text()).not.toContain('谁请假');
  await choose('2026-07-09', '2026-07-10');
  await submit();
  expect(asked('enterLeave')[0]!.input).toEqual({ from: '2026-07-09', to: '2026-07-10' });
  expect(wx.showToast).toHaveBeenCalledWith({ title: '已登记' });
  expect(page.data.draft).toMatchObject({ from: '', to: '' });
});

test('a coordinator enters one for somebody else, with a deputy', async () => {
  const { choose, handle, submit, asked, text } = await open([], [me, colleague]);
  expect(text()).toContain('谁请假恒美网格员 · 良都社区第一网格（您自己）');
  await handle('onPerson', { value: 1 });
  await handle('onDeputy', { value: 1 });
  expect(text()).toContain('请假期间由恒美网格员代管，良都新村网格员仍是首访责任人。');
  await choose('2026-07-09', '2026-07-10');
  await submit();
  const input = { staffId: 's02', from: '2026-07-09', to: '2026-07-10', deputyId: 's01' };
  expect(asked('enterLeave')[0]!.input).toEqual(input);
});

test('without days nothing is sent, and each field says what it lacks', async () => {
  const { submit, asked, text } = await open();
  await submit();
  expect(asked('enterLeave')).toHaveLength(0);
  expect(text()).toContain('请选择开始日期');
  expect(text()).toContain('请选择结束日期');
});

test('a later first day takes the last one along', async () => {
  const { choose, handle, page } = await open();
  await choose('2026-07-09', '2026-07-10');
  await handle('onFrom', { value: '2026-07-15' });
  expect(page.data.draft).toMatchObject({ from: '2026-07-15', to: '2026-07-15' });
});

test.each([
  ['LEAVE_INVALID', 'to', '结束要晚于开始'],
  ['DEPUTY_INVALID', 'deputyId', '请另选一位在岗的'],
] as const)('%s is told at %s, and what was chosen stays', async (code, field, sentence) => {
  const { choose, submit, page, answers } = await open();
  answers.enterLeave = refuses(code);
  await choose('2026-07-09', '2026-07-10');
  await submit();
  expect(page.data.errors[field]).toContain(sentence);
  expect(page.data.draft).toMatchObject({ from: '2026-07-09', to: '2026-07-10' });
});

test('sent again unchanged it is the same request, changed it is another', async () => {
  const { choose, submit, asked, answers } = await open();
  answers.enterLeave = 'offline';
  await choose('2026-07-09', '2026-07-10');
  await submit();
  await submit();
  await choose('2026-07-09', '2026-07-11');
  await submit();
  const [first, second, third] = asked('enterLeave').map(({ requestId }) => requestId);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test.each([
  [leave(), '取消请假', '您照常在岗'],
  [leave({ isUnderWay: true }), '结束请假', '您从现在起回来办理'],
  [leave({ isMine: false, person: colleague, isUnderWay: true }), '结束请假', '良都新村网格员从现在起回来办理'],
])('ending or calling off is confirmed first', async (shown, title, content) => {
  const { tap, wx, asked } = await open([shown]);
  wx.showModal.mockResolvedValueOnce({ confirm: false });
  await tap('.leave__end');
  expect(asked('endLeave')).toHaveLength(0);
  expect(wx.showModal.mock.calls[0]![0]).toMatchObject({ title, content: expect.stringContaining(content) });
  wx.showModal.mockResolvedValueOnce({ confirm: true });
  await tap('.leave__end');
  expect(asked('endLeave')[0]!.input).toEqual({ id: 'l1' });
});

test('nobody away is said, and the form is there', async () => {
  const { text } = await open();
  expect(text()).toContain('现在没有人请假');
  expect(text()).toContain('登记请假');
});
