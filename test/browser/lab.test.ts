/** What the preview promises, shown on a small mini-program that uses each feature once. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { buildPreview } from '../../local/preview/build';
import { launchBrowser } from '../support/browser';
import { openPhone, type Phone, type PhoneOptions } from '../support/phone';
import { serveLab } from './lab-server';

const LAB = join(__dirname, 'lab');
let folder: string;
let browser: Browser;
let lab: Awaited<ReturnType<typeof serveLab>>;
let phone: Phone;

// Longer than the phone waits for anything: its own message says more than jest's.
jest.setTimeout(60_000);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const [launched] = await Promise.all([launchBrowser(), buildPreview({ source: LAB, out: join(folder, 'out') })]);
  browser = launched;
  lab = await serveLab(join(folder, 'out'));
});
afterAll(async () => {
  await browser?.close();
  lab?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (page: string, options: Partial<PhoneOptions> = {}) => {
  phone = await openPhone(browser, lab.url, { openid: 'resident-1', page, ...options });
};
const text = (id: string) => phone.top.locator(`#${id}`);
const log = () => text('log');
async function expectText(locator: Locator, expected: string | RegExp) {
  const wanted =
    typeof expected === 'string' ? new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : expected;
  await locator.filter({ hasText: wanted }).waitFor();
}
/** One finger, from the top of the page downwards. */
async function pull(distance: number) {
  const touch = await phone.page.context().newCDPSession(phone.page);
  const top = (await phone.top.boundingBox())!.y + 8;
  const at = (y: number) => ({ touchPoints: [{ x: 20, y }] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(top) });
  for (const share of [0.25, 0.5, 0.75, 1])
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(top + distance * share) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
const style = (locator: Locator, property: string) =>
  locator.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);

describe('a page of components', () => {
  beforeEach(() => open('/pages/home/home'));
  afterEach(() => phone.close());

  test('is drawn from loops, conditions, templates, includes, scripts and slots', async () => {
    await expectText(text('greeting'), '青溪镇 42 Array');
    await expectText(text('card-1'), /第 1 张.*路灯·2.*正文/s);
    await phone.see('便条 积水');
    await phone.see('其他');
    await expectText(text('line'), '模板里的字');
    await expectText(text('footer'), '页脚');
    await expectText(text('tab-count'), '2 个标签');
    expect(await phone.page.getByText('看不见').isVisible()).toBe(false);
    expect(await phone.page.getByRole('status', { name: '记录' }).count()).toBe(1);
  });

  test('keeps the styles of page and component apart, and knows rpx, vh and external classes', async () => {
    expect(await style(phone.top.getByText('路灯·2'), 'color')).toBe('rgb(10, 20, 30)');
    expect(await style(phone.top.getByText('便条 积水'), 'color')).toBe('rgb(200, 0, 0)');
    expect(await style(text('greeting'), 'color')).toBe('rgb(1, 2, 3)');
    expect(await style(text('card-1').locator('[class*=raised]'), 'box-shadow')).toContain('rgb(9, 9, 9)');
    expect(await style(text('card-1'), 'border-left-color')).toBe('rgb(31, 95, 191)');
    expect(await style(text('half'), 'width')).toBe('195px');
    expect(await style(text('half'), 'height')).toBe('7px');
  });

  test('passes taps through capture, bubbling, catch and mut-bind, with data and marks', async () => {
    await phone.tap('冒泡');
    await expectText(log(), '显捕内数据标记外');
    await phone.tap('不冒泡');
    await expectText(log(), '显捕内数据标记外捕内');
    await phone.tap('互斥');
    await expectText(log(), '显捕内数据标记外捕内捕内外');
    await phone.tap('路灯·2');
    await expectText(log(), /开1$/);
  });

  test('tells a long press from a tap, and shows the hover class', async () => {
    const box = (await text('long').boundingBox())!;
    await phone.page.mouse.move(box.x + 20, box.y + 8);
    await phone.page.mouse.down();
    await phone.top.locator('#long.pressed').waitFor();
    await expectText(log(), '显长');
    await phone.page.mouse.up();
    await phone.top.locator('#long:not(.pressed)').waitFor();
    await expectText(log(), '显长');
  });

  test('moves through the page stack and back', async () => {
    await phone.tap('去详情');
    await expectText(text('query'), '清溪 & 街/7/2');
    await expectText(phone.page.locator('#mp-title'), '详情');
    await phone.tap('不存在');
    await expectText(text('answer'), 'navigateTo:fail page "pages/nowhere" is not found');
    await phone.page.getByRole('button', { name: '返回' }).tap();
    await expectText(log(), '显隐显');
    expect(await phone.page.locator('.mp-page').count()).toBe(1);
  });

  test('shows tabs with icons and badges', async () => {
    await phone.tap('角标');
    await phone.page.getByRole('tab', { name: '表单 3' }).tap();
    await phone.page
      .getByRole('tab', { name: '表单', selected: true })
      .locator('img[src="/assets/images/on.svg"]')
      .waitFor();
    await phone.page.getByRole('tab', { name: '组合' }).tap();
    await expectText(log(), '显隐显');
  });

  test('asks with sheets and dialogs', async () => {
    await phone.tap('对话');
    await phone.tap('乙选');
    await phone.page.getByRole('dialog').getByRole('textbox').fill('字');
    await phone.tap('确定');
    await expectText(log(), '显1true字');
    await phone.see('记下了');
    await phone.tap('转发');
    await expectText(log(), /转$/);
  });

  test('calls the cloud, and fails as WeChat does', async () => {
    await phone.tap('调用');
    await expectText(log(), '显{"word":"云","openid":"resident-1"}cloud.callFunction:fail 坏了');
    await phone.page.context().setOffline(true);
    await phone.tap('调用');
    await expectText(log(), /cloud\.callFunction:fail request:fail Failed to fetch$/);
  });
});

