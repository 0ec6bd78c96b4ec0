/** @jest-environment jsdom */
import type { MapConcern } from '../../domain/contract';
import { HOUR } from '../../domain/time';
import { aCard } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, settled } from '../support/mini-page';

const near = { latitude: 22.4878, longitude: 113.356, isExact: true };
const concern = (id: string, changes: Partial<MapConcern> = {}): MapConcern => ({
  ...aCard({ id }),
  ...near,
  ...changes,
});
const far = { latitude: 22.4755, longitude: 113.3796 };
const grid = {
  id: 'g1',
  name: '良都社区第一网格',
  outline: [
    { latitude: 22.48, longitude: 113.35 },
    { latitude: 22.49, longitude: 113.35 },
    { latitude: 22.49, longitude: 113.36 },
  ],
};

async function open(concerns: MapConcern[], { hasMore = false, grids = [grid] } = {}) {
  const phone = aPhone();
  const includePoints = jest.fn();
  let region = { southwest: { latitude: 22, longitude: 113 }, northeast: { latitude: 23, longitude: 114 } };
  let scale = 14;
  Object.assign(phone.wx, {
    createMapContext: () => ({
      includePoints,
      getRegion: ({ success }: any) => success(region),
      getScale: ({ success }: any) => success({ scale }),
    }),
  });
  phone.storage.set('townInfo', { staff: { name: '恒美网格员', title: '网格员', roles: ['officer'] } });
  phone.answers.listMapConcerns = accepts<'listMapConcerns'>({ concerns, hasMore, grids });
  const page = await openPage('staff/map', {}, phone);
  return {
    ...page,
    includePoints,
    async look(to: typeof region, at = 14) {
      [region, scale] = [to, at];
      page.page.onRegion({ type: 'end', detail: {} });
      await settled();
    },
    markers: () => page.page.data.markers as any[],
  };
}
const ofConcerns = (markers: any[]) => markers.filter(({ id }) => id < 100_000);

test('the list stands beside the map: every concern on it, the most urgent first, as the cloud sent them', async () => {
  const { text } = await open([concern('a'), concern('b', far)]);
  expect(text()).toContain('地图上的 2 件');
  expect(text()).toContain('恒美一村三巷');
});

test('what lies close together is one count in the colour of its most urgent, what stands alone is a pin', async () => {
  const { markers } = await open([
    concern('a'),
    concern('b', { isOverdue: true, dueAt: NOW - HOUR }),
    concern('c', far),
  ]);
  const [count, pin] = ofConcerns(markers());
  expect(count).toMatchObject({ callout: { content: '2 件', bgColor: '#b3261e' } });
  expect(pin).toMatchObject({ iconPath: expect.stringContaining('pin-due'), ariaLabel: '反复水浸，恒美一村三巷' });
});

test('a touched count lists its concerns and comes nearer where that tells them apart', async () => {
  const { handle, text, includePoints } = await open([
    concern('a'),
    concern('b', { latitude: 22.4882 }),
    concern('c', far),
  ]);
  await handle('onMarker', { markerId: 0 });
  expect(text()).toContain('选中的 2 件');
  expect(includePoints).toHaveBeenCalledWith(
    expect.objectContaining({ points: [expect.anything(), expect.anything()] }),
  );
  await handle('onAll');
  expect(text()).toContain('地图上的 3 件');
});

test('two in one spot are listed, the map stays', async () => {
  const { handle, text, includePoints } = await open([concern('a'), concern('b')]);
  await handle('onMarker', { markerId: 0 });
  expect(text()).toContain('选中的 2 件');
  expect(includePoints).not.toHaveBeenCalled();
});

test('the name of a grid can be touched without harm', async () => {
  const { handle, text, markers } = await open([concern('a')]);
  const [name] = markers().filter(({ id }) => id >= 100_000);
  expect(name.callout.content).toBe('良都社区第一网格');
  await handle('onMarker', { markerId: name.id });
  expect(text()).toContain('地图上的 1 件');
});

test('the list follows the map', async () => {
  const { look, text, asked } = await open([concern('a'), concern('b', far)]);
  await look({ southwest: { latitude: 22.47, longitude: 113.37 }, northeast: { latitude: 22.48, longitude: 113.39 } });
  expect(text()).toContain('地图上的 1 件');
  await look({ southwest: { latitude: 22.1, longitude: 113.1 }, northeast: { latitude: 22.2, longitude: 113.2 } });
  expect(text()).toContain('这个范围里没有在办的诉求');
  expect(asked('listMapConcerns')).toHaveLength(1);
});

test('where there is too much for one answer it says so, and each part is asked for as it comes into view', async () => {
  const { look, text, asked } = await open([concern('a')], { hasMore: true });
  expect(text()).toContain('诉求较多，这里是最急的 1 件，放大地图能看到更多');
  await look(
    { southwest: { latitude: 22.47, longitude: 113.37 }, northeast: { latitude: 22.48, longitude: 113.39 } },
    17,
  );
  expect(asked('listMapConcerns').map(({ input }) => input)).toEqual([
    {},
    { bounds: { south: 22.47, west: 113.37, north: 22.48, east: 113.39 } },
  ]);
});

test('twenty cards are drawn at once, more on demand', async () => {
  const { page, handle } = await open(Array.from({ length: 25 }, (_, index) => concern(`c${index}`)));
  expect(page.data.listed).toHaveLength(20);
  await handle('onMore');
  expect(page.data.listed).toHaveLength(25);
});

test.each([
  [
    'nothing to show',
    accepts<'listMapConcerns'>({ concerns: [], hasMore: false, grids: [] }),
    '没有可以在地图上看的诉求',
  ],
  ['no network', 'offline' as const, '网络不太好'],
  ['somebody who does not work here', refuses('NOT_ALLOWED'), '您没有权限进行此操作'],
])('%s', async (_what, answer, sentence) => {
  const phone = aPhone();
  phone.storage.set('townInfo', { staff: { name: '恒美网格员', title: '网格员', roles: ['officer'] } });
  phone.answers.listMapConcerns = answer;
  const { text } = await openPage('staff/map', {}, phone);
  expect(text()).toContain(sentence);
});

test('a card leads to the concern', async () => {
  const { handle, wx } = await open([concern('a')]);
  await handle('onOpen', { id: 'a' });
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/staff/concern/concern?id=a' });
});
