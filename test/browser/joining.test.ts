/** A neighbour joins from the form they were about to send, and another from the public board; a coordinator links. */
import { aDraft, coordinator, neighbour, officer, resident } from '../support/local-town';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

let stage: Stage;
let concernId: string;
beforeAll(async () => {
  stage = await openStage();
  ({ concernId } = await stage.town.act(resident, 'submitConcern', aDraft({ words: '陈婆婆家门口水浸到膝盖' })));
});
afterAll(() => stage.close());

const peopleOf = () => stage.town.stored(concernId).participants.map(({ openid }) => openid);

test('from the report page: what is nearby is offered before sending, and what was written goes along', async () => {
  const phone = await stage.phone(neighbour, { page: '/pages/resident/report/report' });
  await phone.fill('words', '三巷一下雨就水浸，车开不出来');
  await phone.tap('水浸排水');
  await phone.tap('反复水浸');
  await phone.tap('在地图上选地点');
  await phone.tap('恒美一村');
  await phone.tap('确定');
  await phone.tap('我已阅读并同意');
  await phone.see('附近有人反映了类似的事');
  await phone.see('不是同一件，继续提交');
  await phone.tap('我也遇到，一起跟进');
  await phone.see('1 人也遇到');
  await phone.see('三巷一下雨就水浸，车开不出来');
  expect(await phone.top.getByText('陈婆婆').count()).toBe(0);
  expect(peopleOf()).toEqual([resident, neighbour]);
  await phone.close();
});

test('from the public board', async () => {
  const phone = await stage.phone('another-neighbour', { page: '/pages/resident/home/home' });
  await phone.tap('件件有着落');
  await phone.see('恒美一村附近');
  await phone.tap('我也遇到，一起跟进');
  await phone.tap('一起跟进');
  await phone.see('2 人也遇到');
  expect(peopleOf()).toContain('another-neighbour');
  await phone.close();
});

test('the coordinator sees both sides before linking, and unlinks with a reason', async () => {
  const draft = aDraft({ categoryId: 'A3', words: '排水口堵住了，水退不下去' });
  const { concernId: member } = await stage.town.act('some-reporter', 'submitConcern', draft);
  await stage.town.act(officer, 'recordFirstContact', { concernId: member, way: 'phone' });
  const phone = await stage.phone(coordinator, { page: `/pages/staff/concern/concern?id=${member}` });
  await phone.tap('关联到另一件');
  await phone.tap(phone.top.locator('.choice').first());
  await phone.see('两边的居民各自评价');
  await phone.tap('关联，一并办理');
  await phone.see('随这一件一并办结');
  expect(stage.town.stored(member).leadId).toBe(concernId);
  await phone.tap('解除关联');
  await phone.fill('words', '到现场看过，是另一处排水口');
  await phone.tap('解除关联');
  await phone.see('关联到另一件');
  expect(stage.town.stored(member)).toMatchObject({ leadId: null, ownerId: 's01' });
  await phone.close();
});
