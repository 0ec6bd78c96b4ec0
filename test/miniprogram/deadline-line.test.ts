/** @jest-environment jsdom */
import { DAY, HOUR } from '../../domain/time';
import { renderComponent } from '../support/mini-page';

const aDeadline = (changes: object = {}) => ({
  dueAt: NOW + 3 * HOUR,
  limit: '1 个工作日',
  isAssumed: false,
  lines: ['时限 1 个工作日', '7月8日 10:00 起算'],
  ...changes,
});
const line = (changes: object = {}, isOver = false) =>
  renderComponent('deadline-line', { deadline: aDeadline(changes), now: NOW, label: '办结', isOver });

test.each([
  ['time is left', {}, '还有 3 小时', 'due'],
  ['much time is left', { dueAt: NOW + 3 * DAY }, '还有 3 天', 'plain'],
  ['the time is over', { dueAt: NOW - 2 * DAY }, '已超时 2 天', 'overdue'],
  ['it was done in time', { doneAt: NOW - HOUR }, '已按时完成', 'done'],
  ['it was done late', { dueAt: NOW - DAY, doneAt: NOW - HOUR }, '比时限晚', 'plain'],
])('says so when %s', (_when, changes, words, tone) => {
  const { text, page } = line(changes);
  expect(text()).toContain(words);
  expect(page.data.tone).toBe(tone);
});

test('where the clock no longer runs nothing remains and nothing is overdue', () => {
  expect(line({ dueAt: NOW - 2 * DAY }, true).text()).not.toMatch(/还有|超时/);
});

test('a deadline in a year without a calendar says what was assumed', () => {
  expect(line({ isAssumed: true }).text()).toContain('暂按周一至周五计');
  expect(line().text()).not.toContain('暂按');
});

test('how it was counted is a page of its own, one touch away', async () => {
  const deadline = line({}, false);
  expect(deadline.text()).not.toContain('怎么算的');
  deadline.setData({ concernId: 'c1' });
  await deadline.tap('.deadline__row');
  expect(deadline.wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/resident/deadline/deadline?id=c1' });
});
