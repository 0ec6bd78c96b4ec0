/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { accepts, aPhone, renderComponent, settled } from '../support/mini-page';

const town: ActionOutput<'getHome'> = {
  townName: '南区街道',
  hotline: '12345',
  centre: { latitude: 22.48, longitude: 113.36 },
  families: [
    { id: 'A', label: '水浸排水' },
    { id: 'B', label: '道路设施' },
  ],
  categories: [
    { id: 'A2', label: '反复水浸', family: 'A', isEmergency: false },
    { id: 'B1', label: '路面破损', family: 'B', isEmergency: false },
    { id: 'B5', label: '路面塌陷', family: 'B', isEmergency: true },
  ],
  messages: { resident: [], staff: [] },
  unread: 0,
  latest: [],
};

describe('star-rating', () => {
  test('touching the fourth star says 4', async () => {
    const stars = renderComponent('star-rating', { stars: 0 });
    const heard = stars.hear('change');
    await stars.tap('.star', 3);
    expect(heard).toEqual([{ stars: 4 }]);
  });

  test('stars that are only shown are one picture with nothing to touch', async () => {
    const stars = renderComponent('star-rating', { stars: 3, readonly: true });
    const heard = stars.hear('change');
    await stars.tap('.star', 0);
    expect(heard).toEqual([]);
    expect(stars.text()).toBe('★★★☆☆一般');
  });
});

describe('check-box', () => {
  test.each([
    [false, true],
    [true, false],
  ])('ticked %s, a touch says %s', async (checked, expected) => {
    const box = renderComponent('check-box', { checked, text: '我已阅读并同意' });
    const heard = box.hear('change');
    await box.tap('.check');
    expect(heard).toEqual([{ checked: expected }]);
  });
});

test('choice-list: touching a row says which one', async () => {
  const options = [
    { id: 'phone', label: '电话联系' },
    { id: 'visit', label: '上门走访' },
  ];
  const list = renderComponent('choice-list', { options, chosen: '' });
  const heard = list.hear('change');
  await list.tap('.choice', 1);
  expect(heard).toEqual([{ id: 'visit' }]);
});

test('emergency-calls: 119 is one touch away', async () => {
  const calls = renderComponent('emergency-calls');
  await calls.tap('.call', 1);
  expect(calls.wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '119' });
});

describe('category-picker', () => {
  const pick = async (properties: object) => {
    const phone = aPhone();
    phone.answers.getHome = accepts<'getHome'>(town);
    const picker = renderComponent('category-picker', properties, phone);
    await settled();
    return picker;
  };

  test('the family comes first, the leaf after it', async () => {
    const picker = await pick({ family: '', category: '' });
    const heard = picker.hear('change');
    await picker.tap('.family', 1);
    expect(heard).toEqual([{ family: 'B', categoryId: '' }]);
    picker.setData({ family: 'B' });
    await picker.tap('.chip', 0);
    expect(heard[1]).toEqual({ family: 'B', categoryId: 'B1' });
  });

  test.each([
    ['B5', true],
    ['B1', false],
  ])('choosing %s shows the emergency numbers: %s', async (category, isShown) => {
    const picker = await pick({ family: 'B', category });
    expect(picker.text().includes('先离开现场')).toBe(isShown);
  });

  test('with nothing to choose from it says why, and can be asked again', async () => {
    const phone = aPhone();
    const picker = renderComponent('category-picker', { family: '', category: '' }, phone);
    const heard = picker.hear('fail');
    await settled();
    expect(heard).toEqual([{ text: expect.stringContaining('网络不太好') }]);
    phone.answers.getHome = accepts<'getHome'>(town);
    await picker.tap('.link');
    expect(picker.text()).toContain('水浸排水');
  });

  test('without network it offers what the phone remembers', () => {
    const phone = aPhone();
    phone.storage.set('townInfo', town);
    expect(renderComponent('category-picker', { family: '', category: '' }, phone).text()).toContain('道路设施');
  });
});

