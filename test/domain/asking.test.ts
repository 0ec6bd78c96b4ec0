/** Asking the resident, planning, correcting, urging, complaining, withdrawing and coming back. Source: product.md §6. */
import { applied, currentRound, type Concern, type Place } from '../../domain/concern';
import { deadlineFrom } from '../../domain/deadlines';
import {
  answer,
  answerComplaint,
  askResident,
  assignCover,
  complain,
  completeStage,
  correctCategory,
  correctPlace,
  disputeContact,
  disputeUntil,
  lapseQuestion,
  plan,
  recordFirstContact,
  resume,
  resumeWhenDue,
  undoUntil,
  undoWithdraw,
  unsetRecurrence,
  urge,
  withdraw,
} from '../../domain/handling';
import { actingOn } from '../../domain/emergencies';
import { DAY, HOUR } from '../../domain/time';
import { aTown } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  around,
  contacted,
  decided,
  noLonger,
  proposed,
} from '../support/a-concern';

const town = aTown();
const OWNER = 'officer-chen';
const byOwner = (at = NOW) => anAct({ at, by: OWNER });
/** Five working days for the finish. */
const aFiveDays = () => contacted(aConcern({ categoryId: 'A5' }));
const ask = (concern: Concern, at = NOW) => applied(concern, askResident(concern, byOwner(at), town));
const finishOf = (concern: Concern) => currentRound(concern).finish;
const refusal = (code: string) => expect.objectContaining({ code });

describe('a question to the resident', () => {
  const asked = ask(aFiveDays());

  test('waits for an answer at most as long as the limit, and 5 working days', () => {
    expect(asked).toMatchObject({ status: 'awaitingResident', ball: { holder: 'resident' } });
    expect(asked.dueAt).toBe(deadlineFrom(NOW, { unit: 'workingDays', amount: 5 }, town.calendar).dueAt);
    const short = ask(contacted(aConcern({ categoryId: 'A1' })));
    expect(short.question!.answerBy).toBe(NOW + 4 * HOUR);
  });

  test('stops the clock: the finish is later by the working days that were waited', () => {
    const answered = applied(asked, answer(asked, anAct({ at: NOW + 2 * DAY }), town));
    expect(answered).toMatchObject({ status: 'handling', question: null, ball: { holder: 'owner' } });
    expect(finishOf(answered).dueAt).toBeGreaterThan(finishOf(asked).dueAt);
    expect(finishOf(answered).pauses).toEqual([{ from: NOW, to: NOW + 2 * DAY, cause: 'resident' }]);
  });

  test('lapses by the clock, not before its time, and a late clock gives no more time', () => {
    const { answerBy } = asked.question!;
    expect(lapseQuestion(asked, anAct({ at: answerBy - 1, by: 'clock' }), town)).toBeUndefined();
    const lapsed = applied(asked, lapseQuestion(asked, anAct({ at: answerBy + 30 * DAY, by: 'clock' }), town)!);
    expect(lapsed).toMatchObject({ status: 'handling', question: null });
    expect(finishOf(lapsed).pauses).toEqual([{ from: NOW, to: answerBy, cause: 'resident' }]);
  });

  test('is asked twice in a round and no more', () => {
    const once = applied(asked, answer(asked, anAct({ at: NOW + HOUR }), town));
    const twice = ask(once, NOW + 2 * HOUR);
    const again = applied(twice, answer(twice, anAct({ at: NOW + 3 * HOUR }), town));
    expect(() => askResident(again, byOwner(NOW + 4 * HOUR), town)).toThrow(refusal('ASKED_ENOUGH'));
  });

  test('needs somebody who can be reached', () => {
    const unreached = contacted(aConcern({ reporter: { openid: null, isStaff: false } }));
    expect(() => askResident(unreached, byOwner(), town)).toThrow(refusal('NOBODY_TO_ASK'));
  });

  test('that is open when they withdraw has paused the clock until then', () => {
    const gone = applied(asked, withdraw(asked, anAct({ at: NOW + 2 * DAY }), town));
    expect(gone).toMatchObject({ status: 'withdrawn', question: null, decision: null });
    expect(finishOf(gone).pauses).toEqual([{ from: NOW, to: NOW + 2 * DAY, cause: 'resident' }]);
  });
});

