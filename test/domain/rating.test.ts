import fc from 'fast-check';
import { applied, type Concern, type Participant } from '../../domain/concern';
import type { ErrorCode } from '../../domain/errors';
import { askedIn, closeRating, isNotSolved, rate, reopen, type Rating } from '../../domain/rating';
import { DAY, HOUR, MINUTE } from '../../domain/time';
import { aTown, beijing } from '../support/a-town';
import { aConcern, aConcernIn, anAct, anAnswer, joinedBy, NEIGHBOUR } from '../support/a-concern';

const town = aTown();
const PROPOSED = NOW;
const CLOSES = NOW + 7 * DAY;
const who = (concern: Concern, key: string) => concern.participants.find((participant) => participant.key === key)!;
const answer = (concern: Concern, key: string, changes: Partial<Rating> = {}, at = NOW) =>
  applied(concern, rate(concern, who(concern, key), anAct({ at, by: key }), anAnswer(changes), town));

test.each<[string, Partial<Participant>, boolean]>([
  ['who joined long before', {}, true],
  ['who joined exactly 24 hours before', { joinedAt: PROPOSED - 24 * HOUR }, true],
  ['who joined a moment later', { joinedAt: PROPOSED - 24 * HOUR + 1 }, false],
  ['who joined after the proposal', { joinedAt: PROPOSED + HOUR }, false],
  ['a member of staff who joined at home', { isStaff: true }, false],
  ['a resident without WeChat', { openid: null }, false],
])('asked when a closing is confirmed: %s: %#', (_who, changes, isAsked) => {
  const concern = aConcern({ joined: [joinedBy(NEIGHBOUR, changes)] });
  expect(askedIn(concern, PROPOSED, [])).toEqual(isAsked ? ['p1', 'p2'] : ['p1']);
});

test('the reporter is asked however short ago they reported, unless staff or without WeChat', () => {
  expect(askedIn(aConcern(), NOW, [])).toEqual(['p1']);
  expect(askedIn(aConcern({ reporter: { openid: 'openid-officer-guo', isStaff: true } }), NOW, [])).toEqual([]);
  expect(askedIn(aConcern({ reporter: { openid: null, isStaff: false } }), NOW, [])).toEqual([]);
});

test('where nobody can be asked the confirmed closing ends the concern', () => {
  const concern = aConcernIn('rating', { reporter: { openid: null, isStaff: false } });
  expect(concern).toMatchObject({ status: 'closed', closedAt: NOW, dueAt: null, rounds: [{ asked: [] }] });
  expect(concern.rounds[0]).not.toHaveProperty('ratingClosesAt');
});

test('the list is frozen: who joins later is not asked', () => {
  const concern = aConcernIn('rating');
  const later = { ...concern, participants: [...concern.participants, joinedBy(NEIGHBOUR)] };
  expect(() => answer(later, 'p2')).toThrow(expect.objectContaining({ code: 'NOT_ASKED' }));
});

test.each<[string, Partial<Rating>, boolean]>([
  ['yes', { solved: 'yes' }, false],
  ['yes, whatever else is ticked', { solved: 'yes', stillNeedsHandling: true }, false],
  ['partly', { solved: 'partly' }, false],
  ['partly, and it still needs handling', { solved: 'partly', stillNeedsHandling: true }, true],
  ['no', { solved: 'no' }, true],
])('"%s" counts as not solved: %#', (_what, changes, expected) => {
  const concern = aConcernIn('rating');
  const after = answer(concern, 'p1', changes, NOW + DAY);
  expect(isNotSolved(anAnswer(changes))).toBe(expected);
  expect([after.status, after.rounds.length]).toEqual(expected ? ['handling', 2] : ['rating', 1]);
});

test('"not solved" gives it back to the same owner, with half the original limit and nothing left of the closing', () => {
  const act = anAct({ at: beijing('2026-07-06 10:00') });
  const before = aConcernIn('rating', { act, categoryId: 'A5', joined: [joinedBy(NEIGHBOUR)] }); // 5 working days
  const at = beijing('2026-07-08 11:00');
  const after = answer(before, 'p1', { solved: 'no' }, Math.min(at, before.rounds[0]!.ratingClosesAt! - 1));
  expect(after).toMatchObject({ ownerId: before.ownerId, isOpen: true, decision: null, closedAt: null });
  expect(after.rounds[1]!.finish.limit).toEqual({ unit: 'workingDays', amount: 3 });
  expect(Object.keys(after.rounds[1]!).sort()).toEqual(['finish', 'questions', 'stages', 'startedAt']);
  expect(after.rounds[0]).toEqual(before.rounds[0]);
});

