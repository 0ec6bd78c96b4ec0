/** What a person may refuse, and what they are asked. One way to script it: local/preview/README.md. */
import { expectText, lab, log, open, phone, useLab } from './lab-stage';

useLab();
const DEVICE = '/pages/device/device';
afterEach(() => phone.close());

test.each([
  ['定位', ['location'], 'getFuzzyLocation:fail auth deny'],
  ['扫码', ['camera'], 'scanCode:fail auth deny'],
  ['拍照', ['camera', 'album'], 'chooseMedia:fail auth deny'],
  ['订阅', ['subscribe'], 'requestSubscribeMessage:fail The main switch is switched off'],
  ['设置', ['location'], '{"scope.userLocation":false}'],
])('%s with %j refused: %s', async (what, refused, answer) => {
  await open(DEVICE, { fixtures: { refused } });
  await phone.tap(what);
  await expectText(log(), answer);
});

test.each([
  ['扫码', { scanCode: 'cancel' }, 'scanCode:fail cancel'],
  ['扫码', { scanCode: { result: 'b=hm-3' } }, 'b=hm-3'],
  ['定位', { getFuzzyLocation: 'deny' }, 'getFuzzyLocation:fail auth deny'],
  ['订阅', { requestSubscribeMessage: 'reject' }, 'reject reject'],
  ['订阅', { requestSubscribeMessage: { 到期提醒: 'accept', 办结通知: 'ban' } }, 'accept ban'],
])('%s scripted as %j while the phone is open: %s', async (what, answers, answer) => {
  await open(DEVICE);
  await phone.script(answers);
  await phone.tap(what);
  await expectText(log(), answer);
});

test('without a script the text of a code is typed', async () => {
  await open(DEVICE);
  await phone.tap('扫码');
  await phone.page.getByPlaceholder('本机没有摄像头').fill('b=hm-4');
  await phone.tap('确定');
  await expectText(log(), 'b=hm-4');
});

describe('consent to messages', () => {
  const asking = () => open(DEVICE, { fixtures: { requestSubscribeMessage: undefined } });
  beforeEach(() => void lab.consents.splice(0));
  const box = (name: string) => phone.page.getByLabel(name, { exact: true });

  test('is asked for each template, told to the cloud, and asked again next time', async () => {
    await asking();
    await phone.tap('订阅');
    await box('事情办结了').uncheck();
    await phone.tap('允许');
    await expectText(log(), 'accept reject');
    expect(lab.consents.splice(0)).toEqual([{ openid: 'resident-1', templateId: '到期提醒', accepts: true }]);
    await phone.tap('订阅');
    await phone.tap('拒绝');
    await expectText(log(), 'reject reject');
    expect(lab.consents).toEqual([]);
  });

  test('is not asked again where the choice was to be kept', async () => {
    await asking();
    await phone.tap('订阅');
    await box('总是保持以上选择，不再询问').check();
    await phone.tap('允许');
    await expectText(log(), 'accept accept');
    await phone.tap('忘记');
    await phone.tap('订阅');
    await expectText(log(), 'accept accept');
    expect(lab.consents.splice(0)).toHaveLength(4);
  });

  test.each([
    ['订阅太晚', 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.'],
    ['订阅太多', 'requestSubscribeMessage:fail template count out of max bounds'],
  ])('%s is refused', async (what, answer) => {
    await open(DEVICE);
    await phone.tap(what);
    await expectText(log(), answer);
  });
});

describe('sharing', () => {
  const shared = () => phone.page.evaluate(() => (window as any).__calls as { name: string; options: unknown }[]);

  test.each([
    ['a button', async () => phone.tap('转给别人'), 'button'],
    [
      'the menu',
      async () => {
        await phone.tap('更多');
        await phone.tap('转发给朋友');
      },
      'menu',
    ],
  ])('from %s shows the card, and where it leads', async (_where, send, from) => {
    await open(DEVICE);
    await send();
    await phone.see('/pages/places/places?id=3');
    const options = { title: `看看这个（${from}）`, path: '/pages/places/places?id=3' };
    expect(await shared()).toContainEqual({ name: 'shareAppMessage', options });
  });

  test('a page that does not say how cannot be sent', async () => {
    await open('/pages/places/places');
    await phone.tap('更多');
    await phone.see('当前页面不可转发');
  });
});

test('pictures of the package are there without network', async () => {
  await open('/pages/places/places');
  await phone.page.context().setOffline(true);
  await phone.page.evaluate(() => (globalThis as any).wx.switchTab({ url: '/pages/home/home' }));
  const pictures = phone.page.locator('.mp-tab-icon');
  await pictures.first().waitFor();
  const widths = await pictures.evaluateAll((images) => images.map((image) => (image as any).naturalWidth));
  expect(widths.every((width) => width > 0)).toBe(true);
});
