import fc from 'fast-check';
import { applied, type Concern } from '../../domain/concern';
import { heardIn, type Objection } from '../../domain/follow-up';
import { isDisputable, withdraw } from '../../domain/handling';
import { join } from '../../domain/joining';
import { proposeClosing } from '../../domain/proposals';
import { askedIn, closeRating, rate, reopen } from '../../domain/rating';
import { routeConcern } from '../../domain/routing';
import { DAY, HOUR } from '../../domain/time';
import { aConcernIn, anAct, anAnswer, around, decided, noLonger, proposed, RESIDENT } from '../support/a-concern';
import {
  aLargeRound,
  answeredBy,
  followUpOf,
  takenUp,
  joinIdOf,
  neighbours,
  objectedTo,
  SIX,
} from '../support/a-large-round';
import { aTown, beijing, withMember } from '../support/a-town';
import { followUp } from '../../domain/follow-up';

const town = aTown();
const start = aLargeRound();
const first = objectedTo(start, 'p2');
const theFollowUp = followUpOf(first);
/** Each says "not solved", one after the other; the last one's objection last. */
const objections = (keys: readonly string[], from = start): Objection[] =>
  keys.reduce<Objection[]>((said, key) => [...said, objectedTo(said.at(-1)?.concern ?? from, key)], []);
const closed = (concern: Concern) =>
  applied(concern, closeRating(concern, anAct({ at: concern.rounds.at(-1)!.ratingClosesAt!, by: 'clock' }))!);
const afterTheEnd = (concern: Concern, key: string): Objection => {
  const after = applied(concern, reopen(concern, anAct({ at: concern.closedAt! + DAY, by: key }), town));
  return { concern: after, event: after.events.at(-1)! };
};

test.each([
  [4, 'handling', 2],
  [5, 'rating', 1],
])('with %i asked, the first "not solved" leaves it %s', (asked, status, rounds) => {
  const concern = aConcernIn('rating', { joined: neighbours(SIX.slice(1, asked)) });
  const after = answeredBy(concern, 'p1', { solved: 'no' });
  expect([after.status, after.rounds.length]).toEqual([status, rounds]);
});

test('the follow-up is worked on at once by the same owner, with half the limit, for the objector alone', () => {
  const at = beijing('2026-07-08 11:00');
  const large = aLargeRound({ categoryId: 'A5', act: anAct({ at: beijing('2026-07-06 10:00') }) }); // 5 working days
  const objection = objectedTo(large, 'p2', at);
  const made = followUpOf(objection);
  expect(made).toMatchObject({
    status: 'handling',
    isOpen: true,
    ownerId: large.ownerId,
    categoryId: 'A5',
    place: large.place,
    isEmergency: large.isEmergency,
    consentVersion: large.consentVersion,
    openedAt: at,
    firstContact: { doneAt: at },
    followUpOf: { concernId: large.id, number: large.number, round: 1 },
    participants: [{ key: 'p1', openid: 'openid-p2', relation: 'reporter', joinedAt: at, isStaff: false }],
    certificates: [{ rule: 'followUp', ownerId: large.ownerId, sentence: '您反映没有解决，仍由陈大文负责到底' }],
    rounds: [{ startedAt: at, finish: { limit: { unit: 'workingDays', amount: 3 } } }],
    unprojected: true,
  });
  expect(made).not.toHaveProperty('leadId');
  expect(made.number).not.toBe(large.number);
  expect(made.events).toMatchObject([{ type: 'followUp', by: 'clock', from: null, to: 'handling', at }]);
});

test('its certificate follows from its own inputs', () => {
  const [{ seal: _, ...certificate }] = theFollowUp.certificates as [Concern['certificates'][number]];
  expect(routeConcern(certificate.inputs, town)).toEqual(certificate);
});

test.each([
  ['has left service', withMember(town, 'officer-chen', { roles: [] }), []],
  ['is leaving', town, [noLonger('officer-chen', 'leaving')]],
] as const)('an owner who %s is replaced by routing again, and the certificate says so', (_what, then, absences) => {
  const made = followUp(first, 'f'.repeat(32), then, absences, NOW);
  expect(made.ownerId).toBe('officer-lin');
  expect(made.certificates[0]).toMatchObject({ rule: 'gridOfficer' });
  expect(made.certificates[0]!.considered[0]).toMatchObject({ staffId: 'officer-chen', rule: 'followUp' });
});

