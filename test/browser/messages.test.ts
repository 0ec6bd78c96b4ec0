/** What reaches people without their asking: a push consented to, a call instead of one, an emergency at night. */
import { RESIDENTS, staffOpenid } from '../../local/demo/people';
import { beijing } from '../support/a-town';
import { aDraft, officer, resident } from '../support/local-town';
import type { Phone } from '../support/phone';
import { accept, messagesOf } from '../support/pushes';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

const TODAY = '/pages/staff/today/today';
const DUTY = '/pages/staff/duty/duty';
const desk = staffOpenid('s08');
const asked = { requestSubscribeMessage: undefined };

let stage: Stage;
afterEach(() => stage.close());

const pushesTo = (openid: string) => messagesOf(stage.town).filter(({ touser }) => touser === openid);

async function report(phone: Phone, family: string, category: string, words: string): Promise<void> {
  await phone.tap('我要反映');
  await phone.fill('words', words);
  await phone.tap(family);
  await phone.tap(category);
  await phone.tap('在地图上选地点');
  await phone.tap('恒美一村');
  await phone.tap('确定');
  await phone.tap('我已阅读并同意');
}

test('a tap that staff make anyway asks for consents, says how many are left, and the next concern arrives as a push', async () => {
  stage = await openStage();
  const phone = await stage.phone(officer, { page: TODAY, fixtures: asked });
  await phone.see('新诉求 0 次');
  await phone.tap('微信通知快用完了，点这里补充');
  await phone.see('小程序申请向您发送消息');
  await phone.tap('允许');
  await phone.see('新诉求 1 次');
  await stage.town.act(resident, 'submitConcern', aDraft());
  expect(pushesTo(officer)).toHaveLength(1);
  await phone.pickUp();
  await phone.see('新诉求 0 次');
});

test('a resident is asked when sending, and who refuses has sent all the same', async () => {
  stage = await openStage();
  const phone = await stage.phone(RESIDENTS.newcomer.openid, { fixtures: asked });
  await report(phone, '水浸排水', '路面积水', '牌坊前面积了一大片水，电动车过去溅一身。');
  await phone.tap('提交');
  await phone.see('小程序申请向您发送消息');
  await phone.tap('拒绝');
  await phone.see('收到了，已有专人负责');
  await stage.town.cloud.timer('timer');
  expect(pushesTo(RESIDENTS.newcomer.openid)).toEqual([]);
});

test('whom WeChat does not let through is phoned by the duty desk, at once', async () => {
  stage = await openStage({
    openapi: { 'subscribeMessage.send': () => ({ errcode: 43101, errmsg: 'user refuse to accept the msg' }) },
  });
  await accept(stage.town, officer, ['assigned']);
  await stage.town.act(resident, 'submitConcern', aDraft());
  const phone = await stage.phone(desk, { page: TODAY });
  await phone.tap('值班台');
  await phone.see('对方在微信里关闭了通知');
  await phone.see('请告诉恒美网格员');
  await phone.tap('已通知到');
  await phone.see('没有要打的电话');
});

test('an emergency at 02:00 names the numbers to call, finds the duty officer at once, who makes the first contact', async () => {
  const now = beijing('2026-07-11 02:00');
  stage = await openStage({ now });
  const neighbour = await stage.phone(RESIDENTS.newcomer.openid);
  await accept(stage.town, desk, ['emergency']);
  await report(neighbour, '道路设施', '路面塌陷', '村口的路塌了一个大坑，电动车差点掉进去。');
  await neighbour.see('110');
  await neighbour.tap('提交');
  await neighbour.see('收到了，已有专人负责');
  await neighbour.see('恒美网格员');

  expect(pushesTo(desk)).toHaveLength(1); // at two in the morning
  const phone = await stage.phone(desk, { page: DUTY });
  await phone.see('请告诉恒美网格员'); // the owner, who holds no consent
  await phone.tap('恒美一村');
  await phone.tap('已联系');
  await phone.tap('电话联系');
  await phone.see('已记下');
  await neighbour.tap('查看诉求');
  await neighbour.see('首次联系 · 电话联系');
});
