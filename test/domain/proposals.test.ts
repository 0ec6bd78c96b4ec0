/** What is asked for, who decides, what comes of it, and what becomes of it when nobody decides. Source: product.md §6. */
import { applied, currentRound, type Concern, type Decision } from '../../domain/concern';
import { decidersAt } from '../../domain/decisions';
import { assignCover } from '../../domain/handling';
import {
  choicesFor,
  decide,
  objectRouting,
  objectUntil,
  orderHandover,
  proposeClosing,
  proposeDefer,
  proposeExtension,
  proposeHandover,
  raiseDecision,
  takeBack,
} from '../../domain/proposals';
import { rate, reopen } from '../../domain/rating';
import { DAY } from '../../domain/time';
import { aTown, withMember } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  anAnswer,
  around,
  decided,
  deferralProposed,
  noLonger,
  proposed,
} from '../support/a-concern';

const town = aTown();
const OWNER = 'officer-chen';
const byOwner = () => anAct({ by: OWNER });
const assigned = aConcernIn('assigned');
const handling = aConcernIn('handling');
const days = { until: NOW + 20 * DAY, nextUpdateAt: NOW + 10 * DAY };

const extended = applied(handling, proposeExtension(handling, byOwner(), 3, around(town)));
const offered = applied(handling, proposeHandover(handling, byOwner(), 'officer-lin', around(town)));
const objected = applied(assigned, objectRouting(assigned, byOwner(), 'notMyGrid', around(town)));
const verifying = proposed(handling, town);
const deferring = deferralProposed(handling, town);
const pending: [string, Concern][] = [
  ['a closing', verifying],
  ['a deferral', deferring],
  ['an extension', extended],
  ['a handover', offered],
  ['an objection', objected],
];

/** Time runs out at this level. @returns the concern after the clock has looked. */
const untaken = (concern: Concern, absences = around(town).absences): Concern => {
  const act = anAct({ at: concern.decision!.decideBy, by: 'clock' });
  return applied(concern, raiseDecision(concern, act, town, absences)!);
};

test.each<[string, Concern, Decision['level'], string]>([
  ['a closing', verifying, 'coordinator', 'coordinator-liangdu'],
  ['a deferral', deferring, 'supervisor', 'supervisor'],
  ['an extension', extended, 'coordinator', 'coordinator-liangdu'],
  ['a handover', offered, 'newOwner', 'officer-lin'],
  ['an objection', objected, 'coordinator', 'coordinator-liangdu'],
])('%s goes first to the right level', (_what, concern, level, decider) => {
  expect(concern.decision).toMatchObject({ level, decider, proposedBy: OWNER, proposedAt: NOW });
  expect(concern.ball).toMatchObject({ holder: 'decider', staffId: decider });
});

test.each(pending)('while %s is pending nothing else can be asked for', (_what, concern) => {
  const open = { ...concern, status: 'handling' as const };
  const attempts = [
    () => proposeClosing(open, byOwner(), { kind: 'resolved' }, around(town)),
    () => proposeDefer(open, byOwner(), days, around(town)),
    () => proposeExtension(open, byOwner(), 1, around(town)),
    () => proposeHandover(open, byOwner(), 'officer-wu', around(town)),
    () => objectRouting(open, byOwner(), 'conflict', around(town)),
  ];
  for (const attempt of attempts) expect(attempt).toThrow(expect.objectContaining({ code: 'DECISION_PENDING' }));
});

test.each(pending)('%s that is refused or taken back leaves everything as it was', (_what, concern) => {
  const before = concern.status === 'assigned' ? assigned : handling;
  const after = [
    applied(concern, decide(concern, anAct({ by: concern.decision!.decider }), { agrees: false }, around(town))),
    applied(concern, takeBack(concern, byOwner())),
  ];
  for (const { status, decision, ownerId, rounds, dueAt } of after)
    expect({ status, decision, ownerId, dueAt, finish: rounds[0]!.finish }).toEqual({
      status: before.status,
      decision: null,
      ownerId: OWNER,
      dueAt: before.dueAt,
      finish: before.rounds[0]!.finish,
    });
});