test('a follow-up that is reopened has half the original limit again, not a quarter', () => {
  const large = aLargeRound({ categoryId: 'A5' });
  const made = followUpOf(objectedTo(large, 'p2'));
  const over = decided(proposed(made, town), town);
  const again = answeredBy(over, 'p1', { solved: 'no' });
  expect(again.rounds.map(({ finish }) => finish.limit.amount)).toEqual([3, 3]);
});

test('what it goes on with cannot be disputed as never begun', () => {
  expect(isDisputable(aConcernIn('handling'), NOW, town)).toBe(true);
  expect(isDisputable(theFollowUp, NOW, town)).toBe(false);
});

test('the same objection is heard once, whoever asks again', () => {
  const [one, two] = objections(['p2', 'p3']) as [Objection, Objection];
  const once = takenUp(followUpOf(one), two);
  expect(once.participants.map(({ openid, relation }) => [openid, relation])).toEqual([
    ['openid-p2', 'reporter'],
    ['openid-p3', 'joined'],
  ]);
  expect(takenUp(takenUp(once, two), one)).toEqual(once);
});

test('what made a follow-up is heard there for good, also once that has ended', () => {
  const [one] = objections(['p2']) as [Objection];
  const ended = { ...followUpOf(one), status: 'closed' as const };
  expect(heardIn(ended, one, 'unknown')).toBe('heard');
});

