import fc from 'fast-check';
import { applied, type Act, type Change, type Concern } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import * as handling from '../../domain/handling';
import { closeRating, rate, reopen } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import type { Town } from '../../domain/town';
import { aTown, CALENDAR_2026 } from '../support/a-town';
import { aConcern, anAct, anAnswer, joinedBy, NEIGHBOUR } from '../support/a-concern';

const town = aTown();
const laterTown = aTown({ calendar: { ...CALENDAR_2026, officialYears: [2026, 2027, 2028] } });

type Move = (concern: Concern, act: Act) => Change | undefined;
const by = (act: Act, who: string): Act => ({ ...act, by: who });

/** Everything that the domain can do to a concern that exists, with arguments as long as they may be. */
const MOVES: Record<string, Move> = {
  recordFirstContact: (c, act) => handling.recordFirstContact(c, by(act, c.ownerId), 'visit'),
  reply: (c, act) => handling.reply(c, by(act, c.ownerId)),
  addDetail: handling.addDetail,
  revealContact: (c, act) => handling.revealContact(c, by(act, c.ownerId)),
  withdraw: handling.withdraw,
  proposeResolved: (c, act) => propose(c, act, town),
  proposeExplained: (c, act) => handling.proposeClosing(c, by(act, c.ownerId), { kind: 'explained' }, town, [], []),
  agree: (c, act) => handling.decideClosing(c, by(act, c.decision?.decider ?? 'supervisor'), true, town, []),
  refuse: (c, act) => handling.decideClosing(c, by(act, c.decision?.decider ?? 'supervisor'), false, town, []),
  rateSolved: (c, act) => rate(c, c.participants[0]!, act, anAnswer({ tags: ['prompt', 'kind', 'thorough'] }), town),
  rateNotSolved: (c, act) => rate(c, c.participants[1]!, by(act, 'p2'), anAnswer({ solved: 'no' }), town),
  closeRating: (c, act) => closeRating(c, by(act, 'clock')),
  reopen: (c, act) => reopen(c, act, town),
  recomputeDeadlines: (c, act) => handling.recomputeDeadlines(c, by(act, 'clock'), laterTown),
};

const propose = (c: Concern, act: Act, of: Town) =>
  handling.proposeClosing(
    c,
    by(act, c.ownerId),
    { kind: 'resolved', quantity: 123_456_789, unit: '十个字的计量单位呀' },
    of,
    [],
    [],
  );

/** Withdrawing ends a walk, so it is rare. Times advance by hours, now and then by more than the rating window. */
const anyStep = fc.record({
  move: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...Object.keys(MOVES).filter((name) => name !== 'withdraw')) },
    { weight: 1, arbitrary: fc.constant('withdraw') },
  ),
  wait: fc.oneof({ weight: 3, arbitrary: fc.constant(HOUR) }, { weight: 1, arbitrary: fc.constant(8 * DAY) }),
});
const anyCategory = fc.constantFrom('A1', 'A5', 'K1');

function live(concern: Concern, steps: { move: string; wait: number }[], check: (c: Concern, before: Concern) => void) {
  let [current, at] = [concern, NOW];
  for (const { move, wait } of steps) {
    at += wait;
    const change = attempt(MOVES[move]!, current, anAct({ at }));
    if (!change) continue;
    const before = current;
    current = applied(current, change);
    check(current, before);
  }
  return current;
}

