import { answersIn } from '../../domain/answers';
import { silentIn } from '../../domain/callback';
import { claim, disputeClaim, mayDisputeClaim, slipIn, slipUntil } from '../../domain/claim';
import { applied, type Concern, type Participant } from '../../domain/concern';
import type { ErrorCode } from '../../domain/errors';
import { answerComplaint, complain } from '../../domain/handling';
import { historyOf } from '../../domain/history';
import type { Status } from '../../domain/lifecycle';
import { askedIn, closeRating, rate, ratingOf } from '../../domain/rating';
import { DAY } from '../../domain/time';
import { aConcern, aConcernIn, anAct, anAnswer, joinedBy, NEIGHBOUR, RESIDENT } from '../support/a-concern';
import { aTown } from '../support/a-town';
import { aViewing, residentCaller } from '../support/a-viewing';

const HEARD = {
  recorded: { by: 'officer-chen', capacity: 'visit' as const },
  reporter: { openid: null, isStaff: false },
};
const heard = aConcern(HEARD);
const claimed = (concern: Concern, openid = RESIDENT, at = NOW, ordinal = 0) =>
  applied(concern, claim(concern, anAct({ at }), openid, ordinal));
/** Submitted on its way there, so that every status is gone through. */
const heardIn = (status: Status): Concern => {
  const { reporter, recorded } = HEARD;
  return { ...aConcernIn(status, { reporter, joined: [joinedBy(NEIGHBOUR)] }), recorded };
};
const byOwner = anAct({ by: 'officer-chen' });
const bySupervisor = anAct({ by: 'supervisor' });

test('who holds the slip becomes the reporter, and is told apart from who reported themselves', () => {
  const [reporter] = claimed(heard).participants;
  expect(reporter).toMatchObject({ key: 'p1', relation: 'reporter', openid: RESIDENT, claimedAt: NOW, isStaff: false });
  expect(claimed(heard).events.at(-1)).toMatchObject({ type: 'claim', by: 'p1' });
});

test.each([
  'assigned',
  'handling',
  'awaitingResident',
  'deferred',
  'verifying',
  'rating',
  'closed',
  'withdrawn',
] as const)('it may be claimed while %s, which moves nothing', (status) => {
  const { rounds, closedAt } = heardIn(status);
  expect(claimed(heardIn(status))).toMatchObject({ status, rounds: rounds.map(() => ({})), closedAt });
});

test.each<[string, Concern, number, number, ErrorCode]>([
  ['a second time', claimed(heard), NOW, 0, 'SLIP_USED'],
  ['where somebody reported it themselves', aConcern(), NOW, 0, 'SLIP_USED'],
  ['after 90 days', heard, NOW + 90 * DAY + 1, 0, 'SLIP_INVALID'],
  ['with a slip that is not the present one', heard, NOW, 1, 'SLIP_USED'],
])('refuses a claim %s', (_what, concern, at, ordinal, code) => {
  expect(() => claim(concern, anAct({ at }), NEIGHBOUR, ordinal)).toThrow(expect.objectContaining({ code }));
});

test('the slip holds to the last moment of its 90 days', () => {
  expect(claimed(heard, RESIDENT, slipUntil(NOW)).participants[0]!.openid).toBe(RESIDENT);
});

test('who takes part already keeps one voice: that of the reporter', () => {
  const joined = aConcern({ ...HEARD, joined: [joinedBy(RESIDENT)] });
  const after = claimed(joined);
  expect(after.participants.filter(({ openid }) => openid === RESIDENT).map(({ key }) => key)).toEqual(['p1']);
  expect(after.participants[1]).toMatchObject({ openid: null, leftAt: NOW });
  expect(askedIn(after, NOW, [])).toEqual(['p1']);
});

test('a claim after the freeze does not touch the frozen list', () => {
  const rating = heardIn('rating');
  expect(rating.rounds[0]!.asked).toEqual(['p2']);
  expect(claimed(rating).rounds).toEqual(rating.rounds);
});

