/** What a page asks of the device, and what surrounds a page. */
import { expectText, log, open, phone, style, text, useLab } from './lab-stage';

useLab();

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

  test('cuts what does not fit under the icon of a toast', async () => {
    await phone.tap('长提示');
    await expectText(phone.page.getByRole('status'), '图标下面最多七');
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
