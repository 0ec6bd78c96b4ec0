import { applied, change, type Concern } from '../../domain/concern';
import { contributionsOf, type Contribution } from '../../domain/contributions';
import { cellsIn, sumsOf, type Row } from '../../domain/figure-sums';
import { figuresOf, listsOf, type FigureKey } from '../../domain/figures';
import * as handling from '../../domain/handling';
import type { EventType } from '../../domain/lifecycle';
import { closeRating, rate, reopen, type Rating } from '../../domain/rating';
import { DAY, HOUR, quartersUpTo, quarterOf, formatQuarter } from '../../domain/time';
import {
  aConcern,
  aConcernIn,
  anAct,
  anAnswer,
  contacted,
  decided,
  deferralProposed,
  joinedBy,
  NEIGHBOUR,
  proposed,
} from '../support/a-concern';
import { aTown, beijing } from '../support/a-town';

const town = aTown();
const rowsOf = (concern: Concern): Row[] =>
  contributionsOf(concern, town).map((row) => ({ ...row, released: null, releasedCalls: null }));
const [firstOf, lastOf] = [(c: Concern) => rowsOf(c)[0]!, (c: Concern) => rowsOf(c).at(-1)!];

/** Numerator and denominator over these concerns, in the community where they are. */
function over(figure: FigureKey, ...concerns: Concern[]): [number, number] {
  const rows = concerns.flatMap(rowsOf);
  const [cell] = cellsIn(rows[0]!, rows[0]!.quarter);
  const sums = sumsOf(cell, rows, { members: rows.filter(({ lead }) => lead), breakers: rows.filter((r) => r.breaks) });
  const { numerator, denominator } = figuresOf(sums).find(({ key }) => key === figure)!;
  return [numerator, denominator];
}

const escalated = (concern: Concern, at: number): Concern =>
  applied(concern, handling.escalate(concern, anAct({ at, by: 'clock' }))!);
const answered = (concern: Concern, key: string, said: Partial<Rating> = {}, at = NOW): Concern => {
  const participant = concern.participants.find((someone) => someone.key === key)!;
  return applied(concern, rate(concern, participant, anAct({ at, by: key }), anAnswer(said), town));
};
const ended = (concern: Concern): Concern =>
  applied(concern, closeRating(concern, anAct({ at: concern.rounds.at(-1)!.ratingClosesAt!, by: 'clock' }))!);
const heard = (
  concern: Concern,
  type: EventType,
  data: Record<string, string | number | boolean>,
  at = NOW,
  by = 'p1',
) => applied(concern, change(concern, type, anAct({ at, by }), concern.status, {}, data));

const assigned = aConcern({ categoryId: 'A5' });
const contactDue = assigned.firstContact.deadline.dueAt;
const recorded = { by: 'officer-guo', capacity: 'visit' as const };

test.each<[string, Concern, [number, number]]>([
  ['contacted in time', contacted(assigned), [1, 1]],
  ['contacted at the very last moment', contacted(assigned, contactDue), [1, 1]],
  ['contacted too late', contacted(assigned, contactDue + 1), [0, 1]],
  ['not contacted, and there is time', assigned, [0, 0]],
  ['not contacted, and the clock has found that time was up', escalated(assigned, contactDue), [0, 1]],
  ['not contacted, and most of the time is gone', escalated(assigned, contactDue - HOUR), [0, 0]],
  ['withdrawn while there was time', applied(assigned, handling.withdraw(assigned, anAct(), town)), [0, 0]],
  [
    'withdrawn after the time was up',
    applied(escalated(assigned, contactDue), handling.withdraw(escalated(assigned, contactDue), anAct(), town)),
    [0, 1],
  ],
  ['recorded by staff in person', aConcern({ recorded, reporter: { openid: null, isStaff: false } }), [0, 0]],
  [
    'that takes up what others missed',
    { ...contacted(assigned), followUpOf: { concernId: 'x', number: '', round: 1 } },
    [0, 0],
  ],
])('response counts one %s: %#', (_what, concern, expected) => {
  expect(over('response', concern)).toEqual(expected);
});

