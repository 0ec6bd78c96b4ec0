/** How a page is drawn, touched and left; what a phone remembers and refuses. */
import { expectText, log, open, phone, style, text, useLab } from './lab-stage';

useLab();

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
      .locator('img[src^="data:image/svg+xml"]')
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

test('has no network when the test says so', async () => {
  await open('/pages/home/home', { fixtures: { networkType: 'none' } });
  await phone.tap('调用');
  await expectText(log(), '显cloud.callFunction:fail request:fail no network');
  await phone.close();
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
  // A list that grew has another bottom, even when one flick leads there.
  await phone.top.evaluate((page) => {
    page.querySelector<HTMLElement>('[class*=tall]')!.style.height = '5000px';
    page.scrollTo(0, page.scrollHeight);
  });
  await expectText(text('bottom'), '到底 2 次');
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