test('the limit of a third round is half the original one again, not a quarter', () => {
  const second = { ...aConcernIn('closed', { categoryId: 'A5' }) };
  const reopened = applied(second, reopen(second, anAct({ at: CLOSES }), town));
  const closedAgain: Concern = { ...reopened, status: 'closed', closedAt: CLOSES };
  const third = applied(closedAgain, reopen(closedAgain, anAct({ at: CLOSES }), town));
  expect(third.rounds.map(({ finish }) => finish.limit.amount)).toEqual([5, 3, 3]);
});

test('one answer per person and round; another person still may', () => {
  const concern = answer(aConcernIn('rating', { joined: [joinedBy(NEIGHBOUR)] }), 'p1');
  expect(() => answer(concern, 'p1', { solved: 'no' })).toThrow(expect.objectContaining({ code: 'ALREADY_RATED' }));
  expect(answer(concern, 'p2').status).toBe('rating');
});

test('in the next round everybody may answer again', () => {
  const joined = [joinedBy(NEIGHBOUR)];
  const reopened = answer(answer(aConcernIn('rating', { joined }), 'p1'), 'p2', { solved: 'no' });
  const [, second] = reopened.rounds;
  const ratedAgain: Concern = {
    ...reopened,
    status: 'rating',
    rounds: [reopened.rounds[0]!, { ...second!, asked: ['p1', 'p2'], ratingClosesAt: CLOSES }],
  };
  expect(answer(answer(ratedAgain, 'p1'), 'p2').status).toBe('rating');
});

test.each<[string, Concern, number, ErrorCode | undefined]>([
  ['at the first moment', aConcernIn('rating'), NOW, undefined],
  ['a millisecond before the window closes', aConcernIn('rating'), CLOSES - 1, undefined],
  ['when the window closes', aConcernIn('rating'), CLOSES, 'RATING_CLOSED'],
  ['before a closing is confirmed', aConcernIn('verifying'), NOW, 'WRONG_STATUS'],
  ['after the end', aConcernIn('closed'), CLOSES, 'WRONG_STATUS'],
])('rating %s: %#', (_when, concern, at, code) => {
  if (code) expect(() => answer(concern, 'p1', {}, at)).toThrow(expect.objectContaining({ code }));
  else expect(answer(concern, 'p1', {}, at).events.at(-1)).toMatchObject({ type: 'rate', at });
});

test('a round ends neither early nor because everybody answered, only by its window', () => {
  const anyAnswers = fc.array(fc.constantFrom('yes' as const, 'partly' as const), { minLength: 0, maxLength: 4 });
  fc.assert(
    fc.property(anyAnswers, fc.integer({ min: 0, max: 8 * 24 * 60 }), (answers, minutes) => {
      const joined = [2, 3, 4].map((n) => joinedBy(`openid-p${n}`, { key: `p${n}` }));
      const start = aConcernIn('rating', { joined });
      const concern = answers.reduce((c, solved, index) => answer(c, `p${index + 1}`, { solved }), start);
      expect(concern.dueAt).toBe(CLOSES);
      const at = NOW + minutes * MINUTE;
      const change = closeRating(concern, anAct({ at, by: 'clock' }));
      expect(change?.set.status).toBe(at < CLOSES ? undefined : 'closed');
    }),
    { numRuns: 150 },
  );
});

test('the clock closes nothing that is not being rated', () => {
  for (const status of ['assigned', 'handling', 'verifying', 'closed', 'withdrawn'] as const)
    expect(closeRating(aConcernIn(status), anAct({ at: NOW + 365 * DAY, by: 'clock' }))).toBeUndefined();
});

test.each<[string, number, ErrorCode | undefined]>([
  ['at once', 0, undefined],
  ['on the 30th day', 30 * DAY, undefined],
  ['a millisecond later', 30 * DAY + 1, 'REOPEN_CLOSED'],
])('a participant may reopen for 30 days after the end: %s', (_when, after, code) => {
  const closed = aConcernIn('closed');
  const attempt = () => reopen(closed, anAct({ at: closed.closedAt! + after }), town);
  if (code) expect(attempt).toThrow(expect.objectContaining({ code }));
  else
    expect(applied(closed, attempt())).toMatchObject({ status: 'handling', ownerId: closed.ownerId, closedAt: null });
});

test.each(['assigned', 'handling', 'verifying', 'rating', 'withdrawn'] as const)(
  'nothing is reopened while %s',
  (s) => {
    expect(() => reopen(aConcernIn(s), anAct(), town)).toThrow(expect.objectContaining({ code: 'WRONG_STATUS' }));
  },
);
