/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { DAY } from '../../domain/time';
import { aCard, anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

type Person = ActionOutput<'listLeaving'>['people'][number];
const leaving = (changes: Partial<Person> = {}): Person => ({
  id: 's01',
  name: '恒美网格员',
  title: '良都社区第一网格',
  since: NOW - DAY,
  open: 3,
  decisions: 1,
  tasks: 0,
  ...changes,
});
const listed = (people: Person[], cards = [aCard()], hasMore = false) =>
  accepts<'listLeaving'>({ people, cards, hasMore });

function phoneOf(role: string, people: Person[], cards = [aCard()]): PretendedPhone {
  const phone = aPhone();
  phone.storage.set('townInfo', { staff: { ...anOwner, roles: [role] } });
  phone.answers.listLeaving = listed(people, cards);
  phone.answers.cancelLeaving = accepts<'cancelLeaving'>({});
  phone.answers.completeLeaving = accepts<'completeLeaving'>({});
  return phone;
}
const one = (phone: PretendedPhone) => openPage('supervisor/leaving', { staff: 's01' }, phone);
beforeEach(() => Object.assign(globalThis, { getCurrentPages: () => [1, 2] }));

test.each([
  [{}, '还有 3 件在办诉求、1 项待审批没有交接'],
  [{ tasks: 2 }, '还有 3 件在办诉求、2 项部门任务、1 项待审批没有交接'],
  [{ open: 0, decisions: 0, tasks: 1 }, '还有 1 项部门任务没有交接'],
  [{ decisions: 0 }, '还有 3 件在办诉求没有交接'],
  [{ open: 0, decisions: 0 }, '都交接好了，可以办结离岗'],
])('%o says how much still waits', async (changes, words) => {
  const { text, tap, wx, asked } = await openPage('supervisor/leaving', {}, phoneOf('supervisor', [leaving(changes)]));
  expect(text()).toContain(words);
  expect(asked('listLeaving')[0]!.input).toEqual({ offset: 0 });
  await tap('.person');
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/supervisor/leaving/leaving?staff=s01' });
});

test('nobody leaving says where a leaving is entered', async () => {
  const { text } = await openPage('supervisor/leaving', {}, phoneOf('supervisor', [], []));
  expect(text()).toMatch(/没有人正在离岗.*登记离岗/);
});

test('of one person the open concerns are listed, page by page', async () => {
  const phone = phoneOf('supervisor', [leaving()]);
  phone.answers.listLeaving = listed([leaving()], [aCard()], true);
  const { text, handle, page, asked } = await one(phone);
  expect(text()).toMatch(/恒美网格员.*还要交接的诉求.*反复水浸/);
  phone.answers.listLeaving = listed([leaving()], [aCard(), aCard({ id: 'f'.repeat(32) })]);
  await handle('onReachBottom');
  expect(asked('listLeaving').map(({ input }) => input)).toEqual([
    { staffId: 's01', offset: 0 },
    { staffId: 's01', offset: 1 },
  ]);
  expect(page.data.cards).toHaveLength(2);
});

test.each([
  ['supervisor', true],
  ['admin', false],
])('a %s opens a concern from here: %s', async (role, opens) => {
  const { handle, wx } = await one(phoneOf(role, [leaving()]));
  await handle('onOpen', { id: aCard().id });
  expect(wx.navigateTo.mock.calls.length > 0).toBe(opens);
});

test.each([
  ['onComplete', 'completeLeaving', '马上不能再进入工作台'],
  ['onCancel', 'cancelLeaving', '继续在岗'],
] as const)('%s is confirmed first, then goes back', async (handler, action, content) => {
  const { handle, wx, asked } = await one(phoneOf('supervisor', [leaving({ open: 0, decisions: 0 })]));
  wx.showModal.mockResolvedValueOnce({ confirm: false }).mockResolvedValueOnce({ confirm: true });
  await handle(handler);
  expect(asked(action)).toHaveLength(0);
  expect(wx.showModal.mock.calls[0]![0].content).toContain(content);
  await handle(handler);
  expect(asked(action)[0]!.input).toEqual({ staffId: 's01' });
  expect(wx.navigateBack).toHaveBeenCalled();
});

test('while something waits the refusal is shown as it is', async () => {
  const phone = phoneOf('supervisor', [leaving()]);
  phone.answers.completeLeaving = refuses('STILL_WAITING');
  phone.wx.showModal.mockResolvedValue({ confirm: true });
  const { handle, wx } = await one(phone);
  await handle('onComplete');
  expect(wx.showModal.mock.calls.at(-1)![0].content).toContain('没有交接，请先处理完再办离岗');
  expect(wx.navigateBack).not.toHaveBeenCalled();
});

describe('on the page of all staff', () => {
  const member: ActionOutput<'listStaff'>['staff'][number] = {
    id: 's01',
    name: '恒美网格员',
    title: '良都社区第一网格',
    roles: ['officer'],
    access: 'bound',
  };

  test('a leaving is entered once that is confirmed, and leads to what has to be handed over', async () => {
    const phone = aPhone();
    phone.answers.listStaff = accepts({ staff: [member], hasMore: false });
    phone.answers.startLeaving = accepts<'startLeaving'>({});
    phone.wx.showActionSheet.mockResolvedValue({ tapIndex: 2 });
    phone.wx.showModal.mockResolvedValueOnce({ confirm: false }).mockResolvedValueOnce({ confirm: true });
    const { tap, asked, wx } = await openPage('admin/staff', {}, phone);
    await tap('.member');
    expect(asked('startLeaving')).toHaveLength(0);
    await tap('.member');
    expect(asked('startLeaving')[0]!.input).toEqual({ staffId: 's01' });
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/supervisor/leaving/leaving?staff=s01' });
  });
});