const handled = contacted(assigned);
const finishDue = handled.rounds[0]!.finish.dueAt;
const closedAt = (at: number) => decided(proposed(handled, town, at), town, at + DAY);
test.each<[string, Concern, [number, number]]>([
  ['proposed in time and confirmed', closedAt(NOW), [1, 1]],
  ['proposed in time and confirmed after the deadline', closedAt(finishDue), [1, 1]],
  ['proposed too late', closedAt(finishDue + 1), [0, 1]],
  ['proposed in time and not decided yet', proposed(handled, town), [0, 0]],
  ['proposed and refused', decided(proposed(handled, town), town, NOW, false), [0, 0]],
  ['open while there is time', handled, [0, 0]],
  ['open past its time', escalated(handled, finishDue), [0, 1]],
  ['past its time, and then withdrawn', withdrawnLate(), [0, 1]],
])('on time counts one %s: %#', (_what, concern, expected) => {
  expect(over('onTime', concern)).toEqual(expected);
});
function withdrawnLate() {
  const late = escalated(handled, finishDue);
  return applied(late, handling.withdraw(late, anAct({ at: finishDue }), town));
}

test('while the resident was asked the clock stood still; without that pause it was too late', () => {
  const asked = applied(handled, handling.askResident(handled, anAct({ by: handled.ownerId }), town));
  const back = applied(asked, handling.answer(asked, anAct({ at: NOW + 4 * DAY }), town));
  const concern = decided(proposed(back, town, finishDue + 1), town, finishDue + DAY);
  expect(over('onTime', concern)).toEqual([1, 1]);
  expect(over('onTimeStrictly', concern)).toEqual([0, 1]);
});

test('on time counts each round', () => {
  const first = answered(closedAt(NOW), 'p1', { solved: 'no' }, NOW + 2 * DAY);
  const late = escalated(first, first.rounds[1]!.finish.dueAt);
  expect(over('onTime', first)).toEqual([1, 1]);
  expect(over('onTime', late)).toEqual([1, 2]);
});

describe('a linked group', () => {
  const lead = aConcern({ categoryId: 'A5' });
  const member = heard(contacted(aConcern({ categoryId: 'A1' })), 'link', { leadId: lead.id }, NOW + 1);
  const solved = (at: number) => ended(decided(proposed(contacted(lead), town, at), town, at));

  test('counts once, with the earliest deadline of all', () => {
    expect(over('onTime', solved(NOW), member)).toEqual([1, 1]);
    expect(over('onTime', solved(NOW + 2 * DAY), member)).toEqual([0, 1]);
  });
  test('counts once where only the member is past its time', () => {
    expect(over('onTime', contacted(lead), escalated(member, member.rounds[0]!.finish.dueAt))).toEqual([0, 1]);
  });
  test('answers for each member’s first contact', () => {
    expect(over('response', contacted(lead), member)).toEqual([2, 2]);
  });
  test('counts each for itself again once the link is undone', () => {
    expect(over('onTime', solved(NOW + 2 * DAY), heard(member, 'unlink', {}))).toEqual([1, 1]);
  });
  test('is not solved for good where a member’s matter comes back', () => {
    const closing = ended(decided(proposed(contacted(aConcern()), town), town));
    const closedMember = {
      ...closing,
      events: [closing.events[0]!, { ...member.events.at(-1)! }, ...closing.events.slice(1)],
    };
    const again = { ...aConcern({ act: anAct({ at: NOW + 9 * DAY }) }), recurrenceOf: closedMember.id };
    expect(over('durability', solved(NOW), closedMember)).toEqual([1, 1]);
    expect(over('durability', solved(NOW), closedMember, again)).toEqual([0, 1]);
  });
});