describe('the device', () => {
  beforeEach(() => open('/pages/device/device'));
  afterEach(() => phone.close());

  test.each([
    ['版本', 'develop 16'],
    ['忘记', 'removeStorage:ok'],
    ['找组件', '便条'],
    ['角标', 'setTabBarBadge:fail not TabBar page'],
    ['长按钮', 'showModal:fail confirmText is longer than 4 characters'],
    ['多选项', 'showActionSheet:fail itemList has more than 6 items'],
  ])('answers %s', async (what, answer) => {
    await phone.tap(what);
    await expectText(log(), answer);
  });

  test('copies, and says so', async () => {
    await phone.tap('复制');
    await phone.see('内容已复制');
    await phone.tap('粘贴');
    await expectText(log(), '260708');
  });

  test('shows photos and places on the full screen', async () => {
    await phone.tap('看图');
    expect(await phone.page.getByAltText('预览图片').count()).toBe(2);
    await phone.tap('关闭');
    await phone.tap('看地点');
    await phone.page.getByRole('button', { name: '文化广场' }).waitFor();
    await phone.tap('返回');
    await expectText(log(), 'openLocation:ok');
  });

  test('scrolls to a selector', async () => {
    await phone.tap('到目标');
    await expectText(log(), 'pageScrollTo:ok');
    const [page, target] = [await phone.top.boundingBox(), await text('field-words').boundingBox()];
    expect(target!.y - page!.y).toBeCloseTo(24, 0);
  });

  test('gives buttons the width of style v2, which only a tag name outranks', async () => {
    expect(await style(text('narrow'), 'width')).toBe('184px');
    expect(await style(text('wide'), 'width')).toBe('312px');
    expect(await style(text('borrowed'), 'color')).toBe('rgb(1, 2, 3)');
  });

  test('refreshes when the page is pulled down far enough, and only then', async () => {
    await pull(110);
    expect(await log().textContent()).toBe('');
    await pull(160);
    await expectText(log(), '刷新');
    await phone.page.locator('.mp-pull').waitFor({ state: 'visible' });
    await phone.page.locator('.mp-pull').waitFor({ state: 'hidden' });
  });

  test('leaves a still map alone', async () => {
    const map = (await text('still').boundingBox())!;
    await phone.page.mouse.move(map.x + 60, map.y + 60);
    await phone.page.mouse.down();
    await phone.page.mouse.move(map.x + 160, map.y + 90, { steps: 4 });
    await phone.page.mouse.up();
    await phone.page.mouse.wheel(0, 100);
    expect(await log().textContent()).toBe('');
  });
});

