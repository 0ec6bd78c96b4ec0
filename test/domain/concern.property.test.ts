import fc from 'fast-check';
import { applied, type Act, type Change, type Concern } from '../../domain/concern';
import * as dispatching from '../../domain/dispatching';
import { AppError } from '../../domain/errors';
import * as handling from '../../domain/handling';
import { join, leave } from '../../domain/joining';
import { closeWithLead, link, unlink } from '../../domain/linking';
import * as proposals from '../../domain/proposals';
import { closeRating, rate, reopen } from '../../domain/rating';
import { isPresent } from '../../domain/roster';
import { openTasksIn } from '../../domain/tasks';
import { DAY, HOUR } from '../../domain/time';
import { totalsOf, turnsOf } from '../../domain/ball';
import { EVENT_TYPES, STATUSES } from '../../domain/lifecycle';
import type { Town } from '../../domain/town';
import { aTown, CALENDAR_2026 } from '../support/a-town';
import { aConcern, aConcernIn, anAct, anAnswer, around, joinedBy, NEIGHBOUR } from '../support/a-concern';

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
  withdraw: (c, act) => handling.withdraw(c, act, town),
  undoWithdraw: (c, act) => handling.undoWithdraw(c, act, town),
  proposeResolved: (c, act) => propose(c, act, town),
  proposeExplained: (c, act) => proposals.proposeClosing(c, by(act, c.ownerId), { kind: 'explained' }, around(town)),
  proposeDefer: (c, act) =>
    proposals.proposeDefer(
      c,
      by(act, c.ownerId),
      { until: act.at + 40 * DAY, nextUpdateAt: act.at + 9 * DAY },
      around(town),
    ),
  proposeExtension: (c, act) => proposals.proposeExtension(c, by(act, c.ownerId), 5, around(town)),
  proposeHandover: (c, act) => proposals.proposeHandover(c, by(act, c.ownerId), another(c), around(town)),
  objectRouting: (c, act) => proposals.objectRouting(c, by(act, c.ownerId), 'notMyGrid', around(town)),
  takeBack: (c, act) => proposals.takeBack(c, by(act, c.decision?.proposedBy ?? c.ownerId)),
  agree: (c, act) => decide(c, act, true),
  refuse: (c, act) => decide(c, act, false),
  raiseDecision: (c, act) => proposals.raiseDecision(c, by(act, 'clock'), town, []),
  orderHandover: (c, act) => proposals.orderHandover(c, by(act, 'supervisor'), another(c), around(town)),
  assignCover: (c, act) => handling.assignCover(c, by(act, 'coordinator-liangdu'), another(c), around(town)),
  askResident: (c, act) => handling.askResident(c, by(act, c.ownerId), town),
  answer: (c, act) => handling.answer(c, act, town),
  lapseQuestion: (c, act) => handling.lapseQuestion(c, by(act, 'clock'), town),
  plan: (c, act) => handling.plan(c, by(act, c.ownerId), act.at + 5 * DAY),
  resume: (c, act) => handling.resume(c, by(act, c.ownerId)),
  resumeWhenDue: (c, act) => handling.resumeWhenDue(c, by(act, 'clock')),
  disputeContact: (c, act) => handling.disputeContact(c, act, town),
  correctCategory: (c, act) =>
    handling.correctCategory(c, by(act, c.ownerId), c.categoryId === 'B2' ? 'A1' : 'B2', false, around(town)),
  completeStage: (c, act) => handling.completeStage(c, by(act, c.ownerId), 0),
  urge: handling.urge,
  complain: handling.complain,
  answerComplaint: (c, act) => handling.answerComplaint(c, by(act, 'supervisor')),
  dispatchTask: (c, act) =>
    dispatching.dispatchTask(
      c,
      by(act, c.ownerId),
      { liaisonId: 'water', role: 'lead', limit: 'd1' },
      true,
      around(town),
    ),
  acknowledgeTask: (c, act) => dispatching.acknowledgeTask(c, by(act, 'water'), taskOf(c)),
  returnTask: (c, act) => dispatching.returnTask(c, by(act, 'water'), taskOf(c), around(town)),
  completeTask: (c, act) => dispatching.completeTask(c, by(act, 'water'), taskOf(c)),
  decideReturn: (c, act) => {
    const { returning } = openTasksIn(c)[0] ?? {};
    return (
      returning &&
      proposals.decide(c, by(act, returning.decider), { agrees: act.at % 2 === 0 }, around(town), returning)
    );
  },
  recallTask: (c, act) => dispatching.recallTask(c, by(act, c.ownerId), taskOf(c)),
  escalate: (c, act) => handling.escalate(c, by(act, 'clock')),
  rateSolved: (c, act) => rate(c, c.participants[0]!, act, anAnswer({ tags: ['prompt', 'kind', 'thorough'] }), town),
  rateNotSolved: (c, act) => rate(c, c.participants[1]!, by(act, 'p2'), anAnswer({ solved: 'no' }), town),
  closeRating: (c, act) => closeRating(c, by(act, 'clock')),
  reopen: (c, act) => reopen(c, act, town),
  join: (c, act) => join(c, act, { openid: `openid-${act.id}`, isStaff: false }, town),
  leave: (c, act) => leaveLast(c, act),
  link: (c, act) => link(c, by(act, 'coordinator-liangdu'), lead(c), [], town),
  unlink: (c, act) => unlink(c, by(act, 'coordinator-liangdu')),
  closeWithLead: (c, act) =>
    c.leadId ? closeWithLead(c, by(act, 'clock'), endedLead(c.leadId), {}, around(town)) : undefined,
  recomputeDeadlines: (c, act) => handling.recomputeDeadlines(c, by(act, 'clock'), laterTown),
};