describe('没有联系我', () => {
  const handling = aConcernIn('handling');

  test('puts the concern back to where nobody has contacted them, with the old deadline', () => {
    const disputed = applied(handling, disputeContact(handling, anAct(), town));
    expect(disputed).toMatchObject({ status: 'assigned', dueAt: handling.firstContact.deadline.dueAt });
    expect(disputed.firstContact).toEqual({ deadline: handling.firstContact.deadline });
    const again = applied(disputed, recordFirstContact(disputed, byOwner(NOW + HOUR), 'visit'));
    expect(again.firstContact.doneAt).toBe(NOW + HOUR);
  });

  test('is heard within 5 working days, and before a closing is proposed', () => {
    const until = disputeUntil(handling, town)!;
    expect(disputeContact(handling, anAct({ at: until }), town).event.to).toBe('assigned');
    expect(() => disputeContact(handling, anAct({ at: until + 1 }), town)).toThrow(refusal('DISPUTE_LATE'));
    const refused = decided(proposed(handling, town), town, NOW, false);
    expect(() => disputeContact(refused, anAct(), town)).toThrow(refusal('DISPUTE_LATE'));
  });
});

describe('a plan', () => {
  const deferred = aConcernIn('deferred');

  test('goes on with word that comes in time, and says when the next one comes', () => {
    const told = applied(deferred, plan(deferred, byOwner(NOW + 4 * DAY), NOW + 9 * DAY));
    expect(told.events.at(-1)!.data).toEqual({ nextUpdateAt: NOW + 9 * DAY, isKept: true });
    expect(told.dueAt).toBe(NOW + 9 * DAY);
    const late = applied(deferred, plan(deferred, byOwner(NOW + 6 * DAY), NOW + 9 * DAY));
    expect(late.events.at(-1)!.data).toMatchObject({ isKept: false });
  });

  test('never goes without a next word, nor with one too far away', () => {
    expect(() => plan(deferred, byOwner(), undefined)).toThrow(refusal('UPDATE_NEEDED'));
    expect(() => plan(deferred, byOwner(), NOW + 32 * DAY)).toThrow(refusal('UPDATE_TOO_LATE'));
    expect(() => plan(deferred, byOwner(), NOW)).toThrow(refusal('DATE_PAST'));
  });

  test('is resumed by the clock on the promised day, as due then', () => {
    const { dueAt } = finishOf(deferred);
    expect(resumeWhenDue(deferred, anAct({ at: dueAt - 1, by: 'clock' }))).toBeUndefined();
    const resumed = applied(deferred, resumeWhenDue(deferred, anAct({ at: dueAt, by: 'clock' }))!);
    expect(resumed).toMatchObject({ status: 'handling', dueAt });
    expect(currentRound(resumed).promise).toBeUndefined();
    expect(resumeWhenDue(resumed, anAct({ at: dueAt, by: 'clock' }))).toBeUndefined();
  });

  test('may be resumed earlier by the owner', () => {
    expect(applied(deferred, resume(deferred, byOwner())).status).toBe('handling');
  });

  test('in handling a next word may be promised, and the promise be fulfilled without another', () => {
    const handling = aConcernIn('handling', { categoryId: 'A2' });
    const promised = applied(handling, plan(handling, byOwner(), NOW + DAY));
    expect(promised.dueAt).toBe(NOW + DAY);
    const kept = applied(promised, plan(promised, byOwner(NOW + HOUR), undefined));
    expect(kept.dueAt).toBe(handling.dueAt);
    expect(kept.events.at(-1)!.data).toEqual({ isKept: true });
  });
});

