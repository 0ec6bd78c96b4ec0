/** One report from the first tap to the end of its rating, on three phones with real touches. */
import { join } from 'node:path';
import { RESIDENTS, staffOpenid } from '../../local/demo/people';
import { DAY } from '../../domain/time';
import type { Phone } from './phone';
import type { Stage } from './stage';

const PHOTO = join(__dirname, '../../local/demo/photos/flooding.jpg');
const PLACE = '恒美一村';
export const WORDS = '一下大雨，三巷口的水就漫到小腿，老人出门买菜要绕一大圈，请来看看是不是下水道堵了。';
const OWNER = '恒美网格员';
const TODAY = '/pages/staff/today/today';
const DECISIONS = '/pages/supervisor/decisions/decisions';

export type Phones = { resident: Phone; officer: Phone; coordinator: Phone };
export type Scene = { name: string; title: string };
type Shown = (scene: Scene, phones: Phones) => Promise<void>;

/** The resident who reports, the officer whose grid it is, the coordinator who verifies. */
export async function pickUpPhones(stage: Stage, deviceScaleFactor = 1): Promise<Phones> {
  const [resident, officer, coordinator] = await Promise.all([
    stage.phone(RESIDENTS.newcomer.openid, { deviceScaleFactor }),
    stage.phone(staffOpenid('s01'), { page: TODAY, deviceScaleFactor }),
    stage.phone(staffOpenid('s06'), { page: DECISIONS, deviceScaleFactor }),
  ]);
  return { resident, officer, coordinator };
}

/** @param shown is told at each stage, with all three phones showing what their people see then. */
export async function walkOneReport(stage: Stage, phones: Phones, shown: Shown = async () => {}): Promise<void> {
  const { resident, officer, coordinator } = phones;

  await report(resident);
  await shown({ name: '1-report', title: '居民反映一件事' }, phones);
  await resident.tap('提交');
  await resident.see('收到了，已有专人负责');
  await resident.see(OWNER);
  await openToday(officer);
  await officer.see(WORDS);
  await shown({ name: '2-assigned', title: '当场派给首访责任人' }, phones);

  await officer.tap('已联系');
  await officer.tap('电话联系');
  await officer.see('提出办结');
  await resident.tap('查看诉求');
  await resident.see('首次联系 · 电话联系');
  await shown({ name: '3-first-contact', title: '首次联系，点两下' }, phones);

  await propose(officer, '已疏通三巷口的下水道，试水排得很快。');
  await verify(coordinator);
  await shown({ name: '4-verifying', title: '社区核验' }, phones);
  await agree(coordinator);

  await reload(resident, '去评价');
  await resident.tap('去评价');
  await resident.tap('没有解决');
  await resident.tap(star(resident, 2));
  await resident.fill('words', '巷尾还是积水，下雨还要绕路。');
  await resident.see(`所写内容会告知首访责任人${OWNER}`);
  await shown({ name: '5-not-solved', title: '居民说“没有解决”' }, phones);
  await resident.tap('提交评价');
  await resident.see('已经重新办理');
  await resident.see(OWNER);
  await reload(officer, '巷尾还是积水');
  await shown({ name: '6-reopened', title: '重新办理，还是同一个人负责' }, phones);

  await propose(officer, '巷尾的管道也换了，昨天下雨后到现场看过，没有积水。');
  await verify(coordinator);
  await agree(coordinator);
  await resident.tap('返回诉求');
  await reload(resident, '去评价');
  await resident.tap('去评价');
  await resident.tap('解决了，满意');
  await resident.tap(star(resident, 5));
  await resident.tap('提交评价');
  await resident.see('谢谢您的评价');
  await shown({ name: '7-rated', title: '解决了，居民评了 5 星' }, phones);

  stage.town.cloud.clock.fixAt(stage.town.cloud.clock.now() + 7 * DAY);
  await stage.town.cloud.timer('timer');
  await resident.tap('返回诉求');
  await reload(resident, '已办结');
  await shown({ name: '8-closed', title: '评价期结束，办结' }, phones);
}

const star = (phone: Phone, stars: number) => phone.top.getByRole('radio', { name: `${stars} 星`, exact: false });

async function report(resident: Phone): Promise<void> {
  await resident.tap('我要反映');
  await resident.choosePhotos('拍照或选照片', [PHOTO]);
  await resident.fill('words', WORDS);
  await resident.tap('水浸排水');
  await resident.tap('反复水浸');
  await resident.tap('在地图上选地点');
  await resident.tap(PLACE);
  await resident.tap('确定');
  await resident.fill('phone', '13800000009');
  await resident.tap('我已阅读并同意');
  await resident.top.getByText('上传中').waitFor({ state: 'hidden' });
}

/** The concern of this walk is the only one that still waits for its first contact at this place. */
async function openToday(officer: Phone): Promise<void> {
  await officer.pickUp();
  await officer.tap(PLACE);
}

async function propose(officer: Phone, words: string): Promise<void> {
  await officer.tap('提出办结');
  await officer.tap('已解决');
  await officer.fill('words', words);
  await officer.tap('提出办结');
  await officer.see('已提出办结');
}

async function verify(coordinator: Phone): Promise<void> {
  await coordinator.pickUp();
  await coordinator.tap(PLACE);
  await coordinator.tap('核验通过');
  await coordinator.tap('到现场看过，已经办好');
}

async function agree(coordinator: Phone): Promise<void> {
  await coordinator.tap('核验通过');
  await coordinator.top.getByText('核验意见').waitFor({ state: 'hidden' });
}

async function reload(phone: Phone, text: string): Promise<void> {
  await phone.pickUp();
  await phone.see(text);
}