/** A refusal leaves the concern as it was; anything but a refusal is a bug. */
function attempt(move: Move, concern: Concern, act: Act): Change | undefined {
  try {
    return move(concern, act);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function walks(check: (after: Concern, before: Concern) => void) {
  fc.assert(
    fc.property(anyCategory, fc.array(anyStep, { minLength: 20, maxLength: 60 }), (categoryId, steps) => {
      live(aConcern({ categoryId, joined: [joinedBy(NEIGHBOUR)] }), steps, check);
    }),
    { numRuns: 120 },
  );
}

test('random walks reach every status and make every event', () => {
  const seen = new Set<string>();
  walks(({ status, events }) => void seen.add(status).add(events.at(-1)!.type));
  const everyEvent = [
    'recordFirstContact',
    'reply',
    'addDetail',
    'revealContact',
    'withdraw',
    'proposeClosing',
    'decideClosing',
  ];
  const everyMore = ['rate', 'closeRating', 'reopen', 'handling', 'verifying', 'rating', 'closed', 'withdrawn'];
  expect([...seen]).toEqual(expect.arrayContaining([...everyEvent, ...everyMore]));
});

test('it is open while assigned, handling or verifying', () => {
  walks(({ isOpen, status }) => expect(isOpen).toBe(['assigned', 'handling', 'verifying'].includes(status)));
});

test('what is due is first contact, finish, decision or the end of the window, by status', () => {
  walks(({ dueAt, status, firstContact, rounds, decision }) => {
    const round = rounds.at(-1)!;
    const expected = {
      assigned: firstContact.deadline.dueAt,
      handling: round.finish.dueAt,
      verifying: decision?.decideBy,
      rating: round.ratingClosesAt,
      closed: null,
      withdrawn: null,
    }[status];
    expect(expected).toBeDefined();
    expect(dueAt).toBe(expected);
  });
});

test('a calendar is assumed while a running deadline of an open concern assumes one', () => {
  walks(({ isCalendarAssumed, isOpen, firstContact, rounds }) => {
    const isFirstContactAssumed = firstContact.doneAt === undefined && firstContact.deadline.isAssumed;
    expect(isCalendarAssumed).toBe(isOpen && (isFirstContactAssumed || rounds.at(-1)!.finish.isAssumed));
  });
});

test('a decision is pending exactly while a closing is being verified', () => {
  walks(({ decision, status }) => expect(decision !== null).toBe(status === 'verifying'));
});

test('it is never ownerless, and the owner, the certificate and the people stay', () => {
  walks((after, before) => {
    expect(after.ownerId).toBe(before.ownerId);
    expect(after.certificates).toEqual(before.certificates);
    expect(after.participants).toEqual(before.participants);
  });
});

test('events are appended only, one per write, each following from the last and at most 1 KB', () => {
  walks((after, before) => {
    expect(after.events.slice(0, -1)).toEqual(before.events);
    expect(after.rev).toBe(before.rev + 1);
    expect(after.unprojected).toBe(true);
    const event = after.events.at(-1)!;
    expect([event.from, event.to]).toEqual([before.status, after.status]);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(1024);
  });
});

test('earlier rounds are never edited, and only a reopening starts a new one', () => {
  walks((after, before) => {
    const isReopening =
      before.status !== 'handling' && after.status === 'handling' && after.rounds.length > before.rounds.length;
    expect(after.rounds.length - before.rounds.length).toBe(isReopening ? 1 : 0);
    expect(after.rounds.slice(0, before.rounds.length - 1)).toEqual(before.rounds.slice(0, -1));
    if (isReopening) expect(after.rounds.at(-2)).toEqual(before.rounds.at(-1));
  });
});

test('the first contact, once made, keeps its time', () => {
  walks((after, before) => {
    if (before.firstContact.doneAt !== undefined) expect(after.firstContact.doneAt).toBe(before.firstContact.doneAt);
  });
});

test('only a concern that has ended carries the time of its end', () => {
  walks(({ closedAt, status }) => expect(closedAt !== null).toBe(['closed', 'withdrawn'].includes(status)));
});

test('deadlines are recomputed once and then left alone', () => {
  const concern = aConcern({ categoryId: 'A5', act: anAct({ at: Date.UTC(2026, 11, 31, 2) }) });
  const change = handling.recomputeDeadlines(concern, anAct({ by: 'clock' }), laterTown)!;
  const after = applied(concern, change);
  expect([concern.isCalendarAssumed, after.isCalendarAssumed]).toEqual([true, false]);
  expect(handling.recomputeDeadlines(after, anAct({ by: 'clock' }), laterTown)).toBeUndefined();
});
