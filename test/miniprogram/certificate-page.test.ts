/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { anOwner } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone, settled } from '../support/mini-page';

const id = '0123456789abcdef0123456789abcdef';
const other = { name: '良都新村网格员', title: '良都社区第二网格', officePhone: '0760-88001002' };
const place = { kind: 'point', latitude: 22.48, longitude: 113.36, name: '城南公园' };

type Explanation = ActionOutput<'explainRouting'>;
const explained = (changes: Partial<Explanation> = {}): Explanation => ({
  owner: anOwner,
  rule: '网格责任人',
  basis: '地点在哪个网格，就由那里的网格员负责。',
  sentence: '地点在良都社区第一网格，由恒美网格员负责到底',
  considered: [
    { name: other.name, title: other.title, rule: '同一件事由同一人负责', verdict: '即将离岗' },
    { name: '林小芳', title: '网格员', rule: '网格责任人', verdict: '另一人当时在办较少' },
    { name: anOwner.name, title: anOwner.title, rule: '网格责任人', verdict: '首访责任人' },
  ],
  townVersion: 'v-1',
  at: NOW,
  ...changes,
});
const answers = (changes: Partial<Explanation> = {}) => accepts<'explainRouting'>(explained(changes));

async function open(phone: PretendedPhone = aPhone(), staff: object = { ...anOwner, roles: ['officer'] }) {
  phone.storage.set('townInfo', { staff, families: [], categories: [] });
  phone.answers.explainRouting ??= answers();
  return openPage('staff/certificate', { id }, phone);
}

test('the owner reads why it is them: the sentence, the rule in plain words, version and time', async () => {
  const { text, wx, asked } = await open();
  expect(asked('explainRouting').map(({ input }) => input)).toEqual([{ concernId: id }]);
  for (const words of ['为什么是我', explained().sentence, '依据：网格责任人', explained().basis, '第 v-1 版派单'])
    expect(text()).toContain(words);
  expect(wx.setNavigationBarTitle).toHaveBeenCalledWith({ title: '为什么是我' });
});

test('anybody else reads whose it is', async () => {
  const { text, wx } = await open(aPhone(), { ...other, roles: ['coordinator'] });
  expect(text()).toContain('为什么由恒美网格员负责');
  expect(wx.setNavigationBarTitle).not.toHaveBeenCalled();
});

test('everybody considered stands under the rule by which they were, with the verdict', async () => {
  const { page, text } = await open();
  expect(page.data.groups.map(({ rule, people }: { rule: string; people: object[] }) => [rule, people.length])).toEqual(
    [
      ['同一件事由同一人负责', 1],
      ['网格责任人', 2],
    ],
  );
  expect(text()).toMatch(/同一件事由同一人负责\s*良都新村网格员.*即将离岗.*网格责任人\s*林小芳.*另一人当时在办较少/);
});

test('another category and another place ask the same rules', async () => {
  const phone = aPhone();
  const { handle, text, asked } = await open(phone);
  phone.answers.explainRouting = answers({ owner: other });
  await handle('onCategory', { family: 'B', categoryId: '' });
  expect(asked('explainRouting')).toHaveLength(1);
  await handle('onCategory', { family: 'B', categoryId: 'B1' });
  expect(text()).toContain('会由良都新村网格员负责');
  phone.answers.explainRouting = answers();
  await handle('onPlace', { place });
  expect(text()).toContain('还是由恒美网格员负责');
  expect(
    asked('explainRouting')
      .slice(1)
      .map(({ input }) => input),
  ).toEqual([
    { concernId: id, categoryId: 'B1' },
    { concernId: id, categoryId: 'B1', place },
  ]);
});

test('what is supposed can be taken back', async () => {
  const { handle, text, page } = await open();
  await handle('onPlace', { place });
  await handle('onReset');
  expect(page.data.supposed).toEqual({ family: '', categoryId: '', place: null });
  expect(text()).not.toContain('还是由');
});

test('a late answer to what is no longer supposed is dropped', async () => {
  const phone = aPhone();
  const { page, text } = await open(phone);
  let late: (reply: ReturnType<typeof answers>) => void = () => undefined;
  phone.answers.explainRouting = new Promise((resolve) => (late = resolve));
  const first = page.onCategory({ detail: { family: 'B', categoryId: 'B1' } });
  phone.answers.explainRouting = answers();
  await page.onCategory({ detail: { family: 'C', categoryId: 'C1' } });
  late(answers({ owner: other }));
  await first;
  await settled();
  expect(text()).toContain('还是由恒美网格员负责');
  expect(text()).not.toContain('会由良都新村网格员');
});

test.each([
  ['OUTSIDE_TOWN', 'place'],
  ['UNKNOWN_CATEGORY', 'categoryId'],
] as const)('%s is said beside %s, and the certificate stays', async (code, field) => {
  const phone = aPhone();
  const { handle, page, text } = await open(phone);
  phone.answers.explainRouting = refuses(code);
  await handle('onPlace', { place });
  expect(Object.keys(page.data.errors)).toEqual([field]);
  expect(text()).toContain(explained().sentence);
});

test('without network it says so, and loads when asked again', async () => {
  const phone = aPhone();
  phone.answers.explainRouting = 'offline';
  const { page, handle, text } = await open(phone);
  expect(page.data.state).toBe('offline');
  phone.answers.explainRouting = answers();
  await handle('onRetry');
  expect(text()).toContain(explained().sentence);
});
