/** A callback from draw to 不是我评的, and a slip from the officer's page to the resident's, on real pages. */
import { DAY } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import { aConcernToRate, aDraft, neighbour, officer, resident } from '../support/local-town';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** Where pictures are wanted: SHOTS names a folder. */
const shots = process.env['SHOTS'];
type Phone = Awaited<ReturnType<Stage['phone']>>;
const shoot = async (phone: Phone, name: string) => {
  if (shots) await phone.page.screenshot({ path: `${shots}/${name}.png`, fullPage: false });
};

test('a slip is shown, claimed on another phone with the last four digits, and opens the concern', async () => {
  const { town } = stage;
  const { concernId, slip } = await town.act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });
  const staff = await stage.phone(officer, { page: `/pages/staff/concern/concern?id=${concernId}` });
  await staff.tap('再看一次回执');
  await staff.see(`${slip.code.slice(0, 5)} ${slip.code.slice(5)}`);
  await shoot(staff, 'slip');
  await staff.close();

  const phone = await stage.phone(neighbour, { page: `/pages/resident/claim/claim?code=${slip.code}` });
  await phone.tap('认领');
  await phone.see('请填写登记时所留电话的后四位');
  await phone.fill('lastFour', '9999');
  await phone.tap('认领');
  await phone.see('电话后四位对不上，请核对后再试');
  await shoot(phone, 'claim');
  await phone.fill('lastFour', '0001');
  await phone.tap('认领');
  await phone.see('凭回执认领诉求');
  await phone.close();
});

test('a call is made, the resident finds what was noted and disowns it', async () => {
  const { town } = stage;
  const concernId = await aConcernToRate(town);
  town.cloud.clock.fixAt(town.cloud.clock.now() + 7 * DAY);
  await town.cloud.timer('timer');
  const callers = ['s07', 's08', 's09'].map(staffOpenid);
  const lists = await Promise.all(callers.map((who) => town.act(who, 'listCallbacks', {})));
  const caller = callers[lists.findIndex(({ calls }) => calls.length)]!;

  const staff = await stage.phone(caller, {
    page: '/pages/staff/callbacks/callbacks',
    fixtures: { makePhoneCall: 'ok' },
  });
  await staff.see('这些诉求您没有经手，所以请您来听听居民的意见。每通约一分钟。');
  await shoot(staff, 'callbacks');
  await staff.tap('反复水浸 · 恒美一村三巷');
  await staff.see(/三个问题，一分钟/);
  await shoot(staff, 'callback');
  await staff.tap('打电话');
  await staff.page.locator('.mp-layer:visible').getByText('打电话', { exact: true }).last().tap();
  await staff.see('13800000001');
  await staff.tap('部分解决');
  await staff.page.getByRole('radio', { name: /^4 星/ }).tap();
  await staff.fill('words', '井盖还没装回去');
  await staff.tap('记下居民的意见');
  await staff.see('没有要打的回访电话');
  await shoot(staff, 'callbacks-empty');
  await staff.close();

  const phone = await stage.phone(resident, { page: `/pages/resident/concern/concern?id=${concernId}` });
  await phone.see('电话回访记下的评价 · 部分解决');
  await shoot(phone, 'heard');
  await phone.tap('不是我评的');
  await phone.tap('作废');
  await phone.see('您说这不是您评的，已经作废。');
  await phone.tap('自己重新评价');
  await phone.tap('解决了，满意');
  await phone.tap('提交评价');
  await phone.see('谢谢您的评价');
  await phone.close();
});
