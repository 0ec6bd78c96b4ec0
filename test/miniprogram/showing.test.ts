/** @jest-environment jsdom */
import { STATUS_LABELS, STATUSES } from '../../domain/lifecycle';
import { DAY, HOUR } from '../../domain/time';
import { aCard, anOwner } from '../support/a-view';
import { renderComponent } from '../support/mini-page';

describe('progress-line', () => {
  test.each([
    ['assigned', '首访', 2],
    ['handling', '办理', 3],
    ['verifying', '核验', 4],
    ['rating', '评价', 5],
    ['closed', undefined, 6],
    ['withdrawn', undefined, 2],
  ])('%s: %s is under way, %d steps are done', (status, underWay, done) => {
    const { steps } = renderComponent('progress-line', { status }).page.data;
    expect(steps.find(({ state }: any) => state === 'current')?.label).toBe(underWay);
    expect(steps.filter(({ state }: any) => state === 'done')).toHaveLength(done);
  });

  test('says in words how it stands', () => {
    expect(renderComponent('progress-line', { status: 'verifying' }).page.data.summary).toBe('进度：核验中');
  });
});

test.each(STATUSES)('status-tag: %s has its label', (status) => {
  expect(renderComponent('status-tag', { status }).text()).toBe(STATUS_LABELS[status]);
});

test('status-tag: what residents are asked for, staff read about them', () => {
  expect(renderComponent('status-tag', { status: 'awaitingResident', for: 'staff' }).text()).toBe('待居民补充');
  const card = aCard({ status: 'awaitingResident' });
  expect(renderComponent('concern-card', { card, now: NOW, for: 'staff' }).text()).toContain('待居民补充');
  expect(renderComponent('concern-card', { card, now: NOW }).text()).toContain('待您补充');
});

describe('history-list', () => {
  const entry = (changes: object = {}) => ({ at: NOW, title: '回复', by: '恒美网格员', photoUrls: [], ...changes });

  test('the newest comes first', () => {
    const entries = [entry({ title: '提交诉求', at: NOW - DAY }), entry()];
    expect(renderComponent('history-list', { entries, now: NOW }).text()).toMatch(/回复.*提交诉求/);
  });

  test('long words are folded until somebody asks for them', async () => {
    const list = renderComponent('history-list', { entries: [entry({ words: '水'.repeat(2000) })], now: NOW });
    expect(list.text()).toContain('展开全文');
    await list.tap('.entry__more');
    expect(list.text()).not.toContain('展开全文');
  });

  test('a touched photo opens among the others of its entry', async () => {
    const photoUrls = ['/a.jpg', '/b.jpg'];
    const list = renderComponent('history-list', { entries: [entry({ photoUrls })], now: NOW });
    await list.tap('.entry__photo', 1);
    expect(list.wx.previewImage).toHaveBeenCalledWith({ current: '/b.jpg', urls: photoUrls });
  });
});

describe('page-state', () => {
  test.each(['error', 'offline'])('%s can be tried again', async (state) => {
    const page = renderComponent('page-state', { state });
    const heard = page.hear('retry');
    await page.tap('.button');
    expect(heard).toHaveLength(1);
  });

  test('offline says what to do', () => {
    expect(renderComponent('page-state', { state: 'offline' }).text()).toContain('请检查网络后点“重试”');
  });

  test('nothing yet is no failure: there is nothing to try again', () => {
    const { text } = renderComponent('page-state', { state: 'empty', text: '还没有消息' });
    expect(text()).toContain('还没有消息');
    expect(text()).not.toContain('重试');
  });
});

describe('owner-card', () => {
  const acting = { name: '良都新村网格员', title: '良都社区第二网格', officePhone: '0760-88001002' };

  test('one touch calls the owner', async () => {
    const card = renderComponent('owner-card', { owner: anOwner, acting: null, why: '' });
    await card.tap('.button');
    expect(card.wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: anOwner.officePhone });
    expect(card.text()).not.toContain('暂不在岗');
  });

  test('where nobody says who is acting nobody is', () => {
    expect(renderComponent('owner-card', { owner: anOwner }).text()).not.toContain('暂不在岗');
  });

  test('while the owner is away the call goes to whoever acts, and the owner stays named', async () => {
    const card = renderComponent('owner-card', { owner: anOwner, acting });
    await card.tap('.button');
    expect(card.wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: acting.officePhone });
    expect(card.text()).toContain('恒美网格员暂不在岗，由良都新村网格员（良都社区第二网格）代为办理，责任不变');
  });
});