describe('place-picker', () => {
  const choose = async (answer: object) => {
    const phone = aPhone();
    phone.wx.chooseLocation.mockImplementation(async () => answer);
    const picker = renderComponent('place-picker', { place: null }, phone);
    const changes = picker.hear('change');
    await picker.handle('onChooseLocation');
    return changes;
  };
  const here = { latitude: 22.48, longitude: 113.36 };

  test('a place keeps its name, at most 60 characters of it', async () => {
    const changes = await choose({ ...here, name: '很'.repeat(80), address: '' });
    expect(changes).toEqual([{ place: { kind: 'point', ...here, name: '很'.repeat(60) } }]);
  });

  test('a place without a name goes by its address', async () => {
    const changes = await choose({ ...here, name: '', address: '城南一路 3 号' });
    expect(changes[0].place.name).toBe('城南一路 3 号');
  });

  test('"no place" is an answer, too', async () => {
    const picker = renderComponent('place-picker', { place: null });
    const changes = picker.hear('change');
    await picker.handle('onNoPlace');
    expect(changes).toEqual([{ place: { kind: 'none' } }]);
  });

  test.each([
    ['closing the map again changes nothing', 'chooseLocation', 'chooseLocation:fail cancel', []],
    [
      'a map that does not open says what to do instead',
      'chooseLocation',
      'chooseLocation:fail auth deny',
      ['地图没有打开'],
    ],
    ['closing the scanner changes nothing', 'scanCode', 'scanCode:fail cancel', []],
    ['a camera that does not open says what to do instead', 'scanCode', 'scanCode:fail auth deny', ['相机没有打开']],
  ] as const)('%s', async (_rule, api, errMsg, said) => {
    const phone = aPhone();
    phone.wx[api].mockRejectedValue({ errMsg });
    const picker = renderComponent('place-picker', { place: null }, phone);
    const [changes, fails] = [picker.hear('change'), picker.hear('fail')];
    await picker.handle(api === 'scanCode' ? 'onScan' : 'onChooseLocation');
    expect(changes).toEqual([]);
    expect(fails).toEqual(said.map((sentence) => ({ text: expect.stringContaining(sentence) })));
    for (const way of ['搜索楼栋或地名', '扫门口的楼栋码', '没有具体地点']) expect(picker.text()).toContain(way);
  });

  const building = { id: 'hm-3', kind: 'building' as const, name: '恒美一村 3 栋', ...here };
  const scan = async (scanned: object, places: object[] | 'offline' = [building]) => {
    const phone = aPhone();
    phone.answers.findPlaces = places === 'offline' ? 'offline' : accepts<'findPlaces'>({ places: places as never });
    phone.wx.scanCode.mockResolvedValue(scanned);
    const picker = renderComponent('place-picker', { place: null }, phone);
    const [changes, fails] = [picker.hear('change'), picker.hear('fail')];
    await picker.handle('onScan');
    return { changes, fails, asked: phone.asked('findPlaces') };
  };

  test.each([
    ['a code of this mini-program', { path: 'pages/resident/report/report?scene=b%3Dhm-3', result: '' }],
    ['the plain scene', { result: 'b=hm-3' }],
  ])('%s gives the building', async (_what, scanned) => {
    const { changes, fails, asked } = await scan(scanned);
    expect(asked.map(({ input }) => input)).toEqual([{ id: 'hm-3' }]);
    expect(changes).toEqual([{ place: { kind: 'point', placeId: 'hm-3', name: '恒美一村 3 栋', ...here } }]);
    expect(fails).toEqual([]);
  });

  test.each([
    ['a foreign code', { result: 'https://example.com' }, [building], '这不是本街道的楼栋码'],
    ['a code of a building that is gone', { result: 'b=hm-3' }, [], '这个楼栋码已经停用'],
    ['a code without network', { result: 'b=hm-3' }, 'offline' as const, '网络不太好'],
  ])('%s chooses nothing, and the sentence says what to do', async (_what, scanned, places, sentence) => {
    const { changes, fails } = await scan(scanned, places);
    expect(changes).toEqual([]);
    expect(fails).toEqual([{ text: expect.stringContaining(sentence) }]);
    expect(fails[0].text).toContain('换一种方式选地点');
  });

  test('a name is searched on a page of its own, which sends back what was chosen', async () => {
    const picker = renderComponent('place-picker', { place: null });
    const changes = picker.hear('change');
    await picker.handle('onSearch');
    const [{ url, events }] = picker.wx.navigateTo.mock.calls[0]!;
    expect(url).toBe('/pages/resident/places/places');
    events.chosen({ kind: 'point', placeId: 'p1', name: '城南公园', ...here });
    expect(changes[0].place).toMatchObject({ placeId: 'p1' });
  });

  test('a chosen place hides the ways until one wants another', async () => {
    const picker = renderComponent('place-picker', { place: { kind: 'point', name: '恒美一村', ...here } });
    expect(picker.text()).toContain('恒美一村');
    expect(picker.text()).not.toContain('在地图上选地点');
    await picker.handle('onChange');
    expect(picker.text()).toContain('在地图上选地点');
    await picker.handle('onNoPlace');
    expect(picker.text()).not.toContain('在地图上选地点');
  });
});