test('ten pages are the most', async () => {
  await open('/more/detail/detail?title=改名');
  await expectText(phone.page.locator('#mp-title'), '改名');
  await expectText(text('height'), '1560');
  for (let depth = 2; depth <= 10; depth += 1) {
    await phone.tap('更深');
    await expectText(text('query'), `x/1/${depth}`);
  }
  await phone.tap('更深');
  await expectText(text('answer'), 'navigateTo:fail webview count limit exceed');
  await text('bottom').scrollIntoViewIfNeeded();
  await expectText(text('bottom'), '到底 1 次');
  await phone.close();
});

test('follows the colour scheme', async () => {
  await open('/pages/home/home', { colorScheme: 'dark' });
  expect(await style(text('dark-words'), 'color')).toBe('rgb(255, 255, 255)');
  expect(await style(phone.page.locator('#mp-nav'), 'background-color')).toBe('rgb(17, 17, 17)');
  await phone.close();
});

test('keeps one person’s storage from another on the same computer', async () => {
  await open('/pages/home/home');
  await phone.tap('保存');
  await phone.tap('保存');
  await expectText(log(), '显旧旧我');
  const address = new URL(phone.page.url());
  address.searchParams.set('openid', 'resident-2');
  await phone.page.goto(address.href);
  await phone.tap('保存');
  await expectText(log(), '显旧');
  await phone.close();
});

test('notes a wx function it does not know', async () => {
  await open('/pages/home/home');
  await phone.tap('未知接口');
  await expect(phone.close()).rejects.toThrow('unknown wx.openBluetoothAdapter');
});

