/** @jest-environment jsdom */
import { HOUR } from '../../domain/time';
import type { TaskCard } from '../../domain/views';
import { aCard, anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const cardId = (last: number) => `${'0'.repeat(31)}${last}`;

async function today(phone: PretendedPhone, roles = ['officer']) {
  phone.storage.set('townInfo', { staff: { ...anOwner, roles } });
  return openPage('staff/today', {}, phone);
}
const listed = (cards = [aCard()], decisions = 0, hasMore = false, tasks = 0) =>
  accepts<'listToday'>({ cards, decisions, hasMore, tasks });

describe('today', () => {
  test('says in one sentence what cannot wait, and leaves unsaid that one’s own concerns are one’s own', async () => {
    const phone = aPhone();
    phone.answers.listToday = listed([
      aCard({ id: cardId(1), dueAt: NOW - HOUR, isOverdue: true }),
      aCard({ id: cardId(2), ownerName: '梅坪网格员' }),
    ]);
    const { text } = await today(phone);
    expect(text()).toContain('1 件已超时，1 件今天到期');
    expect(text()).not.toContain('现由恒美网格员负责推进');
    expect(text()).toContain('现由梅坪网格员负责推进');
  });

  test.each([
    [['officer'], true, false],
    [['coordinator'], true, false],
    [['supervisor'], false, true],
  ])('%j: records %s, watches and settles leavings %s', async (roles, records, watches) => {
    const phone = aPhone();
    phone.answers.listToday = listed([], 3);
    const { text } = await today(phone, roles);
    expect(text().includes('当面听取，登记诉求')).toBe(records);
    for (const queue of ['督办', '离岗交接']) expect(text().includes(queue)).toBe(watches);
    expect(text()).toContain('3 件等您核验或审批');
    expect(text()).toContain('请假');
  });

  test.each([
    [['officer'], false],
    [['coordinator'], true],
    [['supervisor'], true],
  ])('with nothing to decide %j have that list: %s', async (roles, hasList) => {
    const phone = aPhone();
    phone.answers.listToday = listed([], 0);
    expect((await today(phone, roles)).text().includes('待我审批')).toBe(hasList);
  });

  test.each([
    [['officer'], 0, ''],
    [['officer'], 2, '2 项等部门办的事'],
    [['officer', 'department'], 0, '没有等部门办的事'],
  ])('%j with %d tasks of a department read: %s', async (roles, tasks, words) => {
    const phone = aPhone();
    phone.answers.listToday = listed([], 0, false, tasks);
    const { text, handle, wx } = await today(phone, roles);
    expect(text().includes('部门任务')).toBe(words !== '');
    expect(text()).toContain(words);
    await handle('onTasks');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/staff/tasks/tasks' });
  });

  test('further pages follow without doubling what moved meanwhile', async () => {
    const phone = aPhone();
    phone.answers.listToday = listed([aCard({ id: cardId(1) })], 0, true);
    const { handle, page, asked } = await today(phone);
    phone.answers.listToday = listed([aCard({ id: cardId(1) }), aCard({ id: cardId(2) })]);
    await handle('onReachBottom');
    expect(asked('listToday')[1]!.input).toEqual({ offset: 1 });
    expect(page.data.cards.map(({ id }: { id: string }) => id)).toEqual([cardId(1), cardId(2)]);
  });

  test('somebody who is not bound is shown the way', async () => {
    const phone = aPhone();
    phone.answers.listToday = refuses('NOT_ALLOWED');
    const { text, tap, wx } = await openPage('staff/today', {}, phone);
    expect(text()).toContain('这里是工作人员的工作台');
    await tap('.button');
    expect(wx.redirectTo).toHaveBeenCalledWith({ url: '/pages/staff/bind/bind' });
  });

  test('without a network what is shown stays', async () => {
    const phone = aPhone();
    phone.answers.listToday = listed();
    const { handle, text, wx } = await today(phone);
    phone.answers.listToday = 'offline';
    await handle('onShow');
    expect(text()).toContain('反复水浸');
    expect(wx.showModal).toHaveBeenCalled();
  });
});

describe('the tasks of a department', () => {
  const taskId = (last: number) => `${'f'.repeat(31)}${last}`;
  const task = (changes: Partial<TaskCard> = {}): TaskCard => ({
    ...aCard(),
    taskId: taskId(1),
    role: '主办',
    taskDueAt: NOW + 3 * HOUR,
    isAcknowledged: false,
    isReturning: false,
    ...changes,
  });
  const asked = (tasks: TaskCard[], hasMore = false) => accepts<'listTasks'>({ tasks, hasMore });
  async function open(answer: PretendedPhone['answers']['listTasks'], phone = aPhone()) {
    phone.answers.listTasks = answer;
    phone.storage.set('townInfo', { staff: { name: '水务联络员', title: '水务部门', roles: ['department'] } });
    return openPage('staff/tasks', {}, phone);
  }

  test.each<[string, Partial<TaskCard>, RegExp]>([
    ['a new one', {}, /^1 项等签收.*反复水浸.*主办等您签收.*前办完（还有 3 小时）.*首访责任人 恒美网格员/],
    ['one under way', { isAcknowledged: true, role: '协办' }, /^1 项在办.*协办7月8日/],
    ['a late one', { isAcknowledged: true, taskDueAt: NOW - HOUR }, /^1 项已超时.*前办完（已超时 1 小时）/],
    ['one that is to be returned', { isReturning: true }, /^1 项在办.*退单待核定/],
    ['one that somebody sees to instead', { standsInFor: '城管联络员' }, /您正代城管联络员办理/],
  ])('%s says what is asked by when', async (_what, changes, words) => {
    const { text, tap, wx } = await open(asked([task(changes)]));
    expect(text()).toMatch(words);
    await tap('.card');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/concern/concern?id=${aCard().id}` });
  });

  test('says in one sentence what cannot wait', async () => {
    const late = task({ taskDueAt: NOW - HOUR });
    expect((await open(asked([late, task({ taskId: taskId(2) })], true))).text()).toMatch(
      /^1 项以上已超时，2 项以上等签收/,
    );
  });

  test('several of one concern are several; further ones follow without doubling what moved meanwhile', async () => {
    const phone = aPhone();
    const { handle, page, asked: sent } = await open(asked([task(), task({ taskId: taskId(2) })], true), phone);
    phone.answers.listTasks = asked([task({ taskId: taskId(2) }), task({ taskId: taskId(3) })]);
    await handle('onReachBottom');
    expect(sent('listTasks')[1]!.input).toEqual({ offset: 2 });
    expect(page.data.tasks.map(({ id }: { id: string }) => id)).toEqual([taskId(1), taskId(2), taskId(3)]);
  });

  test.each([
    ['nothing asked', asked([]), '手上没有部门任务'],
    ['no network', 'offline' as const, '网络不太好'],
    ['nobody who works here', refuses('NOT_ALLOWED'), '这里是部门联络员的工作台'],
  ])('%s is said', async (_what, answer, words) => {
    expect((await open(answer)).text()).toContain(words);
  });

  test('without a network what is shown stays', async () => {
    const { answers, handle, text, wx } = await open(asked([task()]));
    answers.listTasks = 'offline';
    await handle('onShow');
    expect(text()).toContain('反复水浸');
    expect(wx.showModal).toHaveBeenCalled();
  });
});

describe('the queue of decisions', () => {
  const waiting = (changes: object = {}) => ({
    ...aCard({ status: 'verifying' }),
    proposalId: 'proposal-1',
    kind: 'closing',
    asks: '办结：已解决',
    decideBy: NOW + 3 * HOUR,
    ...changes,
  });
  const queue = (...decisions: ReturnType<typeof waiting>[]) => accepts<'listDecisions'>({ decisions, hasMore: false });

  async function open(answer: PretendedPhone['answers']['listDecisions']) {
    const phone = aPhone();
    phone.answers.listDecisions = answer;
    return openPage('supervisor/decisions', {}, phone);
  }

  test.each([
    ['closing', NOW + 3 * HOUR, '前核验（还有 3 小时）', 'due'],
    ['closing', NOW - 2 * HOUR, '核验已超时 2 小时', 'overdue'],
    ['defer', NOW + 72 * HOUR, '前审批（还有 3 天）', 'plain'],
    ['extend', NOW - 2 * HOUR, '审批已超时 2 小时', 'overdue'],
    ['handover', NOW + 3 * HOUR, '前答复（还有 3 小时）', 'due'],
    ['objectRouting', NOW + 3 * HOUR, '前核定（还有 3 小时）', 'due'],
    ['taskReturn', NOW + 3 * HOUR, '前核定（还有 3 小时）', 'due'],
  ])('%s says what is asked and until when', async (kind, decideBy, words, tone) => {
    const { text, page, tap, wx } = await open(queue(waiting({ kind, decideBy, asks: '所求的事' })));
    expect(text()).toContain(words);
    expect(text()).toContain('所求的事');
    expect(page.data.decisions[0].tone).toBe(tone);
    await tap('.waiting');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/supervisor/decide/decide?id=${aCard().id}` });
  });

  test('stands in the order of the server, the most urgent first', async () => {
    const { text } = await open(queue(waiting({ asks: '先决定的' }), waiting({ id: cardId(2), asks: '后决定的' })));
    expect(text()).toMatch(/先决定的.*后决定的/);
  });

  test('empty it says so', async () => {
    expect((await open(queue())).text()).toContain('没有等您核验或审批的事');
  });

  test.each([
    ['offline' as const, '网络不太好'],
    [refuses('UNAVAILABLE'), '系统暂时繁忙'],
  ])('%j can be tried again', async (answer, words) => {
    const { text, answers, handle } = await open(answer);
    expect(text()).toContain(words);
    answers.listDecisions = queue(waiting());
    await handle('onRetry');
    expect(text()).toContain('办结：已解决');
  });

  test('what is loaded stays when the network goes', async () => {
    const { text, answers, handle, wx } = await open(queue(waiting()));
    answers.listDecisions = 'offline';
    await handle('onShow');
    expect(text()).toContain('办结：已解决');
    expect(wx.showToast).toHaveBeenCalledWith({ title: '网络不太好，这是之前的内容', icon: 'none' });
  });
});
