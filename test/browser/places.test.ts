/** Where it is: by a building's code, by name where GPS is refused, and what staff see of it on their map. */
import { sceneOf } from '../../domain/building-code';
import { RESIDENTS, staffOpenid } from '../../local/demo/people';
import { BUILDING, publishPlaces } from '../support/buildings';
import { aDraft, resident } from '../support/local-town';
import type { Phone } from '../support/phone';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

const REPORT = '/pages/resident/report/report';
const WORDS = '楼道里的灯坏了半个月，晚上老人上下楼看不清，怕摔跤。';
const OWNER = '恒美网格员';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await publishPlaces(stage.town);
});
afterAll(() => stage.close());

async function fillIn(phone: Phone): Promise<void> {
  await phone.fill('words', WORDS);
  await phone.tap('住房物业');
  await phone.tap('物业服务');
  await phone.tap('我已阅读并同意');
}

async function submitted(phone: Phone) {
  await phone.tap('提交');
  await phone.see('收到了，已有专人负责');
  await phone.see(OWNER);
  return stage.town.cloud.dump()['concerns']!.at(-1)!;
}

test('the code beside a door opens the report with its building, and the officer of its grid gets it', async () => {
  const phone = await stage.phone(RESIDENTS.newcomer.openid, {
    page: `${REPORT}?scene=${encodeURIComponent(sceneOf(BUILDING.id))}`,
  });
  await phone.see('您在 恒美一村 3 栋，地点已经选好');
  await fillIn(phone);
  const { place, ownerId } = await submitted(phone);
  expect(place).toMatchObject({ buildingId: BUILDING.id, gridId: 'g1' });
  expect(ownerId).toBe('s01');
});

test('a code that is no longer in use says so, and a code scanned in the form leads on', async () => {
  const phone = await stage.phone('by-an-old-code', { page: `${REPORT}?scene=b%3Dgone` });
  await phone.see('这个楼栋码已经停用，请换一种方式选地点');
  await phone.script({ scanCode: { result: 'https://example.com' } });
  await phone.tap('扫门口的楼栋码');
  await phone.see('这不是本街道的楼栋码，请换一种方式选地点');
  await phone.script({
    scanCode: { path: `${REPORT.slice(1)}?scene=${encodeURIComponent(sceneOf(BUILDING.id))}`, result: '' },
  });
  await phone.tap('扫门口的楼栋码');
  await phone.see(BUILDING.name);
  await fillIn(phone);
  expect((await submitted(phone))['place']).toMatchObject({ buildingId: BUILDING.id });
});

test('with location and camera refused the place is found by its name', async () => {
  const phone = await stage.phone('without-gps', { page: REPORT, fixtures: { refused: ['location', 'camera'] } });
  await phone.tap('在地图上选地点');
  await phone.see('地图没有打开');
  await phone.tap('扫门口的楼栋码');
  await phone.see('相机没有打开');
  await phone.tap('搜索楼栋或地名');
  await phone.fill('search', '恒美3栋');
  await phone.tap(phone.top.getByText(BUILDING.name, { exact: true }));
  await phone.see('换一个');
  await fillIn(phone);
  expect((await submitted(phone))['place']).toMatchObject({ buildingId: BUILDING.id });
});

test('a place far outside names 12345, keeps the draft, and another place can be chosen', async () => {
  const chooseLocation = { name: '广州塔', address: '', latitude: 23.1064, longitude: 113.3245 };
  const phone = await stage.phone('far-away', { page: REPORT, fixtures: { chooseLocation } });
  await fillIn(phone);
  await phone.tap('在地图上选地点');
  await phone.tap('提交');
  await phone.see('这个地点不在本街道范围内');
  await phone.see('拨打 12345');
  await phone.tap('换一个地点');
  await phone.tap('搜索楼栋或地名');
  await phone.tap(BUILDING.name);
  await phone.top.getByText('拨打 12345').waitFor({ state: 'detached' });
  expect((await submitted(phone))['place']).toMatchObject({ buildingId: BUILDING.id });
});

test('staff see their concerns on the map: a count comes apart, a pin shows its card, the card leads to the concern', async () => {
  const at = (east: number) => ({
    kind: 'point' as const,
    name: `路口 ${east}`,
    latitude: 22.479,
    longitude: 113.36 + east / 1e4,
  });
  for (const east of [0, 9])
    await stage.town.act(resident, 'submitConcern', aDraft({ place: at(east), categoryId: 'B1' }));
  const phone = await stage.phone(staffOpenid('s04'), { page: '/pages/staff/today/today' });
  await phone.tap('看地图');
  await phone.see('地图上的 2 件');
  await phone.see('马岭社区第一网格');
  await phone.tap(phone.top.getByRole('button', { name: '2 件', exact: true }));
  await phone.see('选中的 2 件');
  await phone.tap(phone.top.getByRole('button', { name: '路面破损，路口 9' }));
  await phone.see('选中的 1 件');
  await phone.tap('看全部');
  await phone.tap(phone.top.getByText('路口 9', { exact: true }));
  await phone.see('已联系');
});