const leaveLast = (c: Concern, act: Act) => {
  const joiner = c.participants.filter(({ openid }, index) => index > 1 && openid !== null).at(-1);
  return joiner && leave(c, by(act, joiner.key));
};
const taskOf = (c: Concern) => openTasksIn(c)[0]?.id ?? '';
const lead = ({ place }: Concern) => ({ ...aConcernIn('handling'), id: 'lead', place });
const endedLead = (id: string) => ({ ...aConcernIn('rating'), id });
const another = ({ ownerId }: Concern) => (ownerId === 'officer-lin' ? 'officer-wu' : 'officer-lin');
const decide = (c: Concern, act: Act, agrees: boolean) => {
  const toId = proposals.choicesFor(c, act.at, around(town))[0];
  return proposals.decide(
    c,
    by(act, c.decision?.decider ?? 'supervisor'),
    { agrees, ...(toId && { toId }) },
    around(town),
  );
};
const propose = (c: Concern, act: Act, of: Town) =>
  proposals.proposeClosing(
    c,
    by(act, c.ownerId),
    { kind: 'resolved', outcomes: [{ what: '停车场', quantity: 1400, unit: '平方米' }] },
    around(of),
  );

/** Withdrawing all but ends a walk, so it is rare. Times advance by hours, now and then by more than the rating window. */
const anyStep = fc.record({
  move: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...Object.keys(MOVES).filter((name) => name !== 'withdraw')) },
    { weight: 1, arbitrary: fc.constant('withdraw') },
    { weight: 4, arbitrary: fc.constant('raiseDecision') }, // three in a row until it lapses
  ),
  wait: fc.oneof({ weight: 2, arbitrary: fc.constant(HOUR) }, { weight: 1, arbitrary: fc.constant(8 * DAY) }),
});
const anyCategory = fc.constantFrom('A1', 'A5', 'B2', 'K1');

function live(concern: Concern, steps: { move: string; wait: number }[], check: (c: Concern, before: Concern) => void) {
  let [current, at] = [concern, NOW];
  for (const { move, wait } of steps) {
    at += wait;
    const change = firstPossible(move, current, anAct({ at }));
    if (!change) continue;
    const before = current;
    current = applied(current, change);
    check(current, before);
  }
  return current;
}