test.each<[string, Concern, string[]]>([
  ['a closing', verifying, ['supervisor', 'leader']],
  ['a deferral', deferring, ['leader']],
  ['a handover', offered, ['supervisor', 'leader']],
  ['an objection', objected, ['supervisor', 'leader']],
])(
  '%s that nobody takes goes up level by level, with a working day each, and lapses at the top',
  (_what, concern, above) => {
    let current = concern;
    for (const decider of above) {
      const { decideBy } = current.decision!;
      current = untaken(current);
      expect(current.events.at(-1)).toMatchObject({ type: 'raiseDecision', by: 'clock', data: { to: decider } });
      expect(current.decision).toMatchObject({ decider, proposedBy: OWNER, eventId: concern.decision!.eventId });
      expect(current.decision!.decideBy).toBeGreaterThan(decideBy);
    }
    const lapsed = untaken(current);
    expect(lapsed.events.at(-1)!.type).toBe('lapseDecision');
    expect(lapsed).toMatchObject({ decision: null, ownerId: OWNER, ball: { holder: 'owner' } });
    expect(lapsed.status).toBe(concern.status === 'verifying' ? 'handling' : concern.status);
  },
);

test('a decision is not raised while there is time, and not twice for the same moment', () => {
  const { decideBy } = verifying.decision!;
  expect(raiseDecision(verifying, anAct({ at: decideBy - 1, by: 'clock' }), town, [])).toBeUndefined();
  expect(raiseDecision(untaken(verifying), anAct({ at: decideBy, by: 'clock' }), town, [])).toBeUndefined();
  expect(raiseDecision(handling, anAct({ by: 'clock' }), town, [])).toBeUndefined();
});

test('a level whose people are out of service is passed over', () => {
  const raised = untaken(verifying, [noLonger('supervisor', 'leaving')]);
  expect(raised.decision).toMatchObject({ level: 'leader', decider: 'leader' });
});

test('whoever acts for an absent decider decides, but nobody takes a concern over for somebody else', () => {
  const away = (who: string) => aLeave(who, { deputyId: 'officer-wu' });
  expect(decidersAt(verifying, town, [away('coordinator-liangdu')], NOW)).toContain('officer-wu');
  expect(decidersAt(offered, town, [away('officer-lin')], NOW)).toEqual(['officer-lin']);
});

test('the person whom a concern is about never decides on it', () => {
  const about = aConcern({ aboutStaffId: 'coordinator-liangdu' });
  const handled = { ...about, status: 'handling' as const, firstContact: { ...about.firstContact, doneAt: NOW } };
  const { decision } = proposed(handled, town);
  expect(decision!.decider).not.toBe('coordinator-liangdu');
});

