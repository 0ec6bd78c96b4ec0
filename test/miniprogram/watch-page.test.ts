/** @jest-environment jsdom */
import { SUPERVISED_LABELS, type Supervised } from '../../domain/contract';
import { DAY, HOUR } from '../../domain/time';
import type { SupervisedCard } from '../../domain/views';
import { aCard } from '../support/a-view';
import { accepts, aPhone, openPage } from '../support/mini-page';

const cardId = (last: number) => `${'0'.repeat(31)}${last}`;
const supervised = (changes: Partial<SupervisedCard> = {}): SupervisedCard => ({
  ...aCard({ dueAt: NOW - 2 * DAY, isOverdue: true }),
  ball: '首访责任人恒美网格员',
  since: NOW - 3 * DAY,
  step: 100,
  ...changes,
});
const listed = (cards: SupervisedCard[], hasMore = false) => accepts<'listSupervised'>({ cards, hasMore });

async function open(cards: SupervisedCard[], query: Record<string, string> = {}, hasMore = false) {
  const phone = aPhone();
  phone.answers.listSupervised = listed(cards, hasMore);
  return openPage('supervisor/watch', query, phone);
}

test('a card says what and where, how late, and whose turn it is since when', async () => {
  const { text, tap, wx } = await open([supervised()]);
  expect(text()).toMatch(
    /反复水浸恒美一村三巷.*已超时 2 天.*轮到首访责任人恒美网格员，从 7月5日 周日 10:00 起，已经 3 天/,
  );
  await tap('.watched');
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/concern/concern?id=${aCard().id}` });
});

test.each([
  [{ step: 150 }, '已超时 2 天，已列入例会', 'overdue'],
  [{ dueAt: NOW + 3 * HOUR, step: 80 }, '13:00 前到期（还有 3 小时）', 'due'],
])('%o reads "%s"', async (changes, words, tone) => {
  const { text, page } = await open([supervised(changes)]);
  expect(text()).toContain(words);
  expect(page.data.cards[0].tone).toBe(tone);
});

test('a question to the resident reads as staff read it', async () => {
  const { text } = await open([supervised({ status: 'awaitingResident', ball: '居民' })]);
  expect(text()).toContain('待居民补充');
  expect(text()).toContain('轮到居民，');
});

test('what has ended is nobody’s turn, and nothing of it is due', async () => {
  const { text } = await open([supervised({ status: 'closed', dueAt: null, ball: '' })], { kind: 'complaints' });
  expect(text()).toContain('居民投诉了办理，等街道答复');
  expect(text()).not.toMatch(/轮到|超时 /);
});

test.each(Object.keys(SUPERVISED_LABELS) as Supervised[])(
  'nothing in %s is said as the good news it is',
  async (kind) => {
    const { text, asked } = await open([], { kind });
    expect(asked('listSupervised')[0]!.input).toEqual({ kind });
    expect(text()).toMatch(/没有.*(诉求|投诉)/);
  },
);

test('another tab asks for its own list and shows nothing of the last one', async () => {
  const phone = aPhone();
  phone.answers.listSupervised = listed([supervised()]);
  const { tap, asked, text } = await openPage('supervisor/watch', {}, phone);
  phone.answers.listSupervised = listed([]);
  await tap('.tab', 3);
  expect(asked('listSupervised').map(({ input }) => input.kind)).toEqual(['overdue', 'complaints']);
  expect(text()).not.toContain('反复水浸');
});

test('an answer that comes after another tab was chosen is passed over', async () => {
  const phone = aPhone();
  let arrive: (answer: ReturnType<typeof listed>) => void = () => {};
  phone.answers.listSupervised = new Promise((resolve) => (arrive = resolve));
  const { page, handle } = await openPage('supervisor/watch', {}, phone);
  phone.answers.listSupervised = listed([]);
  await handle('onTab', {}, { id: 'stuck' });
  arrive(listed([supervised()]));
  await handle('onTab', {}, { id: 'stuck' });
  expect(page.data).toMatchObject({ kind: 'stuck', state: 'empty', cards: [] });
});

test('further pages follow without doubling what moved meanwhile', async () => {
  const phone = aPhone();
  phone.answers.listSupervised = listed([supervised({ id: cardId(1) })], true);
  const { handle, page, asked } = await openPage('supervisor/watch', { kind: 'stuck' }, phone);
  phone.answers.listSupervised = listed([supervised({ id: cardId(1) }), supervised({ id: cardId(2) })]);
  await handle('onReachBottom');
  expect(asked('listSupervised')[1]!.input).toEqual({ kind: 'stuck', offset: 1 });
  expect(page.data.cards.map(({ id }: { id: string }) => id)).toEqual([cardId(1), cardId(2)]);
});

test('without a network what is shown stays', async () => {
  const phone = aPhone();
  phone.answers.listSupervised = listed([supervised()]);
  const { handle, text } = await openPage('supervisor/watch', {}, phone);
  phone.answers.listSupervised = 'offline';
  await handle('onPullDownRefresh');
  expect(text()).toContain('反复水浸');
});
