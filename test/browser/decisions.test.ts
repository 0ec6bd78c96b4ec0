/** What somebody else must agree to: a handover accepted, a deferral agreed to, an objection upheld; each on two phones. */
import { staffOpenid } from '../../local/demo/people';
import { aDraft, coordinator, officer, resident } from '../support/local-town';
import type { Phone } from '../support/phone';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

const CONCERN = '/pages/staff/concern/concern';
const TODAY = '/pages/staff/today/today';
const DECISIONS = '/pages/supervisor/decisions/decisions';
const PLACE = '恒美一村三巷';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

/** The owner's phone on a new concern of theirs; each of another kind, or it would be the same matter as the last. */
async function ownerOf(categoryId: string, isContacted: boolean): Promise<{ id: string; owner: Phone }> {
  const { concernId: id } = await stage.town.act(resident, 'submitConcern', aDraft({ categoryId }));
  if (isContacted) await stage.town.act(officer, 'recordFirstContact', { concernId: id, way: 'phone' });
  return { id, owner: await stage.phone(officer, { page: `${CONCERN}?id=${id}` }) };
}

/** Turns the wheels no further: the first day that can be chosen. */
async function chooseDay(phone: Phone, field: string): Promise<void> {
  await phone.tap(phone.top.locator(`#${field}`));
  await phone.tap('确定');
}

test('a handover is asked for, accepted by the new owner, and from then on theirs', async () => {
  const { id, owner } = await ownerOf('A2', true);
  await owner.tap('申请交接');
  await owner.fill('search', '良都新村');
  await owner.tap('良都新村网格员');
  await owner.see('换一位');
  await owner.fill('words', '这一段已经划给第二网格');
  await owner.tap('提交申请');
  await owner.see('交接给良都新村网格员');
  await owner.see('由良都新村网格员答复');

  const other = await stage.phone(staffOpenid('s02'), { page: TODAY });
  await other.tap('待我审批');
  await other.tap(PLACE);
  await other.see('这一段已经划给第二网格');
  await other.tap('愿意接手');
  await other.tap('愿意接手');
  await other.see('没有等您核验或审批的事');
  expect(stage.town.stored(id)).toMatchObject({ ownerId: 's02', decision: null });
  await Promise.all([owner.close(), other.close()]);
});

test('a deferral is asked for with its dates, agreed to, and stands on the concern', async () => {
  const { id, owner } = await ownerOf('B1', true);
  await owner.tap('申请列入计划');
  await owner.fill('words', '要等枯水期才能更换主管');
  await chooseDay(owner, 'until');
  await chooseDay(owner, 'nextUpdateOn');
  await owner.see('7月9日 周四');
  await owner.tap('提交申请');
  await owner.see('由街道督办员审批');

  const supervisor = await stage.phone(staffOpenid('s10'), { page: DECISIONS });
  await supervisor.tap(PLACE);
  await supervisor.tap('同意列入计划');
  await supervisor.tap('同意列入计划');
  await supervisor.see('没有等您核验或审批的事');
  await owner.pickUp();
  await owner.see('已列入计划，承诺 7月9日 周四 17:30 前办结');
  expect(stage.town.stored(id)).toMatchObject({ status: 'deferred' });
  await Promise.all([owner.close(), supervisor.close()]);
});

test('an objection is upheld, and the coordinator names whose the concern is', async () => {
  const { id, owner } = await ownerOf('C1', false);
  await owner.tap('提出派单异议');
  await owner.tap('不在我的网格');
  await owner.fill('words', '这个门牌在第二网格那一侧');
  await owner.tap('提交异议');
  await owner.see('由良都社区协调员核定');

  const decider = await stage.phone(coordinator, { page: DECISIONS });
  await decider.tap(PLACE);
  await decider.tap('异议成立');
  await decider.see('改由谁负责');
  await decider.tap('街道值班员甲');
  await decider.see('换一位');
  await decider.tap('异议成立');
  await decider.see('没有等您核验或审批的事');
  expect(stage.town.stored(id)).toMatchObject({ ownerId: 's08', decision: null });
  await Promise.all([owner.close(), decider.close()]);
});