describe('an agreed deferral', () => {
  const deferred = decided(deferring, town);

  test('is planned until the promised day, and the resident hears before', () => {
    expect(deferred).toMatchObject({ status: 'deferred', decision: null, dueAt: NOW + 5 * DAY });
    expect(currentRound(deferred).finish).toMatchObject({ dueAt: NOW + 10 * DAY });
    expect(currentRound(deferred).promise).toEqual({ nextUpdateAt: NOW + 5 * DAY, madeAt: NOW });
    expect(deferred.clockAt).toBeLessThanOrEqual(NOW + 5 * DAY);
  });

  test('can be planned anew, with the supervisor’s consent', () => {
    const again = applied(deferred, proposeDefer(deferred, byOwner(), days, around(town)));
    expect(again).toMatchObject({ status: 'deferred', decision: { kind: 'defer' } });
    expect(currentRound(decided(again, town)).finish.dueAt).toBe(days.until);
  });

  test.each<[string, Partial<typeof days>, string]>([
    ['a promised day that is over', { until: NOW }, 'DATE_PAST'],
    ['a next word that is over', { nextUpdateAt: NOW }, 'DATE_PAST'],
    [
      'a next word after more than 30 days',
      { nextUpdateAt: NOW + 31 * DAY + 1, until: NOW + 90 * DAY },
      'UPDATE_TOO_LATE',
    ],
  ])('is not asked for with %s', (_what, changes, code) => {
    expect(() => proposeDefer(handling, byOwner(), { ...days, ...changes }, around(town))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('never has its next word after its end', () => {
    const short = applied(
      handling,
      proposeDefer(handling, byOwner(), { until: NOW + DAY, nextUpdateAt: NOW + 9 * DAY }, around(town)),
    );
    expect(short.decision).toMatchObject({ until: NOW + DAY, nextUpdateAt: NOW + DAY });
  });
});

describe('an agreed extension', () => {
  const granted = decided(extended, town);
  const once = decided(applied(granted, proposeExtension(granted, byOwner(), 2, around(town))), town);

  test('makes the finish later by its working days', () => {
    expect(currentRound(granted).finish.dueAt).toBeGreaterThan(currentRound(handling).finish.dueAt);
    expect(currentRound(granted).finish.extensions).toEqual([{ days: 3, agreedAt: NOW }]);
    expect(granted.dueAt).toBe(currentRound(granted).finish.dueAt);
  });

  test('is had twice in a round and no more', () => {
    expect(currentRound(once).finish.extensions).toHaveLength(2);
    expect(() => proposeExtension(once, byOwner(), 1, around(town))).toThrow(
      expect.objectContaining({ code: 'EXTENDED_ENOUGH' }),
    );
  });
});

describe('another owner', () => {
  test('comes with a handover that is accepted, and brings a certificate', () => {
    const handed = decided(offered, town);
    expect(handed).toMatchObject({
      ownerId: 'officer-lin',
      decision: null,
      ball: { holder: 'owner', staffId: 'officer-lin' },
    });
    expect(handed.certificates.map(({ rule, ownerId }) => [rule, ownerId])).toEqual([
      ['gridOfficer', OWNER],
      ['handedOver', 'officer-lin'],
    ]);
    expect(handed.dueAt).toBe(handling.dueAt); // deadlines stand
  });

  test('comes by order when the supervisor agrees to a handover that nobody took up', () => {
    const ordered = decided(untaken(offered), town);
    expect(ordered.certificates.at(-1)).toMatchObject({ rule: 'ordered', ownerId: 'officer-lin' });
  });

  test('comes by a supervisor’s order alone, which settles a pending handover but not a closing', () => {
    const order = (concern: Concern) =>
      applied(concern, orderHandover(concern, anAct({ by: 'supervisor' }), 'officer-wu', around(town)));
    expect(order(offered)).toMatchObject({ ownerId: 'officer-wu', decision: null });
    expect(order(objected)).toMatchObject({ ownerId: 'officer-wu', decision: null, status: 'assigned' });
    expect(order(verifying)).toMatchObject({
      ownerId: 'officer-wu',
      decision: { kind: 'closing' },
      status: 'verifying',
    });
  });

  test('comes with an objection that is upheld: one of those whom routing would name', () => {
    const choices = choicesFor(objected, NOW, around(town));
    expect(choices).not.toContain(OWNER);
    expect(choices).toEqual(expect.arrayContaining(['officer-lin', 'desk-second']));
    const uphold = (toId?: string) =>
      decide(objected, anAct({ by: 'coordinator-liangdu' }), { agrees: true, ...(toId && { toId }) }, around(town));
    const arbitrated = applied(objected, uphold(choices[0]));
    expect(arbitrated.certificates.at(-1)).toMatchObject({ rule: 'arbitrated', ownerId: choices[0] });
    for (const nobody of [undefined, OWNER, 'officer-guo'])
      expect(() => uphold(nobody)).toThrow(expect.objectContaining({ code: 'NOT_ELIGIBLE' }));
  });

  test('ends the cover that was arranged for the one before', () => {
    const covered = applied(
      offered,
      assignCover(offered, anAct({ by: 'coordinator-liangdu' }), 'officer-wu', around(town)),
    );
    expect(covered.coverId).toBe('officer-wu');
    expect(decided(covered, town).coverId).toBeNull();
  });

  test.each<[string, string, string]>([
    ['the owner themselves', OWNER, 'NOT_ELIGIBLE'],
    ['a department', 'water', 'NOT_ELIGIBLE'],
    ['somebody unknown', 'nobody', 'UNKNOWN_STAFF'],
  ])('is never %s', (_who, toId, code) => {
    for (const attempt of [
      () => proposeHandover(handling, byOwner(), toId, around(town)),
      () => orderHandover(handling, anAct({ by: 'supervisor' }), toId, around(town)),
      () => assignCover(handling, anAct({ by: 'coordinator-liangdu' }), toId, around(town)),
    ])
      expect(attempt).toThrow(expect.objectContaining({ code }));
  });

  test('is never somebody who leaves meanwhile', () => {
    const leaving = [noLonger('officer-lin', 'leaving')];
    expect(() => proposeHandover(handling, byOwner(), 'officer-lin', around(town, leaving))).toThrow(
      expect.objectContaining({ code: 'NOT_ELIGIBLE' }),
    );
    expect(() => decide(offered, anAct({ by: 'officer-lin' }), { agrees: true }, around(town, leaving))).toThrow(
      expect.objectContaining({ code: 'NOT_ELIGIBLE' }),
    );
  });
});

describe('an objection to the routing', () => {
  const until = objectUntil(assigned, town);

  test('comes within four working hours', () => {
    expect(
      objectRouting(assigned, anAct({ at: until, by: OWNER }), 'conflict', around(town)).set.decision,
    ).toMatchObject({
      kind: 'objectRouting',
      ground: 'conflict',
    });
    expect(() => objectRouting(assigned, anAct({ at: until + 1, by: OWNER }), 'conflict', around(town))).toThrow(
      expect.objectContaining({ code: 'OBJECTION_LATE' }),
    );
  });

  test('comes once, whatever became of it', () => {
    const refused = decided(objected, town, NOW, false);
    expect(() => objectRouting(refused, byOwner(), 'conflict', around(town))).toThrow(
      expect.objectContaining({ code: 'OBJECTED_ALREADY' }),
    );
  });
});

describe('a reopening', () => {
  const gone = withMember(town, OWNER, { roles: [] });
  const rating = aConcernIn('rating');
  const closed = aConcernIn('closed');

  test('goes to the same owner while they are in service', () => {
    const again = applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), town));
    expect(again).toMatchObject({ ownerId: OWNER, status: 'handling' });
    expect(again.certificates).toHaveLength(1);
  });

  test('is routed again where the owner has left service or is leaving, with a certificate of its own', () => {
    const leaving = [noLonger(OWNER, 'leaving')];
    const reopened = [
      applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), gone)),
      applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), town, leaving)),
      applied(rating, rate(rating, rating.participants[0]!, anAct(), anAnswer({ solved: 'no' }), town, leaving)),
    ];
    for (const { ownerId, certificates, ball } of reopened) {
      expect(ownerId).not.toBe(OWNER);
      expect(certificates.at(-1)!.ownerId).toBe(ownerId);
      expect(certificates).toHaveLength(2);
      expect(ball.staffId).toBe(ownerId);
    }
  });

  test('is the supervisor’s to ask for after the window, too', () => {
    const late = anAct({ at: closed.closedAt! + 400 * DAY, by: 'supervisor' });
    expect(() => reopen(closed, late, town)).toThrow(expect.objectContaining({ code: 'REOPEN_CLOSED' }));
    expect(applied(closed, reopen(closed, late, town, [], true)).status).toBe('handling');
  });
});
