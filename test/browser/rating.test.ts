/** The residents rate: two taps for who is content, and in a large round a follow-up for who is not. */
import { aConcernToRate, FIVE_NEIGHBOURS, officer, resident } from '../support/local-town';
import { openStage, type Stage } from '../support/stage';

const [objector] = FIVE_NEIGHBOURS as [string];
const MISSING = '水退了，但井盖还没有装回去';

let stage: Stage;
let concernId: string;
beforeAll(async () => {
  stage = await openStage();
  concernId = await aConcernToRate(stage.town, FIVE_NEIGHBOURS);
});
afterAll(() => stage.close());

const ratePage = () => ({ page: `/pages/resident/rate/rate?id=${concernId}` });

test('who is content taps twice', async () => {
  const phone = await stage.phone(resident, ratePage());
  await phone.tap('解决了，满意');
  await phone.see('4 星，按您选的“满意”');
  await phone.tap('提交评价');
  await phone.see('谢谢您的评价');
});

test('who is not reads whom it is told to, and finds the follow-up; so does the owner, today', async () => {
  const phone = await stage.phone(objector, ratePage());
  await phone.tap('没有解决');
  await phone.see('会告知首访责任人恒美网格员');
  await phone.fill('words', MISSING);
  await phone.tap(phone.top.getByRole('radio', { name: /^2 星/ }));
  await phone.tap('提交评价');
  await phone.see('已另立跟进诉求');
  await phone.tap('查看跟进诉求');
  await phone.see('在这里接着办');

  const owner = await stage.phone(officer, { page: '/pages/staff/today/today' });
  await owner.see('恒美一村三巷');
  await owner.tap(owner.top.getByText('恒美一村三巷').first());
  await owner.see('居民说还没有解决');
  await owner.see(MISSING);
  expect(stage.town.stored(concernId).status).toBe('rating');
});
