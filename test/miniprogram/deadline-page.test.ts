/** @jest-environment jsdom */
import {
  limitLabel,
  promisedFor,
  withExtension,
  withPause,
  deadlineFrom,
  explainDeadline,
} from '../../domain/deadlines';
import { DAY, HOUR, MINUTE } from '../../domain/time';
import { readableProof } from '../../miniprogram/pages/resident/deadline/proof';
import { aTown } from '../support/a-town';
import { aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses } from '../support/mini-page';

const { calendar } = aTown();
const tenDays = { unit: 'workingDays', amount: 10 } as const;
const plain = deadlineFrom(NOW, tenDays, calendar);
const paused = withPause(plain, { from: NOW + 5 * HOUR, to: NOW + 2 * DAY, cause: 'resident' }, calendar);
const extended = withExtension(paused, { days: 3, agreedAt: NOW + 3 * DAY }, calendar);
const promised = promisedFor(extended, NOW + 60 * DAY, NOW + 4 * DAY);

const viewOf = (deadline: typeof plain, doneAt?: number) => ({
  dueAt: deadline.dueAt,
  ...(doneAt !== undefined && { doneAt }),
  limit: limitLabel(deadline.limit),
  isAssumed: deadline.isAssumed,
  lines: explainDeadline(deadline),
});

async function open(changes: Parameters<typeof aView>[0]) {
  const phone = aPhone();
  phone.answers.getConcern = accepts<'getConcern'>(aView(changes));
  return openPage('deadline', { id: aView().id }, phone);
}

test('first contact and finish are proved: limit, from when, the days left out and why, until when', async () => {
  const { text } = await open({ finish: viewOf(plain) });
  expect(text()).toMatch(/首次联系.*办结.*时限 10 个工作日从 7月8日 周三 10:00 起算/);
  expect(text()).toContain('7月11日 周六、7月12日 周日 不计：周末');
  expect(text()).toContain('到 7月22日 周三 17:30 为止');
});

test('a pause names who caused it, an extension and a promise who agreed', async () => {
  const { text } = await open({ finish: viewOf(promised) });
  expect(text()).toMatch(/等您补充：7月8日 周三 15:00 至 7月10日 周五 10:00，不计时/);
  expect(text()).toContain('7月9日 周四 不计：等您补充');
  expect(text()).toContain('经同意延期 3 个工作日');
  expect(text()).toContain('经街道同意列入计划，承诺 9月6日 周日 10:00 前办结');
});

test.each([
  [NOW - DAY - MINUTE, '已按时完成'],
  [NOW - HOUR, '已完成，比时限晚'],
  [undefined, '已超时 1 天'],
])('done at %s it says whether that was in time', async (doneAt, words) => {
  const { firstContact } = aView();
  const { text } = await open({ firstContact: { ...firstContact, dueAt: NOW - DAY, doneAt } });
  expect(text()).toContain(words);
});

test('stages, the promised word and who had it how long stand on the page, too', async () => {
  const { text } = await open({
    stages: [{ index: 0, label: '围护', text: '围护：7月8日 周三 09:00 前', isDone: false, isOverdue: true }],
    nextUpdateAt: NOW + HOUR,
    ball: { who: '首访责任人恒美网格员', since: NOW, totals: [{ who: '首访责任人', time: '2 天' }] },
  });
  expect(text()).toContain('围护：7月8日 周三 09:00 前，已超时');
  expect(text()).toContain('下次告知进展7月8日 周三 11:00 前');
  expect(text()).toContain('首访责任人2 天');
});

test('one that may not be seen says so', async () => {
  const phone = aPhone();
  phone.answers.getConcern = refuses('NOT_FOUND');
  expect((await openPage('deadline', { id: 'x' }, phone)).text()).toContain('没有找到这条诉求');
});

describe('days left out', () => {
  test.each([
    [['2026-07-11 不计：周末', '2026-07-13 不计：周末'], 2],
    [['2026-07-11 不计：周末', '2026-07-12 不计：端午节'], 2],
    [['2026-07-11 不计：周末', '到 7月22日 周三 17:30 为止', '2026-07-12 不计：周末'], 3],
    [['2026-07-11 不计：周末', '2026-07-12 不计：周末'], 1],
  ])('stand together only where they follow one another for the same reason: %j', (lines, count) => {
    expect(readableProof(lines, NOW)).toHaveLength(count);
  });
});
