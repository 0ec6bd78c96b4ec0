import { boardConcern, boardConcernOf, isOnBoard } from '../../domain/board';
import { applied, type Concern } from '../../domain/concern';
import { cellOf } from '../../domain/geography';
import { STATUSES, type Status } from '../../domain/lifecycle';
import { closeRating, rate } from '../../domain/rating';
import { dayOf } from '../../domain/time';
import { aTown } from '../support/a-town';
import { aConcernIn, anAct, anAnswer, joinedBy, NEIGHBOUR } from '../support/a-concern';

const town = aTown();
const HERE = { latitude: 22.505, longitude: 113.365 };
const place = { kind: 'point' as const, name: '陈婆婆家门口', gridId: 'grid-1', communityId: 'liangdu', point: HERE };
const here = { ...place, cell: cellOf(HERE) };
const concernIn = (status: Status, changes: object = {}) =>
  aConcernIn(status, { place: here, joined: [joinedBy(NEIGHBOUR)], ...changes });
const row = (concern: Concern, words = '管道已经疏通') => boardConcernOf(concern, words, town);

test.each<[Status, 'open' | 'ended', boolean]>([
  ['assigned', 'open', true],
  ['handling', 'open', true],
  ['awaitingResident', 'open', true],
  ['deferred', 'open', true],
  ['verifying', 'open', false],
  ['rating', 'ended', false],
  ['closed', 'ended', false],
])('%s reads as %s, and can be joined: %s', (status, group, isJoinable) => {
  const shown = row(concernIn(status));
  expect(shown).toMatchObject({ group, isJoinable });
  expect('outcome' in shown).toBe(group === 'ended');
});

test('a row is the allow-list: no words of a resident, no owner, no number, no point, no date finer than a month', () => {
  const shown = row(concernIn('closed'));
  expect(boardConcern.strict().parse(shown)).toEqual(shown);
  expect(shown).toMatchObject({
    placeLabel: '良都第一网格',
    month: dayOf(NOW).slice(0, 7),
    people: 2,
    communityId: 'liangdu',
  });
  expect(shown.outcome).toEqual({ kind: '已解决', words: '管道已经疏通', quantity: '' });
  expect(JSON.stringify(shown)).not.toMatch(/陈婆婆|陈大文|22\.505,|openid|1783\d{9}/);
});

test('neither an answer nor the end of a rating changes anything on the board', () => {
  const rating = concernIn('rating');
  const [reporter] = rating.participants;
  const answered = applied(rating, rate(rating, reporter!, anAct(), anAnswer({ satisfaction: 1 }), town));
  const over = anAct({ at: rating.rounds.at(-1)!.ratingClosesAt!, by: 'clock' });
  const ended = applied(answered, closeRating(answered, over)!);
  for (const later of [answered, ended]) expect(row(later)).toEqual(row(rating));
});

test.each<[string, Concern, boolean]>([
  ['in public space', concernIn('handling'), true],
  ['at home', concernIn('handling', { categoryId: 'F3' }), false],
  ['withdrawn', concernIn('withdrawn', { joined: [] }), false],
  // How many said "not solved", and when, would be its number of people.
  [
    'a follow-up',
    { ...concernIn('handling'), followUpOf: { concernId: 'other', number: '260708ABCDEF', round: 1 } },
    false,
  ],
])('what is %s is on the board: %s', (_what, concern, isShown) => expect(isOnBoard(concern, town)).toBe(isShown));

test('every status has a place, or none, on the board', () => {
  for (const status of STATUSES) expect(isOnBoard(concernIn(status), town)).toBe(status !== 'withdrawn');
});
