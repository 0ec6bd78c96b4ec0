/** In which order things happen to the app, its pages and their components. Tabs are A and B; C opens from A, D from C. */
import { open as openPage, phone, useLab } from './lab-stage';

useLab();
afterEach(() => phone.close());

type Move = [how: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack', to?: string];

const open = (page: string) => openPage(`/pages/story/${page}`);
/** @returns what has happened since the last time. */
const story = () => phone.page.evaluate(() => (window as any).getApp().story.splice(0) as string[]);
const move = ([how, to]: Move) =>
  phone.page.evaluate(
    ([name, url]) => (window as any).wx[name!]({ url }).catch(({ errMsg }: { errMsg: string }) => errMsg),
    [how, to && `/pages/story/${to}`],
  );

test('a first page: the app, the components, the page', async () => {
  await open('c');
  expect(await story()).toEqual([
    'App onLaunch',
    'App onShow',
    'witness created',
    'witness attached',
    'C onLoad',
    'witness show',
    'C onShow',
    'witness ready',
    'C onReady',
  ]);
  await move(['navigateTo', 'd']);
  expect(await story()).toEqual(['witness hide', 'C onHide', 'D onLoad', 'D onShow', 'D onReady']);
  await move(['redirectTo', 'd']);
  expect(await story()).toEqual(['D onUnload', 'D onLoad', 'D onShow', 'D onReady']);
  await move(['reLaunch', 'd']);
  expect((await story()).sort()).toEqual(
    ['C onUnload', 'D onLoad', 'D onReady', 'D onShow', 'D onUnload', 'witness detached'].sort(),
  );
});

const [toA, toB]: Move[] = [
  ['switchTab', 'a'],
  ['switchTab', 'b'],
];
const [toC, toD]: Move[] = [
  ['navigateTo', 'c'],
  ['navigateTo', 'd'],
];

/** WeChat's table of tab switches. Source: 框架接口 / 路由. */
test.each<[string, Move[], Move, string[]]>([
  ['A to itself', [], toA!, []],
  ['A to B, not yet open', [], toB!, ['A onHide', 'B onLoad', 'B onShow', 'B onReady']],
  ['A to B, open already', [toB!, toA!], toB!, ['A onHide', 'B onShow']],
  ['C to A, below it', [toC!], toA!, ['C onUnload', 'A onShow']],
  ['C to B, not yet open', [toC!], toB!, ['C onUnload', 'B onLoad', 'B onShow', 'B onReady']],
  ['D to B, not yet open', [toC!, toD!], toB!, ['D onUnload', 'C onUnload', 'B onLoad', 'B onShow', 'B onReady']],
])('switching tabs from %s', async (_what, before, last, expected) => {
  await open('a');
  for (const step of before) await move(step);
  await story();
  await move(last);
  expect((await story()).filter((event) => !event.startsWith('witness'))).toEqual(expected);
});

test.each<[string, Move, string]>([
  ['back from the first page', ['navigateBack'], 'navigateBack:fail cannot navigate back at first page.'],
  ['to a tab as to a page', ['navigateTo', 'a'], 'navigateTo:fail can not navigateTo a tabbar page'],
  ['to a page as to a tab', ['switchTab', 'd'], 'switchTab:fail can not switch to no-tabBar page'],
])('refuses to go %s, and nothing happens', async (_what, refused, message) => {
  await open('c');
  await story();
  expect(await move(refused)).toBe(message);
  expect(await story()).toEqual([]);
});

test('an inner page that came first offers the way home', async () => {
  await open('c');
  await phone.tap(phone.page.getByRole('button', { name: '返回首页' }));
  await phone.see('便条 积水');
  expect(await phone.page.getByRole('button', { name: '返回首页' }).isVisible()).toBe(false);
});
