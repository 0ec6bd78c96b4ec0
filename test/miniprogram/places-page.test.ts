/** @jest-environment jsdom */
import { accepts, aPhone, openPage, settled, type PretendedPhone } from '../support/mini-page';

const at = { latitude: 22.48, longitude: 113.36 };
const park = { id: 'p1', kind: 'landmark' as const, name: '城南公园', gridName: '良都社区第三网格', ...at };
const building = { id: 'hm-3', kind: 'building' as const, name: '恒美一村 3 栋', ...at };
const answer = (...places: (typeof park | typeof building)[]) => accepts<'findPlaces'>({ places });

async function open(phone: PretendedPhone = aPhone()) {
  phone.answers.findPlaces ??= answer(park, building);
  const page = await openPage('places', {}, phone);
  const emit = jest.fn();
  page.page.getOpenerEventChannel = () => ({ emit });
  return { ...page, emit };
}
const pause = () => new Promise((resume) => setTimeout(resume, 350));

test('it begins with places of the town, each with its grid', async () => {
  const { text, asked } = await open();
  expect(text()).toContain('城南公园良都社区第三网格');
  expect(text()).toContain('恒美一村 3 栋');
  expect(asked('findPlaces').map(({ input }) => input)).toEqual([{ search: '' }]);
});

test('what is typed is asked for once it pauses', async () => {
  const { handle, asked } = await open();
  for (const value of ['恒', '恒美', '恒美3']) await handle('onInput', { value });
  await pause();
  expect(
    asked('findPlaces')
      .slice(1)
      .map(({ input }) => input),
  ).toEqual([{ search: '恒美3' }]);
});

test('a late answer to an earlier search is dropped', async () => {
  const phone = aPhone();
  const { page, handle, text } = await open(phone);
  let late: (reply: ReturnType<typeof answer>) => void = () => undefined;
  phone.answers.findPlaces = new Promise((resolve) => (late = resolve));
  await handle('onInput', { value: '城南' });
  const first = page.onConfirm();
  phone.answers.findPlaces = answer(building);
  await handle('onInput', { value: '恒美' });
  await page.onConfirm();
  late(answer(park));
  await first;
  await settled();
  expect(text()).toContain('恒美一村 3 栋');
  expect(text()).not.toContain('城南公园');
});

test('a touch sends the place to the page that asked, and goes back there', async () => {
  const { handle, emit, wx } = await open();
  await handle('onChoose', {}, { index: 1 });
  expect(emit).toHaveBeenCalledWith('chosen', { kind: 'point', placeId: 'hm-3', name: '恒美一村 3 栋', ...at });
  expect(wx.navigateBack).toHaveBeenCalledTimes(1);
});

test('nothing found says what else to do', async () => {
  const phone = aPhone();
  phone.answers.findPlaces = answer();
  const { text } = await open(phone);
  expect(text()).toContain('没有找到这个地方');
  expect(text()).toContain('返回在地图上选');
});

test('without network one can try again', async () => {
  const phone = aPhone();
  phone.answers.findPlaces = 'offline';
  const { text, handle } = await open(phone);
  expect(text()).toContain('网络不太好');
  phone.answers.findPlaces = answer(park);
  await handle('onRetry');
  expect(text()).toContain('城南公园');
});