describe('concern-card', () => {
  const card = (changes: object, audience = 'resident') =>
    renderComponent('concern-card', { card: aCard(changes), now: NOW, for: audience });

  test('touching it opens the concern', async () => {
    const shown = card({});
    const heard = shown.hear('open');
    await shown.tap('.card');
    expect(heard).toEqual([{ id: aCard().id }]);
  });

  test.each([
    ['assigned', {}, '前首次联系您（还有 3 小时）', 'due'],
    ['assigned', { dueAt: NOW - 2 * HOUR, isOverdue: true }, '首次联系您已超时 2 小时', 'overdue'],
    ['handling', { dueAt: NOW + 3 * DAY }, '前有进展（还有 3 天）', 'plain'],
    ['handling', { dueAt: NOW - 2 * HOUR, isOverdue: true }, '比说好的时间晚了 2 小时', 'overdue'],
    ['awaitingResident', { dueAt: NOW + 3 * DAY }, '前请您回答（还有 3 天）', 'due'],
    ['deferred', { dueAt: NOW + 30 * DAY }, '前有进展（还有 30 天）', 'plain'],
    ['rating', { dueAt: NOW + 2 * HOUR }, '前可以评价', 'plain'],
  ])('%s %o reads "%s"', (status, changes, words, tone) => {
    const { text, page } = card({ status, ...changes });
    expect(text()).toContain(words);
    expect(page.data.due.tone).toBe(tone);
  });

  test.each(['closed', 'withdrawn'])('%s has nothing due', (status) => {
    expect(card({ status, dueAt: null }).text()).not.toMatch(/还有|超时/);
  });

  test.each([
    ['handling', { dueAt: NOW + 3 * DAY }, '前到期（还有 3 天）'],
    ['deferred', { dueAt: NOW - 2 * HOUR, isOverdue: true }, '已超时 2 小时'],
    ['awaitingResident', { dueAt: NOW + 3 * DAY }, '前等居民回答（还有 3 天）'],
  ])('%s %o reads "%s" to staff', (status, changes, words) => {
    expect(card({ status, ...changes }, 'staff').text()).toContain(words);
  });

  test.each([
    ['assigned', '现由恒美网格员负责推进', '现由恒美网格员负责推进'],
    ['deferred', '现由恒美网格员负责推进', '现由恒美网格员负责推进'],
    ['awaitingResident', '现在轮到您', '现在轮到居民'],
    ['verifying', '现由核验人负责推进', '现由核验人负责推进'],
  ])('%s: whose turn it is', (status, toResident, toStaff) => {
    expect(card({ status }).text()).toContain(toResident);
    expect(card({ status }, 'staff').text()).toContain(toStaff);
  });

  test('a question that nobody answered in time makes nobody late', () => {
    expect(card({ status: 'awaitingResident', dueAt: NOW - HOUR, isOverdue: true }).text()).not.toMatch(/超时|晚/);
  });

  test('names who moves it on, and says when it has been reopened', () => {
    expect(card({ isReopened: true }).text()).toMatch(/重新办理.*现由恒美网格员负责推进/);
  });

  test('what is for a resident is not said to staff', () => {
    expect(card({ status: 'assigned' }, 'staff').text()).not.toContain('您');
  });
});

describe('form-field', () => {
  test('says what is wrong only while something is', () => {
    const field = renderComponent('form-field', { label: '您的电话', required: true, error: '请填写正确的手机号' });
    expect(field.text()).toBe('您的电话请填写正确的手机号');
    field.setData({ error: '' });
    expect(field.text()).toBe('您的电话');
  });

  test.each([
    [true, '您的电话'],
    [false, '您的电话选填'],
  ])('required %s reads "%s"', (required, words) => {
    expect(renderComponent('form-field', { label: '您的电话', required }).text()).toBe(words);
  });
});

test.each(['info', 'due', 'overdue', 'done'])('notice-bar: %s has its colour', (tone) => {
  const { dom, text } = renderComponent('notice-bar', { tone, text: '网络不太好' });
  expect(text()).toBe('网络不太好');
  expect(dom.innerHTML).toContain(`notice--${tone}`);
});