const closed = ended(decided(proposed(contacted(aConcern()), town), town));
const later = (changes: Partial<Concern>) => ({ ...aConcern({ act: anAct({ at: NOW + 9 * DAY }) }), ...changes });
test.each<[string, Concern[], [number, number]]>([
  ['that nothing followed', [closed], [1, 1]],
  ['not rated yet', [decided(proposed(contacted(aConcern()), town), town)], [1, 1]],
  ['whose matter came back', [closed, later({ recurrenceOf: closed.id })], [0, 1]],
  ['of which the coordinator found that it had not come back', [closed, later({ recurrenceOf: null })], [1, 1]],
  [
    'that somebody has taken up what is missing of',
    [closed, later({ followUpOf: { concernId: closed.id, number: closed.number, round: 1 } })],
    [0, 1],
  ],
  ['reopened soon after', [applied(closed, reopen(closed, anAct({ at: closed.closedAt! + 30 * DAY }), town))], [0, 1]],
  [
    'reopened by the supervisor much later',
    [applied(closed, reopen(closed, anAct({ at: closed.closedAt! + 31 * DAY }), town, [], true))],
    [1, 1],
  ],
  ['that a resident found not solved', [answered(aConcernIn('rating'), 'p1', { solved: 'no' })], [0, 1]],
  [
    'that was only explained',
    [{ ...closed, rounds: [{ ...closed.rounds[0]!, closing: { ...closed.rounds[0]!.closing!, kind: 'explained' } }] }],
    [0, 0],
  ],
])('durability counts one %s: %#', (_what, concerns, expected) => {
  expect(over('durability', ...concerns)).toEqual(expected);
});

const planned = decided(deferralProposed(contacted(aConcern()), town), town); // word is due after five days
const told = (concern: Concern, at: number) =>
  applied(concern, handling.plan(concern, anAct({ at, by: concern.ownerId }), at + 2 * DAY));
const missed = escalated(planned, NOW + 5 * DAY);
test.each<[string, Concern, [number, number]]>([
  ['not due yet', planned, [0, 0]],
  ['kept', told(planned, NOW + 5 * DAY), [1, 1]],
  ['passed, and the clock saw it', missed, [0, 1]],
  ['passed, and the word came late: once', told(missed, NOW + 6 * DAY), [0, 1]],
  ['late before the clock saw it', told(planned, NOW + 5 * DAY + 1), [0, 1]],
  ['missed once and kept once', told(told(missed, NOW + 6 * DAY), NOW + 7 * DAY), [1, 2]],
])('promises count one %s: %#', (_what, concern, expected) => {
  expect(over('promise', concern)).toEqual(expected);
});

const many = [2, 3, 4, 5, 6].map((n) => joinedBy(`${NEIGHBOUR}-${n}`, { key: `p${n}` }));
test('of the answers those count that were given in the round, "partly" as an answer, "not solved" at once', () => {
  const asked = aConcernIn('rating', { joined: many });
  const rated = answered(answered(asked, 'p1'), 'p2', { solved: 'partly', satisfaction: 3 });
  expect(firstOf(rated)).toMatchObject({
    isOver: false,
    rated: { asked: 6, answered: 2, yes: 1, satisfied: 1, notSolved: 0 },
  });
  const needed = answered(rated, 'p3', { solved: 'partly', stillNeedsHandling: true, satisfaction: 4 });
  expect(firstOf(needed).rated).toEqual({ asked: 6, answered: 3, yes: 1, satisfied: 2, notSolved: 1 });
  expect(firstOf(needed).praise).toEqual([rated.events.at(-2)!.id]); // neither three stars nor "not solved"
});

