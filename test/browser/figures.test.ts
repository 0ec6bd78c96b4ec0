/**
 * The figures as they are read: on the supervisor's page, with what each means and the concerns behind it, and on the
 * board that everybody sees. What the pages say is what the actions give, and that is what a count by hand gives.
 */
import { COUNTS, FIGURES, type CellFigures } from '../../domain/figures';
import { DAY } from '../../domain/time';
import { RESIDENTS, staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { expectFiguresCountedByHand } from '../support/check-figures';
import { aConcernToRate, aDraft, FIVE_NEIGHBOURS, neighbour, officer, resident } from '../support/local-town';
import type { Phone } from '../support/phone';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

const supervisor = staffOpenid('s10');
const FIGURES_PAGE = { page: '/pages/supervisor/figures/figures' };

let stage: Stage;
/** Six were asked, five answered, four of them that it is solved; a road is still to be mended. */
beforeAll(async () => {
  stage = await openStage();
  const { act, cloud } = stage.town;
  await act(neighbour, 'submitConcern', aDraft({ categoryId: 'B1', words: '三巷口的路面塌了一块' }));
  const concernId = await aConcernToRate(stage.town, FIVE_NEIGHBOURS);
  for (const [index, openid] of [resident, ...FIVE_NEIGHBOURS.slice(1)].entries())
    await act(openid, 'rateConcern', {
      concernId,
      solved: index ? 'yes' : 'partly',
      satisfaction: index ? 5 : 3,
      tags: [],
      words: '',
    });
  cloud.clock.fixAt(cloud.clock.now() + 7 * DAY);
  await cloud.timer('timer'); // ends the round
  await cloud.timer('timer'); // and publishes it
});
afterAll(() => stage.close());

const readOn = async (phone: Phone) => (await phone.top.innerText()).replace(/\s+/g, ' ');

/** Each figure and count of the cell, in the words of the page. */
function sentencesOf({ figures, counts }: CellFigures): string[] {
  const said = figures.map(({ key, numerator, denominator, isWithheld }) => {
    const { label, unit, numerator: part, denominator: whole } = FIGURES[key];
    if (isWithheld) return `${label} 数字不足 5 条，暂不显示`;
    if (!denominator) return `${label} 这个季度还没有`;
    const share = Math.floor((1000 * numerator) / denominator) / 10;
    return `${label} ${whole} ${denominator} ${unit}，${part} ${numerator} ${unit} ${share}%`;
  });
  const counted = counts.filter(({ count }) => count > 0);
  return [...said, ...counted.map(({ key, count }) => `${COUNTS[key].label} ${count} ${COUNTS[key].unit}`)];
}

test('the supervisor reads what the events say, what a figure means, and the concerns behind it', async () => {
  await expectFiguresCountedByHand(stage.town, smallTown(NOW));
  const { total, cells } = await stage.town.act(supervisor, 'getFigures', { by: 'community' });
  const phone = await stage.phone(supervisor, FIGURES_PAGE);
  await phone.see('件数和人数');
  const read = await readOn(phone);
  for (const sentence of sentencesOf(total)) expect(read).toContain(sentence);
  expect(read).toContain('解决率 参加评价 5 人，评价“解决了” 4 人 80%');

  await phone.tap('参评率');
  await phone.see(FIGURES.participation.definition);
  await phone.tap('查看这些诉求');
  await phone.see('谁评价了、评了什么，不显示');
  await phone.see('恒美一村三巷');
  expect(await phone.top.getByText('反复水浸').count()).toBe(1);
  expect(await phone.top.getByText('路面破损').count()).toBe(0);
  await phone.close();

  const other = await stage.phone(supervisor, FIGURES_PAGE);
  await other.tap('按社区');
  for (const { label, figures } of cells) {
    const { numerator, denominator } = figures.find(({ key }) => key === 'onTime')!;
    await other.see(label);
    if (denominator) await other.see(`应办结 ${denominator} 件，按时办结 ${numerator} 件`);
  }
  await other.close();
});

test('at the next rain everybody sees on the board that it did not last, and joins from there', async () => {
  const visitor = await stage.phone(RESIDENTS.newcomer.openid);
  await visitor.tap('件件有着落');
  await visitor.tap('办得怎么样');
  await visitor.see('已解决办结 1 件，没有复发 1 件');

  const rain = aDraft({ words: '昨晚大雨，三巷又浸水了' });
  const { concernId } = await stage.town.act(neighbour, 'submitConcern', rain);
  const owner = await stage.phone(officer, { page: `/pages/staff/concern/concern?id=${concernId}` });
  await owner.see('以前办结过，又出现了，算复发');
  await owner.close();

  await expectFiguresCountedByHand(stage.town, smallTown(NOW));
  const { total } = await stage.town.act(RESIDENTS.newcomer.openid, 'getPublicFigures', {});
  await visitor.tap('列表');
  await visitor.tap('办得怎么样');
  await visitor.see('已解决办结 1 件，没有复发 0 件');
  const read = await readOn(visitor);
  for (const sentence of sentencesOf(total)) expect(read).toContain(sentence);
  await visitor.tap('不复发率');
  await visitor.see(FIGURES.durability.definition);
  expect(await visitor.top.getByText('查看这些诉求').count()).toBe(0);

  await visitor.tap('列表');
  await visitor.tap(visitor.top.getByRole('button', { name: '反复水浸，恒美一村附近，我也遇到，一起跟进' }));
  await visitor.tap('一起跟进');
  await visitor.see('1 人也遇到');
  expect(stage.town.stored(concernId).participants).toHaveLength(2);
  await visitor.close();
});
