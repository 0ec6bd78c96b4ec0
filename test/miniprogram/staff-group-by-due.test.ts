import { DAY, HOUR, MINUTE } from '../../domain/time';
import { groupByDue, sayWhatIsDue } from '../../miniprogram/pages/staff/today/group-by-due';
import { aCard } from '../support/a-view';

/** NOW is 10:00 in Beijing, so midnight is 14 hours away. */
const MIDNIGHT = NOW + 14 * HOUR;

const keyOf = (changes: Parameters<typeof aCard>[0]) => groupByDue([aCard(changes)], NOW)[0]!.key;

test.each([
  ['a moment ago', NOW - 1, 'overdue'],
  ['this very moment', NOW, 'today'],
  ['the last minute of today', MIDNIGHT - MINUTE, 'today'],
  ['the first of tomorrow', MIDNIGHT, 'tomorrow'],
  ['the last minute of tomorrow', MIDNIGHT + DAY - MINUTE, 'tomorrow'],
  ['the day after', MIDNIGHT + DAY, 'later'],
  ['at no time', null, 'later'],
] as const)('due %s', (_when, dueAt, key) => {
  expect(keyOf({ dueAt })).toBe(key);
});

test.each(['verifying', 'rating'] as const)('what is %s waits for others, however late it is', (status) => {
  expect(keyOf({ status, dueAt: NOW - DAY })).toBe('waiting');
});

const cards = [
  aCard({ id: 'late', dueAt: NOW - HOUR }),
  aCard({ id: 'asked', status: 'rating', dueAt: NOW + HOUR }),
  aCard({ id: 'soon', status: 'assigned', dueAt: NOW + 2 * HOUR }),
  aCard({ id: 'soon too', dueAt: NOW + 3 * HOUR }),
  aCard({ id: 'far', dueAt: NOW + 9 * DAY }),
];

test('groups stand in the order of what is due, keep the order of the server and leave out the empty ones', () => {
  const groups = groupByDue(cards, NOW);
  expect(groups.map(({ label, count }) => `${label} ${count}`)).toEqual([
    '已超时 1 件',
    '今天到期 2 件',
    '以后到期 1 件',
    '等居民、核验或评价 1 件',
  ]);
  expect(groups[1]!.cards.map(({ id }) => id)).toEqual(['soon', 'soon too']);
});

test('while more are to come, counts from the last loaded group on are lower bounds', () => {
  const counts = groupByDue(cards.slice(0, 4), NOW, true).map(({ key, count }) => `${key} ${count}`);
  expect(counts).toEqual(['overdue 1 件', 'today 2 件以上', 'waiting 1 件以上']);
});

test.each([
  [cards, '1 件已超时，2 件今天到期'],
  [cards.slice(4), '今天没有到期的事'],
  [[], '今天没有到期的事'],
])('one sentence says what cannot wait', (some, sentence) => {
  expect(sayWhatIsDue(groupByDue(some, NOW))).toBe(sentence);
});