describe('a stage before the finish', () => {
  const staged = aConcernIn('handling', { categoryId: 'B2' });

  test('is due by itself, and ticked off once', () => {
    expect(staged.dueAt).toBe(NOW + 4 * HOUR);
    const done = applied(staged, completeStage(staged, byOwner(NOW + HOUR), 0));
    expect(currentRound(done).stages[0]!.doneAt).toBe(NOW + HOUR);
    expect(done.events.at(-1)!.data).toEqual({ label: '围护', isInTime: true });
    expect(done.dueAt).toBe(finishOf(done).dueAt);
    expect(() => completeStage(done, byOwner(), 0)).toThrow(refusal('STAGE_DONE'));
    expect(() => completeStage(staged, byOwner(), 1)).toThrow(refusal('WRONG_STATUS'));
  });

  test('done late says so', () => {
    expect(completeStage(staged, byOwner(NOW + 5 * HOUR), 0).event.data).toMatchObject({ isInTime: false });
  });
});

describe('another category', () => {
  const long = aConcernIn('handling', { categoryId: 'A5' });
  const short = aConcernIn('handling', { categoryId: 'A1' });
  const correct = (concern: Concern, categoryId: string, isByCoordinator = false) =>
    applied(concern, correctCategory(concern, byOwner(), categoryId, isByCoordinator, around(town)));

  test('never moves the deadline of the first contact', () => {
    expect(correct(long, 'A1').firstContact.deadline).toEqual(long.firstContact.deadline);
  });

  test('makes the finish earlier where its limit is shorter, and later only by the coordinator', () => {
    expect(finishOf(correct(long, 'A1')).dueAt).toBe(NOW + 4 * HOUR);
    expect(finishOf(correct(short, 'A5')).dueAt).toBe(finishOf(short).dueAt);
    expect(finishOf(correct(short, 'A5', true)).dueAt).toBe(finishOf(long).dueAt);
  });

  test('brings its stages and its urgency', () => {
    expect(currentRound(correct(long, 'B2')).stages.map(({ label }) => label)).toEqual(['围护']);
    expect(correct(long, 'B5').isEmergency).toBe(true);
    expect(correct(long, 'B5').dueAt).toBe(NOW + 2 * HOUR);
  });

  test('leaves a promised day as it was promised', () => {
    const deferred = aConcernIn('deferred');
    expect(finishOf(correct(deferred, 'A5')).dueAt).toBe(finishOf(deferred).dueAt);
  });

  test('outside public space keeps neither point nor name on the concern', () => {
    const place: Place = {
      kind: 'point',
      name: '三巷',
      gridId: 'grid-1',
      communityId: 'liangdu',
      point: { latitude: 22, longitude: 113 },
    };
    expect(correct(aConcern({ place }), 'F1').place).toEqual({
      kind: 'point',
      gridId: 'grid-1',
      communityId: 'liangdu',
    });
    expect(correct(aConcern({ place }), 'A5').place).toEqual(place);
  });

  test.each([
    ['the same category', 'A5', 'SAME_CATEGORY'],
    ['a restricted one, for an owner who is not cleared', 'I3', 'NOT_CLEARED'],
    ['one that there is not', 'Z9', 'UNKNOWN_CATEGORY'],
  ])('is not %s', (_what, categoryId, code) => {
    expect(() => correctCategory(long, byOwner(), categoryId, false, around(town))).toThrow(refusal(code));
  });
});

test('another place leaves the owner responsible and names its grid', () => {
  const handling = aConcernIn('handling');
  const moved = applied(
    handling,
    correctPlace(handling, anAct(), { kind: 'point', gridId: 'grid-2', communityId: 'liangdu' }),
  );
  expect(moved).toMatchObject({ ownerId: OWNER, place: { gridId: 'grid-2' } });
  expect(moved.events.at(-1)!.data).toEqual({ gridId: 'grid-2', communityId: 'liangdu' });
});

test('a recurrence is unset once', () => {
  const again = { ...aConcernIn('handling'), recurrenceOf: 'an-ended-one' };
  const unset = applied(again, unsetRecurrence(again, anAct({ by: 'coordinator-liangdu' })));
  expect(unset.recurrenceOf).toBeNull();
  expect(() => unsetRecurrence(unset, anAct({ by: 'coordinator-liangdu' }))).toThrow(refusal('WRONG_STATUS'));
});

