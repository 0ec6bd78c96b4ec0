/** @jest-environment jsdom */
import { HOUR } from '../../domain/time';
import { aCard, anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const cardId = (last: number) => `${'0'.repeat(31)}${last}`;

async function today(phone: PretendedPhone, roles = ['officer']) {
  phone.storage.set('townInfo', { staff: { ...anOwner, roles } });
  return openPage('staff/today', {}, phone);
}
const listed = (cards = [aCard()], decisions = 0, hasMore = false) =>
  accepts<'listToday'>({ cards, decisions, hasMore });

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

test.each([
  [NOW + 3 * HOUR, '前核验（还有 3 小时）', 'due'],
  [NOW - 2 * HOUR, '核验已超时 2 小时', 'overdue'],
])('a closing to decide says until when', async (dueAt, words, tone) => {
  const phone = aPhone();
  phone.answers.listDecisions = accepts<'listDecisions'>({
    cards: [aCard({ status: 'verifying', dueAt })],
    hasMore: false,
  });
  const { text, page, tap, wx } = await openPage('supervisor/decisions', {}, phone);
  expect(text()).toContain(words);
  expect(page.data.cards[0].tone).toBe(tone);
  await tap('.waiting');
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/supervisor/decide/decide?id=${aCard().id}` });
});