describe('a doubt about a claim', () => {
  const disputed = applied(claimed(heard), disputeClaim(claimed(heard), byOwner));

  test('waits for the supervisor, once', () => {
    expect(disputed.complaint).toMatchObject({ by: 'officer-chen', at: NOW });
    expect([mayDisputeClaim(heard), mayDisputeClaim(claimed(heard)), mayDisputeClaim(disputed)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(() => disputeClaim(disputed, byOwner)).toThrow(expect.objectContaining({ code: 'DISPUTED_ALREADY' }));
    expect(() => disputeClaim(heard, byOwner)).toThrow(expect.objectContaining({ code: 'NOT_CLAIMED' }));
  });

  test('is settled by the answer, which undoes the claim or lets it stand', () => {
    const undone = applied(disputed, answerComplaint(disputed, bySupervisor, true));
    expect(undone).toMatchObject({ complaint: null, participants: [{ key: 'p1', openid: null }] });
    expect(undone.participants[0]).not.toHaveProperty('claimedAt');
    const stands = applied(disputed, answerComplaint(disputed, bySupervisor));
    expect(stands).toMatchObject({ complaint: null, participants: [{ openid: RESIDENT, claimedAt: NOW }] });
  });

  test('once undone, a new slip can be used and the old one cannot', () => {
    const undone = applied(disputed, answerComplaint(disputed, anAct({ by: 'supervisor', at: NOW + 80 * DAY }), true));
    expect(slipIn(undone)).toEqual({ ordinal: 1, validUntil: slipUntil(NOW + 80 * DAY) });
    expect(() => claim(undone, anAct(), RESIDENT, 0)).toThrow(expect.objectContaining({ code: 'SLIP_USED' }));
    expect(claimed(undone, NEIGHBOUR, NOW + 100 * DAY, 1).participants[0]!.openid).toBe(NEIGHBOUR);
  });

  test('never hides a complaint of a resident: that one is answered first', () => {
    const complained = applied(claimed(heard), complain(claimed(heard), anAct()));
    const both = applied(complained, disputeClaim(complained, byOwner));
    expect(both.complaint!.by).toBe('p1');
    expect(() => answerComplaint(both, bySupervisor, true)).toThrow(expect.objectContaining({ code: 'WRONG_STATUS' }));
    const answered = applied(both, answerComplaint(both, bySupervisor));
    expect(answered.complaint!.by).toBe('officer-chen');
    expect(applied(answered, answerComplaint(answered, bySupervisor, true)).complaint).toBeNull();
  });

  test('undone while it is rated, the claimant is asked no more', () => {
    const verifying = claimed(heardIn('verifying'));
    const asked = { ...verifying.rounds[0]!, asked: ['p1', 'p2'], ratingClosesAt: NOW + DAY };
    const rating: Concern = { ...verifying, status: 'rating', decision: null, rounds: [asked] };
    const doubted = applied(rating, disputeClaim(rating, byOwner));
    expect(applied(doubted, answerComplaint(doubted, bySupervisor, true)).rounds[0]!.asked).toEqual(['p2']);
  });

  describe('undone after the claimant had their say,', () => {
    const rating: Concern = {
      ...claimed(heardIn('assigned')),
      status: 'rating',
      rounds: [
        { ...aConcernIn('rating').rounds[0]!, asked: ['p1', 'p2', 'p3', 'p4', 'p5'], ratingClosesAt: NOW + DAY },
      ],
    };
    const said = (concern: Concern, key: string, at = NOW) =>
      applied(concern, rate(concern, { key } as Participant, anAct({ by: key, at }), anAnswer(), aTown()));
    const answered = said(said(rating, 'p1'), 'p2');
    const doubted = applied(answered, disputeClaim(answered, byOwner));
    const undone = applied(doubted, answerComplaint(doubted, bySupervisor, true));

    const stands = applied(doubted, answerComplaint(doubted, bySupervisor));

    test('their answer counts as nobody’s', () => {
      expect(answersIn(stands, 1, 5).answers.answered).toBe(2);
      const { answers, praise } = answersIn(undone, 1, 5);
      expect([answers.answered, praise]).toEqual([1, [undone.events.find(({ by }) => by === 'p2')!.id]]);
      expect(ratingOf(undone, { key: 'p1' })).toBeUndefined();
    });

    test('the resident themselves may be called back about the round', () => {
      const called = (concern: Concern) => {
        const closed = applied(concern, closeRating(concern, anAct({ by: 'clock', at: NOW + DAY }))!);
        return silentIn(closed, closed.events.at(-1)!, []).map(({ key }) => key);
      };
      expect([called(stands), called(undone)]).toEqual([[], ['p1']]);
    });

    test('the one who claims next neither reads it nor is taken for its author', () => {
      const truly = claimed(undone, 'openid-truly', NOW, 1);
      const titlesFor = (concern: Concern, openid: string) =>
        historyOf(aViewing(concern, residentCaller(openid))).map(({ title }) => title);
      expect(titlesFor(stands, RESIDENT)).toContain('提交评价');
      expect(titlesFor(truly, 'openid-truly')).not.toContain('提交评价');
      expect(said({ ...truly, rounds: rating.rounds }, 'p1').events.at(-1)).toMatchObject({ type: 'rate' });
    });
  });
});