describe.each([
  ['urging', urge, 'URGED_ALREADY'],
  ['complaining', complain, 'COMPLAINED_ALREADY'],
] as const)('%s', (_what, make, code) => {
  const handling = aConcernIn('handling');
  const made = applied(handling, make(handling, anAct()));

  test('is heard once in 24 hours from each person', () => {
    expect(() => make(made, anAct({ at: NOW + DAY - 1 }))).toThrow(refusal(code));
    expect(make(made, anAct({ at: NOW + DAY })).event.by).toBe('p1');
    expect(make(made, anAct({ by: 'p2' })).event.by).toBe('p2');
  });

  test('changes nothing of how it stands', () => {
    expect(made).toMatchObject({ status: 'handling', dueAt: handling.dueAt, ownerId: OWNER });
  });
});

test('a complaint is open until a supervisor has answered, also after the end', () => {
  const rating = aConcernIn('rating');
  const complained = applied(rating, complain(rating, anAct()));
  expect(complained.complaint).toMatchObject({ by: 'p1', at: NOW });
  const answered = applied(complained, answerComplaint(complained, anAct({ by: 'supervisor' })));
  expect(answered.complaint).toBeNull();
  expect(answered.events.at(-1)!.data).toEqual({ to: 'p1', of: complained.complaint!.eventId });
  expect(() => answerComplaint(answered, anAct({ by: 'supervisor' }))).toThrow(refusal('WRONG_STATUS'));
});

describe('cover', () => {
  const handling = aConcernIn('handling');
  const cover = (concern: Concern, staffId: string | undefined) =>
    applied(concern, assignCover(concern, anAct({ by: 'coordinator-liangdu' }), staffId, around(town)));

  test('acts besides the owner, while present, until it is ended', () => {
    const covered = cover(handling, 'officer-lin');
    expect(actingOn(covered, town, [], NOW)).toEqual([OWNER, 'officer-lin']);
    expect(actingOn(covered, town, [aLeave('officer-lin')], NOW)).toEqual([OWNER]);
    expect(actingOn(cover(covered, undefined), town, [], NOW)).toEqual([OWNER]);
  });

  test('is not arranged twice, nor ended where there is none', () => {
    expect(() => cover(cover(handling, 'officer-lin'), 'officer-lin')).toThrow(refusal('COVERED_ALREADY'));
    expect(() => cover(handling, undefined)).toThrow(refusal('COVERED_ALREADY'));
  });
});

describe('a withdrawal', () => {
  test.each(['assigned', 'handling'] as const)('undone leads back to %s; the clock stood still', (status) => {
    const before = aConcernIn(status, { categoryId: 'A5' });
    const gone = applied(before, withdraw(before, anAct(), town));
    const back = applied(gone, undoWithdraw(gone, anAct({ at: NOW + 3 * DAY }), town));
    expect(back).toMatchObject({ status, closedAt: null, ownerId: OWNER });
    expect(finishOf(back).dueAt).toBeGreaterThan(finishOf(before).dueAt);
    if (status === 'assigned') expect(back.dueAt).toBeGreaterThan(before.dueAt!);
    else expect(back.firstContact).toEqual(before.firstContact);
  });

  test('undone is routed again where the owner has left meanwhile', () => {
    const gone = aConcernIn('withdrawn');
    const left = [{ ...noLonger(OWNER, 'leaving'), kind: 'left' as const }];
    const back = applied(gone, undoWithdraw(gone, anAct(), town, left));
    expect(back.ownerId).not.toBe(OWNER);
    expect(back.certificates.at(-1)!.ownerId).toBe(back.ownerId);
  });

  test('is undone for 30 days', () => {
    const gone = aConcernIn('withdrawn');
    const until = undoUntil(gone.closedAt!);
    expect(undoWithdraw(gone, anAct({ at: until }), town).event.to).toBe('assigned');
    expect(() => undoWithdraw(gone, anAct({ at: until + 1 }), town)).toThrow(refusal('UNDO_LATE'));
  });
});