/** This move, or one of those listed after it: most are refused in most statuses. Withdrawing is never a substitute. */
function firstPossible(move: string, concern: Concern, act: Act): Change | undefined {
  const names = Object.keys(MOVES);
  const index = names.indexOf(move);
  for (const name of [...names.slice(index), ...names.slice(0, index)].slice(0, 8)) {
    const change = name === 'withdraw' && name !== move ? undefined : attempt(MOVES[name]!, concern, act);
    if (change) return change;
  }
  return undefined;
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

function walks(
  check: (after: Concern, before: Concern) => void,
  options: { numRuns: number; seed?: number } = { numRuns: 60 },
) {
  fc.assert(
    fc.property(anyCategory, fc.array(anyStep, { minLength: 20, maxLength: 60 }), (categoryId, steps) => {
      live(aConcern({ categoryId, joined: [joinedBy(NEIGHBOUR)] }), steps, check);
    }),
    options,
  );
}

test('random walks reach every status and make every event', () => {
  const seen = new Set<string>();
  walks(({ status, events }) => void seen.add(status).add(events.at(-1)!.type), { numRuns: 500, seed: 3 });
  const elsewhere = [
    'submitConcern',
    'recordConcern',
    'followUp',
    'correctPlace',
    'unsetRecurrence',
    'recomputeDeadlines',
    'claim',
    'disputeClaim',
    'callback',
    'disownCallback',
    'supersedeCallback',
  ];
  const made = EVENT_TYPES.filter((type) => !elsewhere.includes(type));
  expect([...made, ...STATUSES].filter((each) => !seen.has(each))).toEqual([]);
});

test('it is open until it is asked about, ended or withdrawn', () => {
  walks(({ isOpen, status }) => expect(isOpen).toBe(!['rating', 'closed', 'withdrawn'].includes(status)));
});

test('what is due is the first that runs out: first contact, stage, finish, promised word, answer, decision or window', () => {
  walks(({ dueAt, status, firstContact, rounds, decision, question }) => {
    const { finish, stages, promise, ratingClosesAt } = rounds.at(-1)!;
    const work = Math.min(
      finish.dueAt,
      promise?.nextUpdateAt ?? Infinity,
      ...stages.map(({ deadline, doneAt }) => (doneAt === undefined ? deadline.dueAt : Infinity)),
    );
    const expected = {
      assigned: firstContact.deadline.dueAt,
      handling: work,
      awaitingResident: question?.answerBy,
      deferred: work,
      verifying: decision?.decideBy,
      rating: ratingClosesAt,
      closed: null,
      withdrawn: null,
    }[status];
    expect(expected).toBeDefined();
    expect(dueAt).toBe(expected);
  });
});

test('every moment belongs to somebody: the turns follow each other and sum to the time it was open or rated', () => {
  walks((concern) => {
    const end = concern.events.at(-1)!.at + DAY;
    const turns = turnsOf(concern, end);
    for (const [index, turn] of turns.slice(1).entries()) expect(turn.from).toBeGreaterThanOrEqual(turns[index]!.to);
    const open = concern.events.reduce((sum, { at, to }, index) => {
      const until = concern.events[index + 1]?.at ?? end;
      return sum + (to === 'closed' || to === 'withdrawn' ? 0 : until - at);
    }, 0);
    expect(Object.values(totalsOf(turns)).reduce((sum, time) => sum + time, 0)).toBe(open);
    expect(concern.ball.holder).toBe(open > 0 && turns.at(-1)?.to === end ? turns.at(-1)!.holder : null);
  });
});

test('no step of a clock is taken twice, and those that come are looked for', () => {
  walks(({ events, escalation, status }) => {
    const steps = events.filter(({ type }) => type === 'escalate').map(({ data }) => data!);
    const keys = steps.map((data) => JSON.stringify([data['of'], data['step'], data['dueAt'], data['taskId']]));
    expect(new Set(keys).size).toBe(keys.length);
    if (['awaitingResident', 'verifying', 'rating', 'closed', 'withdrawn'].includes(status))
      expect(escalation.nextAt).toBeNull();
  });
});

test('a calendar is assumed while a running deadline of an open concern assumes one', () => {
  walks((concern) => {
    const { isCalendarAssumed, isOpen, firstContact, rounds } = concern;
    const isFirstContactAssumed = firstContact.doneAt === undefined && firstContact.deadline.isAssumed;
    const { finish, stages } = rounds.at(-1)!;
    const isStageAssumed = stages.some(({ deadline, doneAt }) => doneAt === undefined && deadline.isAssumed);
    const isTaskAssumed = openTasksIn(concern).some(({ deadline }) => deadline.isAssumed);
    const isAssumed = isFirstContactAssumed || finish.isAssumed || isStageAssumed || isTaskAssumed;
    expect(isCalendarAssumed).toBe(isOpen && isAssumed);
  });
});

test('a closing is pending exactly while it is verified; nothing is once it has ended', () => {
  walks(({ decision, status, isOpen }) => {
    expect(decision?.kind === 'closing').toBe(status === 'verifying');
    if (!isOpen) expect(decision).toBeNull();
  });
});

test('no department is at work where a closing is proposed, it has ended, or it is linked', () => {
  walks((concern) => {
    const { status, leadId } = concern;
    const isAtWork = !leadId && ['assigned', 'handling', 'awaitingResident', 'deferred'].includes(status);
    if (!isAtWork) expect(openTasksIn(concern)).toEqual([]);
    expect(openTasksIn(concern).filter(({ role }) => role === 'lead').length).toBeLessThanOrEqual(1);
  });
});

test('what has become of a task stays as it is', () => {
  walks((after, before) => {
    const ended = (before.tasks ?? []).filter((task) => task.ended);
    for (const task of ended) expect(after.tasks).toContainEqual(task);
  });
});

test('a question is open exactly while the resident is asked', () => {
  walks(({ question, status }) => expect(Boolean(question)).toBe(status === 'awaitingResident'));
});

test('it is never ownerless; another owner comes only with an agreed or ordered change, and its certificate', () => {
  walks((after, before) => {
    expect(isPresent(after.ownerId, town, [], after.events.at(-1)!.at)).toBe(true);
    expect(after.participants.slice(0, 2)).toEqual(before.participants.slice(0, 2));
    expect(after.certificates.slice(0, before.certificates.length)).toEqual(before.certificates);
    expect(after.certificates.at(-1)!.ownerId).toBe(after.ownerId);
    if (after.ownerId === before.ownerId) return;
    const { type, data } = after.events.at(-1)!;
    expect(after.certificates).toHaveLength(before.certificates.length + 1);
    expect(type === 'orderHandover' || (type === 'decide' && data!['agrees'])).toBe(true);
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
    const isReopening = before.status === 'rating' || before.status === 'closed' ? after.status === 'handling' : false;
    expect(after.rounds.length - before.rounds.length).toBe(isReopening ? 1 : 0);
    expect(after.rounds.slice(0, before.rounds.length - 1)).toEqual(before.rounds.slice(0, -1));
    if (isReopening) expect(after.rounds.at(-2)).toEqual(before.rounds.at(-1));
  });
});

test('the first contact, once made, keeps its time unless it is disputed; its deadline only moves for a withdrawal', () => {
  walks((after, before) => {
    const { type } = after.events.at(-1)!;
    if (type !== 'undoWithdraw' && type !== 'recomputeDeadlines')
      expect(after.firstContact.deadline).toEqual(before.firstContact.deadline);
    if (type === 'disputeContact') expect(after.firstContact.doneAt).toBeUndefined();
    else if (before.firstContact.doneAt !== undefined)
      expect(after.firstContact.doneAt).toBe(before.firstContact.doneAt);
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