test('of somebody called back the last word counts; disowned it is void; it never counts as volunteered', () => {
  const called = heard(
    closed,
    'callback',
    { of: 'p1', round: 1, solved: 'yes', satisfaction: 5 },
    NOW + 8 * DAY,
    'caller',
  );
  const superseded = heard(called, 'supersedeCallback', { round: 1, solved: 'partly', satisfaction: 2 }, NOW + 9 * DAY);
  const disowned = heard(called, 'disownCallback', { of: 'p1', round: 1 }, NOW + 9 * DAY);
  expect(firstOf(called)).toMatchObject({
    called: { answered: 1, yes: 1, satisfied: 1 },
    rated: { asked: 1, answered: 0 },
  });
  expect(firstOf(superseded).called).toMatchObject({ answered: 1, yes: 0, satisfied: 0 });
  expect(firstOf(disowned).called).toMatchObject({ answered: 0 });
  const inVain = heard(closed, 'callback', { of: 'p1', round: 1, outcome: 'notReached' }, NOW + 8 * DAY, 'caller');
  expect(firstOf(inVain).called).toMatchObject({ answered: 0 });
  expect(firstOf(called).callsEndAt).toBe(NOW + (7 + 15 + 7) * DAY);
});

describe('a round is counted where it was when it ended', () => {
  const first = answered(aConcernIn('rating'), 'p1', { solved: 'no' });
  const moved = applied(
    first,
    handling.correctPlace(first, anAct(), { kind: 'point', gridId: 'grid-5', communityId: 'maling' }),
  );
  const changed = applied(moved, handling.correctCategory(moved, anAct({ by: moved.ownerId }), 'B1', false, { town }));

  test('its corrections belong to the round in which they were made', () => {
    const where = ({ communityId, family }: Contribution) => [communityId, family];
    expect(rowsOf(changed).map(where)).toEqual([
      ['liangdu', 'A'],
      ['maling', 'B'],
    ]);
  });
  test('without a community it has a cell of its own', () => {
    expect(cellsIn(firstOf(aConcern({ place: { kind: 'none' } })), '2026Q3')).toEqual([
      'community:-:2026Q3',
      'category:A:2026Q3',
    ]);
  });
});

test('what runs is of the quarter in which the round began, ratings of that in which their window ends', () => {
  const act = anAct({ at: beijing('2026-09-30 23:59') });
  const concern = aConcern({ act });
  const asked = decided(proposed(contacted(concern, act.at), town, act.at), town, act.at);
  expect(firstOf(asked)).toMatchObject({ quarter: '2026Q3', ratedQuarter: '2026Q4' });
  expect(quarterOf(beijing('2026-10-01 00:00'))).toBe('2026Q4');
  expect(quartersUpTo('2026Q2', 4)).toEqual(['2025Q3', '2025Q4', '2026Q1', '2026Q2']);
  expect(formatQuarter('2026Q3')).toBe('2026年第3季度');
});

test('a round that ended early by "not solved" is of the same quarter as if it had not', () => {
  const asked = aConcernIn('rating');
  const reopened = answered(asked, 'p1', { solved: 'no' });
  expect(firstOf(reopened).ratedQuarter).toBe(firstOf(asked).ratedQuarter);
});

test('nothing of the answers is withheld or listed before it is released', () => {
  const row = firstOf(answered(aConcernIn('rating', { joined: many }), 'p1'));
  const [cell] = cellsIn(row, row.quarter);
  const withheld = figuresOf(sumsOf(cell, [row], { members: [], breakers: [] })).filter(({ isWithheld }) => isWithheld);
  expect(withheld.map(({ key, denominator }) => [key, denominator])).toEqual([
    ['resolution', 0],
    ['satisfaction', 0],
    ['participation', 0],
    ['calledResolution', 0],
    ['calledSatisfaction', 0],
  ]);
  expect(listsOf(row).filter((list) => /^(resolution|satisfaction|participation)/.test(list))).toEqual([]);
});

test('the round under way is the last', () => {
  expect(lastOf(aConcernIn('closed'))).toMatchObject({ round: 1, reopenedAt: null, isOver: true });
});