test('neighbours who did not say so themselves cannot join it', () => {
  const stranger = { openid: 'openid-stranger', isStaff: false };
  expect(() => join(theFollowUp, anAct(), stranger, town)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

const inStatus = {
  handling: theFollowUp,
  verifying: proposed(theFollowUp, town),
  rating: decided(proposed(theFollowUp, town), town),
  closed: closed(decided(proposed(theFollowUp, town), town)),
  withdrawn: applied(theFollowUp, withdraw(theFollowUp, anAct(), town)),
};
const again = afterTheEnd(closed(first.concern), 'p2');
const other = objectedTo(first.concern, 'p3');
test.each([
  ['handling', 'joins', 'heard'],
  ['verifying', 'next', 'heard'],
  ['rating', 'next', 'heard'],
  ['closed', 'next', 'next'],
  ['withdrawn', 'next', 'next'],
] as const)('in a follow-up that is %s another objector finds: %s; one who takes part: %s', (status, theirs, own) => {
  const found = (objection: Objection) => {
    const made = heardIn(inStatus[status], objection, joinIdOf(objection));
    return typeof made === 'string' ? made : 'joins';
  };
  expect([found(other), found(again)]).toEqual([theirs, own]);
  expect(found(first)).toBe('heard'); // whatever has become of it since
});

test('a later joiner enters after what has happened to it, however early the objection was', () => {
  const late = { ...theFollowUp, events: [{ ...theFollowUp.events[0]!, at: NOW + HOUR }] };
  expect(takenUp(late, other).participants[1]).toMatchObject({ joinedAt: NOW + HOUR });
});

test('everybody in it is asked when it is closed, even who came within the last 24 hours; staff are not', () => {
  const all = objections(['p2', 'p3', 'p4']).reduce(takenUp, theFollowUp);
  expect(askedIn(all, NOW, [])).toEqual(all.participants.map(({ key }) => key));
  expect(askedIn(all, NOW, [{ openid: 'openid-p3', staffId: 'officer-lin' }])).toHaveLength(2);
});

test('its second objection by the same person, counted with the one that made it, is the supervisor’s to close', () => {
  const decider = (concern: Concern) => proposed(concern, town).decision!.decider;
  expect(decider(theFollowUp)).toBe('coordinator-liangdu');
  const joined = takenUp(theFollowUp, other);
  expect(decider(joined)).toBe('coordinator-liangdu');
  const over = decided(proposed(joined, town), town);
  const reopened = (key: string) => answeredBy(over, key, { solved: 'no' });
  for (const { key } of joined.participants) expect(decider(reopened(key))).toBe('supervisor');
});

describe('reopening after a large round', () => {
  const over = closed(start);

  test('leaves the concern closed, once for each person; what became of it is reopened from there', () => {
    const { concern } = afterTheEnd(over, 'p2');
    expect(concern).toMatchObject({ status: 'closed', closedAt: over.closedAt, clockAt: null, ball: { holder: null } });
    expect(concern.rounds).toEqual(over.rounds);
    expect(() => afterTheEnd(concern, 'p2')).toThrow(expect.objectContaining({ code: 'FOLLOWED_UP' }));
    expect(afterTheEnd(concern, 'p3').concern.status).toBe('closed');
  });

  test('makes a follow-up, or joins the one that the round has made', () => {
    const { concern, event } = afterTheEnd(closed(first.concern), 'p3');
    const joined = takenUp(theFollowUp, { concern, event });
    expect(joined.participants.map(({ openid }) => openid)).toEqual(['openid-p2', 'openid-p3']);
    const made = followUpOf(afterTheEnd(over, 'p1'));
    expect(made.participants).toMatchObject([{ openid: RESIDENT }]);
  });

  test('is refused after 30 days; a supervisor takes up the concern itself, at any time', () => {
    const late = anAct({ at: over.closedAt! + 31 * DAY, by: 'p2' });
    expect(() => reopen(over, late, town)).toThrow(expect.objectContaining({ code: 'REOPEN_CLOSED' }));
    const ordered = applied(over, reopen(over, { ...late, by: 'supervisor' }, town, [], true));
    expect(ordered).toMatchObject({ status: 'handling', ownerId: over.ownerId, rounds: [{}, {}] });
  });
});

describe('any order of answers, joins and leaves', () => {
  const anyAnswer = fc.record({
    index: fc.nat(9),
    solved: fc.constantFrom('yes' as const, 'partly' as const, 'no' as const),
    stillNeedsHandling: fc.boolean(),
  });
  /** When each of nine neighbours came, and left; in hours before the proposal. */
  const anyNeighbour = fc.record({
    came: fc.integer({ min: -5, max: 60 }),
    isGone: fc.boolean(),
    isStaff: fc.boolean(),
  });

  test('asks exactly the frozen list, each at most once; only the first "not solved" of a small round moves it', () => {
    const anyNeighbours = fc.array(anyNeighbour, { maxLength: 9 });
    fc.assert(
      fc.property(anyNeighbours, fc.array(anyAnswer, { maxLength: 20 }), (people, answers) => {
        const joined = people.map(({ came, isGone, isStaff }, index) => ({
          ...neighbours([`q${index}`])[0]!,
          joinedAt: NOW - came * HOUR,
          isStaff,
          ...(isGone && { openid: null, leftAt: NOW }),
        }));
        let concern = aConcernIn('rating', { joined });
        const expected = people.flatMap(({ came, isGone, isStaff }, index) =>
          came >= 24 && !isGone && !isStaff ? [`q${index}`] : [],
        );
        const { asked } = concern.rounds[0]!;
        expect(asked).toEqual(['p1', ...expected]);
        const [done, isLarge] = [new Set<string>(), asked!.length >= 5];
        for (const { index, ...answer } of answers) {
          const person = concern.participants[index];
          if (!person) continue;
          const attempt = () => rate(concern, person, anAct({ by: person.key }), anAnswer(answer), town);
          const isObjecting = answer.solved === 'no' || (answer.solved === 'partly' && answer.stillNeedsHandling);
          if (concern.status !== 'rating' || done.has(person.key) || !asked!.includes(person.key)) {
            expect(attempt).toThrow();
            continue;
          }
          concern = applied(concern, attempt());
          done.add(person.key);
          expect(concern.status).toBe(isObjecting && !isLarge ? 'handling' : 'rating');
        }
        expect(concern.rounds[0]!.asked).toEqual(asked);
      }),
      { numRuns: 150 },
    );
  });

  test('whatever the order in which objections are heard, and however often, each objector takes part once', () => {
    const anyOrder = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    fc.assert(
      fc.property(anyOrder, fc.array(fc.nat(4), { maxLength: 10 }), (order, repeated) => {
        const said = objections(SIX.slice(1));
        const [head, ...rest] = [...order, ...repeated].map((index) => said[index]!);
        const all = rest.reduce(takenUp, followUpOf(head!));
        expect(all.participants.map(({ openid }) => openid).sort()).toEqual(SIX.slice(1).map((key) => `openid-${key}`));
        expect(all.events.map(({ at }) => at)).toEqual(all.events.map(({ at }) => at).sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });
});

test('a closing of its own is proposed by its owner like any other', () => {
  const change = proposeClosing(theFollowUp, anAct({ by: theFollowUp.ownerId }), { kind: 'resolved' }, around(town));
  expect(change.set.status).toBe('verifying');
});