describe('forms', () => {
  beforeEach(() => open('/pages/forms/forms'));
  afterEach(() => phone.close());

  test('bind both ways, limit length and collect what was filled in', async () => {
    expect(await style(text('name').getByText('称呼'), 'color')).toBe('rgb(5, 6, 7)');
    await phone.fill('name', '王桂兰');
    await phone.fill('words', '第一行\n第二行\n第三行');
    await expectText(text('echo'), '王桂兰|3|焦');
    expect(await text('name').locator('input').getAttribute('maxlength')).toBe('4');
    expect((await text('words').boundingBox())!.height).toBeGreaterThan(60);
    await phone.tap(phone.page.getByRole('switch', { name: '提醒' }));
    await phone.tap('高');
    await phone.tap('临街');
    await phone.top.getByRole('button', { name: '按不动', disabled: true }).tap({ force: true });
    await phone.tap('提交');
    await expectText(
      text('sent'),
      '{"name":"王桂兰","words":"第一行\\n第二行\\n第三行","kind":0,"remind":false,"level":"高","tags":["临街"],"score":3}',
    );
    await phone.tap('清空');
    await expectText(text('echo'), '|3|焦');
  });

  test('pick from wheels', async () => {
    await phone.tap('类别 路灯');
    await phone.tap('噪音');
    await phone.tap('确定');
    await phone.see('类别 噪音');
    await phone.tap('两级 0-0');
    await phone.tap('果');
    await phone.tap('乙果');
    await phone.tap('确定');
    await phone.see('两级 1-1');
    await phone.tap('日期 2026-03-31');
    await phone.tap('2月');
    await phone.tap('确定');
    await phone.see('日期 2026-02-28');
    await phone.tap('时间 08:30');
    await phone.tap('取消');
    await phone.see('时间 08:30');
  });

  test('take a photo and upload it; show pictures, rich text and scrolling boxes', async () => {
    const chooser = phone.page.waitForEvent('filechooser');
    await phone.tap('拍照');
    await (await chooser).setFiles(join(LAB, 'images/logo.png'));
    await expectText(text('photos'), '1 cloud://lab/a/b.png/true');
    expect(
      await text('logo')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
    await text('scroll').evaluate((box) => box.scrollTo(0, 9999));
    await phone.see('滚动 到底');
    await phone.see('粗');
  });
});

describe('places', () => {
  test('are drawn and touched on the map', async () => {
    await open('/pages/places/places');
    const map = (await text('map').boundingBox())!;
    await phone.page.touchscreen.tap(map.x + map.width / 2, map.y + map.height / 2);
    await expectText(text('touched'), '30.250,120.150');
    await phone.tap(phone.page.getByRole('button', { name: '路灯不亮' }));
    await expectText(text('touched'), '标记 5');
    await phone.page.mouse.move(map.x + 40, map.y + 40);
    await phone.page.mouse.wheel(0, -100);
    await expectText(text('region'), 'scale');
    await phone.tap('中心');
    await expectText(text('center'), '30.26,120.16');
    await phone.close();
  });

  test('are chosen on a full screen, or not', async () => {
    await open('/pages/places/places');
    await phone.tap('选点');
    await phone.tap('中心小学');
    await phone.tap('确定');
    await expectText(text('chosen'), '中心小学/学院街 20 号');
    await phone.tap('选点');
    await phone.tap('取消');
    await expectText(text('chosen'), 'chooseLocation:fail cancel');
    await phone.close();
  });

  test('come from a script where the test wants it so', async () => {
    const chooseLocation = { name: '桥头', address: '', latitude: 30, longitude: 120 };
    await open('/pages/places/places', { fixtures: { chooseLocation, makePhoneCall: 'cancel' } });
    await phone.tap('选点');
    await expectText(text('chosen'), '桥头/');
    await phone.tap('打电话');
    await expectText(text('chosen'), '没有打');
    expect(await phone.page.evaluate(() => (window as any).__calls)).toContainEqual({
      name: 'makePhoneCall',
      options: { phoneNumber: '0571-1234' },
    });
    await phone.close();
  });
});

test('three phones on one desk hear of each other and of the clock', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await page.goto(lab.url);
  const phoneAt = (index: number) => page.frameLocator('iframe').nth(index);
  await phoneAt(1).locator('#log').getByText('显').waitFor();
  await phoneAt(0).getByRole('button', { name: '调用' }).click();
  await phoneAt(1).locator('#log').getByText('显隐显').waitFor();
  await page.getByRole('button', { name: '1 天' }).click();
  await phoneAt(0).locator('#log').getByText(/隐显$/).waitFor();
  expect(lab.timers).toEqual(['timer']);
  await page.getByRole('button', { name: '恢复现在' }).click();
  await page.locator('[data-now]:disabled').waitFor();
  await page.getByRole('combobox').first().selectOption({ label: '社区 · 赵敏' });
  await phoneAt(0).getByText('选点').waitFor();
  await page.close();
});

test.each([
  ['an unclosed tag', '<view>\n<text></view>', /broken\.wxml:2:\d+ missing end tag/],
  ['a tag nobody declared', '<view/>\n<lab-nothing/>', /broken\.wxml:2 <lab-nothing> is neither built in nor declared/],
])('refuses to build %s', async (_what, wxml, message) => {
  const source = mkdtempSync(join(folder, 'broken-'));
  mkdirSync(join(source, 'pages'));
  writeFileSync(join(source, 'app.json'), JSON.stringify({ pages: ['pages/broken'] }));
  cpSync(join(LAB, 'app.ts'), join(source, 'app.ts'));
  writeFileSync(join(source, 'pages/broken.ts'), 'Page({});');
  writeFileSync(join(source, 'pages/broken.wxml'), wxml);
  await expect(buildPreview({ source, out: join(source, 'out') })).rejects.toThrow(message);
});
