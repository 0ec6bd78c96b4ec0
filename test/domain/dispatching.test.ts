/** Departments are asked to do something; the owner stays responsible. Source: product.md §2 promises 3 and 9, §6, §8. */
import { totalsOf, turnsOf } from '../../domain/ball';
import { applied, type Concern } from '../../domain/concern';
import { decidersAt } from '../../domain/decisions';
import {
  acknowledgeTask,
  completeTask,
  departmentsFor,
  dispatchTask,
  recallTask,
  returnTask,
  TASK_LIMITS,
} from '../../domain/dispatching';
import { clocksOf, stepAt } from '../../domain/escalation';
import { correctCategory, escalate, recomputeDeadlines, withdraw } from '../../domain/handling';
import { link, mayBeLinked } from '../../domain/linking';
import {
  decide,
  proposeClosing,
  proposeExtension,
  proposeHandover,
  raiseDecision,
  takeBack,
} from '../../domain/proposals';
import { decisionsIn, openTasksIn, tasksOf } from '../../domain/tasks';
import { DAY, HOUR } from '../../domain/time';
import type { Member } from '../../domain/town';
import { aTown, beijing, CALENDAR_2026, withMember } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  around,
  contacted,
  dispatched,
  noLonger,
  returned,
} from '../support/a-concern';

const liaison = (id: string, changes: Partial<Member> = {}): Member => ({
  id,
  name: `${id}的联络员`,
  title: id,
  roles: ['department'],
  officePhone: '0760-88880000',
  isCleared: false,
  ...changes,
});
const town = (() => {
  const { staff, ...rest } = aTown();
  return aTown({ ...rest, staff: [...staff, liaison('housing'), liaison('police', { isCleared: true })] });
})();

const handling = aConcernIn('handling', { town });
const atWater = dispatched(handling, town);
const water = atWater.tasks![0]!;
const byWater = (at = NOW) => anAct({ by: 'water', at });
const code = (expected: string) => expect.objectContaining({ code: expected });
const dispatch = (concern: Concern, changes = {}, isByArbiter = false, absences = [] as ReturnType<typeof aLeave>[]) =>
  dispatchTask(
    concern,
    anAct({ by: isByArbiter ? 'coordinator-liangdu' : concern.ownerId }),
    { liaisonId: 'water', role: 'lead', limit: 'd3', ...changes },
    isByArbiter,
    around(town, absences),
  );
const settled = (concern: Concern, agrees: boolean, index = 0): Concern => {
  const decision = decisionsIn(concern)[index]!;
  return applied(concern, decide(concern, anAct({ by: decision.decider }), { agrees }, around(town), decision));
};
/** The clock finds that nobody has decided. */
const untaken = (concern: Concern): Concern => {
  const at = Math.min(...decisionsIn(concern).map(({ decideBy }) => decideBy));
  return applied(concern, raiseDecision(concern, anAct({ at, by: 'clock' }), town, [])!);
};

describe('a dispatch', () => {
  test('asks a department and leaves the owner responsible', () => {
    expect(atWater).toMatchObject({ status: 'handling', ownerId: 'officer-chen', dueAt: handling.dueAt });
    expect(atWater.rounds).toEqual(handling.rounds);
    expect(water).toMatchObject({ id: atWater.events.at(-1)!.id, liaisonId: 'water', role: 'lead' });
    expect(water.dispatchedBy).toBe('officer-chen');
    expect(atWater.events.at(-1)!.data).toEqual({ liaisonId: 'water', role: 'lead', dueAt: water.deadline.dueAt });
  });

  test.each([
    ['h4', '2026-07-08 14:00'],
    ['d1', '2026-07-09 17:30'],
    ['d3', '2026-07-13 17:30'],
    ['d10', '2026-07-22 17:30'],
  ] as const)('has a deadline of its own: %s', (limit, dueAt) => {
    const at = beijing('2026-07-08 10:00');
    expect(dispatched(handling, town, { limit }, { at }).tasks![0]!.deadline.dueAt).toBe(beijing(dueAt));
  });

  test('every limit has a name', () => {
    const labels = Object.values(TASK_LIMITS).map(({ label }) => label);
    expect(new Set(labels).size).toBe(6);
  });

  test.each([
    ['somebody who is no department', 'officer-lin', []],
    ['nobody', 'unknown', []],
    ['one who leaves service', 'water', [noLonger('water', 'leaving')]],
    ['one who is suspended', 'water', [noLonger('water', 'suspended')]],
  ])('does not go to %s', (_whom, liaisonId, absences) => {
    expect(() => dispatch(handling, { liaisonId }, false, absences)).toThrow(code('DEPARTMENT_INVALID'));
  });

  test('goes to one who is on leave: somebody stands in', () => {
    const absences = [aLeave('water')];
    const concern = applied(handling, dispatch(handling, {}, false, absences));
    expect(tasksOf('desk-first', concern, town, absences, NOW)).toEqual(concern.tasks);
    expect(tasksOf('desk-first', concern, town, [], NOW)).toEqual([]);
    expect(tasksOf('water', concern, town, absences, NOW)).toEqual(concern.tasks);
  });

  test('never goes to whom the concern is about, and a restricted one to the cleared only', () => {
    const ids = (concern: Concern) => departmentsFor(concern, NOW, around(town)).map(({ id }) => id);
    expect(ids(handling)).toEqual(['water', 'housing', 'police']);
    expect(ids(aConcern({ town, aboutStaffId: 'housing' }))).toEqual(['water', 'police']);
    const restricted = contacted(aConcern({ town, categoryId: 'I3' }));
    expect(ids(restricted)).toEqual(['police']);
    const concern = dispatched(restricted, town, { liaisonId: 'police' });
    expect(tasksOf('police', concern, town, [], NOW)).toHaveLength(1);
    // Who stands in is not told what they may not know.
    const absences = [aLeave('police', { deputyId: 'officer-chen' })];
    expect(tasksOf('officer-chen', concern, town, absences, NOW)).toEqual([]);
  });

  test('a category that has become restricted is no more shown to who is not cleared', () => {
    const owned = { ...atWater, ownerId: 'officer-zhou' };
    const act = anAct({ by: 'officer-zhou' });
    const concern = applied(owned, correctCategory(owned, act, 'I3', false, around(town)));
    expect(openTasksIn(concern)).toHaveLength(1);
    expect(tasksOf('water', concern, town, [], NOW)).toEqual([]);
  });

  test('one department leads, any number assist, none is asked twice at a time', () => {
    expect(() => dispatch(atWater, { liaisonId: 'housing' })).toThrow(code('LEAD_TAKEN'));
    expect(() => dispatch(atWater, { role: 'assist' })).toThrow(code('TASK_OPEN'));
    const both = dispatched(atWater, town, { liaisonId: 'housing', role: 'assist' });
    expect(openTasksIn(both).map(({ liaisonId }) => liaisonId)).toEqual(['water', 'housing']);
    const again = applied(both, completeTask(both, byWater(), water.id));
    expect(openTasksIn(dispatched(again, town))).toHaveLength(2);
  });

  test('is not made for a concern that is linked, and one with open tasks is not linked', () => {
    const lead = { ...handling, id: 'lead' };
    const linked = applied(handling, link(handling, anAct({ by: 'coordinator-liangdu' }), lead, [], town));
    expect(() => dispatch(linked)).toThrow(code('LINKED'));
    expect(mayBeLinked(atWater, 0, town)).toBe(false);
    const done = applied(atWater, completeTask(atWater, byWater(), water.id));
    expect(mayBeLinked(done, 0, town)).toBe(true);
  });
});

describe('the department', () => {
  test('acknowledges once', () => {
    const acknowledged = applied(atWater, acknowledgeTask(atWater, byWater(), water.id));
    expect(acknowledged.tasks![0]).toEqual({ ...water, acknowledgedAt: NOW });
    expect(() => acknowledgeTask(acknowledged, byWater(), water.id)).toThrow(code('TASK_ACKNOWLEDGED'));
  });

  test('completes, acknowledged or not, in time or late', () => {
    const late = applied(atWater, completeTask(atWater, byWater(water.deadline.dueAt + 1), water.id));
    expect(late.events.at(-1)!.data).toEqual({ taskId: water.id, isInTime: false });
    expect(late.tasks![0]!.ended).toEqual({ at: water.deadline.dueAt + 1, by: 'water', how: 'completed' });
    const inTime = completeTask(atWater, byWater(water.deadline.dueAt), water.id);
    expect(inTime.event.data).toMatchObject({ isInTime: true });
  });

  test('what is over is over', () => {
    const done = applied(atWater, completeTask(atWater, byWater(), water.id));
    const attempts = [acknowledgeTask, completeTask, recallTask];
    for (const attempt of attempts) expect(() => attempt(done, byWater(), water.id)).toThrow(code('WRONG_STATUS'));
    expect(() => returnTask(done, byWater(), water.id, around(town))).toThrow(code('WRONG_STATUS'));
    expect(() => completeTask(atWater, byWater(), 'unknown')).toThrow(code('WRONG_STATUS'));
  });

  test.each(['verifying', 'rating', 'closed', 'withdrawn'] as const)('is asked nothing while %s', (status) => {
    const concern = aConcernIn(status, { town });
    expect(() => dispatch(concern)).toThrow(code('WRONG_STATUS'));
  });
});

describe('a return', () => {
  const back = returned(atWater, town);
  const [decision] = decisionsIn(back);

  test('is decided by the coordinator; until then the task and its deadline stand', () => {
    expect(decision).toMatchObject({ kind: 'taskReturn', level: 'coordinator', decider: 'coordinator-liangdu' });
    expect(decision!.proposedBy).toBe('water');
    expect(decidersAt(back, town, [], NOW)).toEqual(['coordinator-liangdu']);
    expect(back.tasks![0]).toMatchObject({ id: water.id, deadline: water.deadline });
    expect(back.decision).toBeNull();
    expect(() => returnTask(back, byWater(), water.id, around(town))).toThrow(code('RETURN_PENDING'));
  });

  test('is not decided by who dispatched the task', () => {
    const asked = dispatched(handling, town, {}, { by: 'coordinator-liangdu' });
    expect(decisionsIn(returned(asked, town))[0]).toMatchObject({ level: 'supervisor', decider: 'supervisor' });
  });

  test('is not decided by who stands in for the department by now', () => {
    const away = [aLeave('water', { deputyId: 'coordinator-liangdu' })];
    expect(decisionsIn(back)[0]!.decider).toBe('coordinator-liangdu');
    expect(decidersAt(back, town, away, NOW)).toEqual(['supervisor']);
    expect(decidersAt(back, town, [aLeave('water', { deputyId: 'officer-lin' })], NOW)).toEqual([
      'coordinator-liangdu',
    ]);
  });

  test('upheld ends the task, and only an arbiter may ask that department again', () => {
    const upheld = settled(back, true);
    expect(upheld.tasks![0]!.ended).toEqual({ at: NOW, by: 'coordinator-liangdu', how: 'returned' });
    expect(upheld.tasks![0]!.returning).toBeUndefined();
    expect(() => dispatch(upheld)).toThrow(code('TASK_RETURNED'));
    // A -> B -> A: the owner tries another one, who returns it, too.
    const other = dispatched(upheld, town, { liaisonId: 'housing' });
    const both = settled(returned(other, town), true);
    expect(() => dispatch(both)).toThrow(code('TASK_RETURNED'));
    expect(() => dispatch(both, { liaisonId: 'housing' })).toThrow(code('TASK_RETURNED'));
    expect(openTasksIn(applied(both, dispatch(both, {}, true)))).toMatchObject([{ liaisonId: 'water' }]);
  });

  test('refused leaves the task with the department, for good', () => {
    const refused = settled(back, false);
    expect(openTasksIn(refused)).toEqual([{ ...water, isSettled: true }]);
    expect(() => returnTask(refused, byWater(), water.id, around(town))).toThrow(code('RETURN_REFUSED'));
    expect(completeTask(refused, byWater(), water.id).event.type).toBe('completeTask');
  });

  test('untaken goes up, and at the top lapses as refused', () => {
    const [raised, top] = [untaken(back), untaken(untaken(back))];
    expect(raised.events.at(-1)!.data).toMatchObject({ kind: 'taskReturn', taskId: water.id, to: 'supervisor' });
    expect(decisionsIn(top)[0]).toMatchObject({ level: 'leader', decider: 'leader' });
    const lapsed = untaken(top);
    expect(lapsed.events.at(-1)).toMatchObject({ type: 'lapseDecision', data: { kind: 'taskReturn' } });
    expect(openTasksIn(lapsed)).toEqual([{ ...water, isSettled: true }]);
    expect(decisionsIn(lapsed)).toEqual([]);
  });

  test('is taken back, and may be asked once more', () => {
    const again = applied(back, takeBack(back, byWater(), decision));
    expect(again.events.at(-1)).toMatchObject({ type: 'takeBack', data: { kind: 'taskReturn', taskId: water.id } });
    expect(again.tasks).toEqual([water]);
    expect(decisionsIn(returned(again, town))).toHaveLength(1);
  });

  test('lapses where the department completes after all, or is not needed any more', () => {
    for (const end of [completeTask, recallTask]) {
      const over = applied(back, end(back, byWater(), water.id));
      expect(decisionsIn(over)).toEqual([]);
      expect(over.tasks![0]!.returning).toBeUndefined();
      expect(raiseDecision(over, anAct({ at: NOW + 90 * DAY }), town, [])).toBeUndefined();
    }
  });

  test('waits beside a decision about the concern, and each is decided for itself', () => {
    const act = anAct({ by: 'officer-chen' });
    const both = applied(back, proposeExtension(back, act, 3, around(town)));
    expect(decisionsIn(both).map(({ kind }) => kind)).toEqual(['extend', 'taskReturn']);
    const upheld = settled(both, true, 1);
    expect(upheld.decision).toEqual(both.decision);
    expect(openTasksIn(upheld)).toEqual([]);
    const extended = settled(both, true, 0);
    expect(extended.decision).toBeNull();
    expect(decisionsIn(extended)).toEqual(decisionsIn(back));
    const [first, second] = [untaken(both), untaken(untaken(both))];
    expect(first.decision!.level).toBe('supervisor');
    expect(decisionsIn(second).map(({ level }) => level)).toEqual(['supervisor', 'supervisor']);
  });
});

describe('a closing', () => {
  const propose = (concern: Concern) =>
    proposeClosing(concern, anAct({ by: 'officer-chen' }), { kind: 'resolved' }, around(town));

  test('waits until no department is at work', () => {
    expect(() => propose(atWater)).toThrow(code('TASKS_OPEN'));
    expect(() => propose(returned(atWater, town))).toThrow(code('TASKS_OPEN'));
    const recalled = applied(atWater, recallTask(atWater, anAct({ by: 'officer-chen' }), water.id));
    expect(propose(recalled).set.status).toBe('verifying');
  });

  test('is never verified by whoever did the work', () => {
    const coordinator = withMember(town, 'coordinator-liangdu', { roles: ['coordinator', 'department'] });
    const asked = dispatched(handling, coordinator, { liaisonId: 'coordinator-liangdu' });
    const { id } = asked.tasks![0]!;
    const done = applied(asked, completeTask(asked, anAct({ by: 'coordinator-liangdu' }), id));
    const act = anAct({ by: 'officer-chen' });
    const closing = proposeClosing(done, act, { kind: 'resolved' }, around(coordinator));
    expect(closing.set.decision!.decider).toBe('supervisor');
    // Likewise by who stood in for the liaison.
    const stoodIn = applied(atWater, completeTask(atWater, anAct({ by: 'coordinator-liangdu' }), water.id));
    expect(propose(stoodIn).set.decision!.decider).toBe('supervisor');
  });
});

test('withdrawn with its concern a task lapses; what had ended before stays', () => {
  const done = applied(atWater, completeTask(atWater, byWater(), water.id));
  const asked = returned(dispatched(done, town, { liaisonId: 'housing', role: 'assist' }), town);
  const withdrawn = applied(asked, withdraw(asked, anAct(), town));
  expect(withdrawn.tasks!.map(({ ended }) => ended!.how)).toEqual(['completed', 'lapsed']);
  expect(withdrawn.tasks![0]).toEqual(done.tasks![0]);
  expect(withdrawn.tasks![1]!.returning).toBeUndefined();
  expect(decisionsIn(withdrawn)).toEqual([]);
  expect(withdrawn.clockAt).toBeNull();
});

describe('the ball', () => {
  const holderOf = ({ ball }: Concern) => [ball.holder, ball.staffId];

  test('is with the department that leads, with who decides about its return, then with the owner again', () => {
    expect(holderOf(atWater)).toEqual(['department', 'water']);
    const back = returned(atWater, town);
    expect(holderOf(back)).toEqual(['decider', 'coordinator-liangdu']);
    expect(holderOf(settled(back, false))).toEqual(['department', 'water']);
    expect(holderOf(settled(back, true))).toEqual(['owner', 'officer-chen']);
  });

  test('is not with one that assists, nor with any before the first contact', () => {
    expect(holderOf(dispatched(handling, town, { role: 'assist' }))).toEqual(['owner', 'officer-chen']);
    expect(holderOf(returned(dispatched(handling, town, { role: 'assist' }), town))[0]).toBe('owner');
    expect(holderOf(dispatched(aConcernIn('assigned', { town }), town))).toEqual(['owner', 'officer-chen']);
  });

  test('is with whoever decides about the concern first', () => {
    const act = anAct({ by: 'officer-chen' });
    const asked = applied(atWater, proposeHandover(atWater, act, 'officer-lin', around(town)));
    expect(holderOf(asked)).toEqual(['decider', 'officer-lin']);
  });

  test('its turns, read from the events, are those that the concern has stood in', () => {
    const at = (hours: number) => NOW + hours * HOUR;
    let concern = handling;
    const then = (hours: number, change: (c: Concern) => Concern) => {
      concern = change(concern);
      expect(turnsOf(concern, at(99)).at(-1)!.holder).toBe(concern.ball.holder);
      expect(concern.events.at(-1)!.at).toBe(at(hours));
    };
    then(1, (c) => dispatched(c, town, {}, { at: at(1) }));
    const { id } = concern.tasks![0]!;
    then(2, (c) => applied(c, returnTask(c, byWater(at(2)), id, around(town))));
    then(3, (c) => {
      const [decision] = decisionsIn(c);
      const act = anAct({ by: decision!.decider, at: at(3) });
      return applied(c, decide(c, act, { agrees: false }, around(town), decision));
    });
    then(4, (c) => applied(c, acknowledgeTask(c, byWater(at(4)), id)));
    then(7, (c) => applied(c, completeTask(c, byWater(at(7)), id)));
    expect(totalsOf(turnsOf(concern, at(9)))).toEqual({
      owner: 3 * HOUR,
      department: 5 * HOUR,
      decider: HOUR,
      resident: 0,
    });
  });

  test('an assisting department beside the one that leads changes nothing in the turns', () => {
    const both = dispatched(atWater, town, { liaisonId: 'housing', role: 'assist' }, { at: NOW + HOUR });
    const helped = both.tasks![1]!;
    const act = anAct({ by: 'housing', at: NOW + 2 * HOUR });
    const back = applied(both, returnTask(both, act, helped.id, around(town)));
    const [decision] = decisionsIn(back);
    const verdict = anAct({ by: decision!.decider, at: NOW + 3 * HOUR });
    const upheld = applied(back, decide(back, verdict, { agrees: true }, around(town), decision));
    for (const concern of [both, back, upheld]) {
      expect(concern.ball.holder).toBe('department');
      expect(turnsOf(concern, NOW + 9 * HOUR)).toEqual([{ holder: 'department', from: NOW, to: NOW + 9 * HOUR }]);
    }
  });

  test('a decision of the concern and one about the return end each for itself', () => {
    const act = anAct({ by: 'officer-chen', at: NOW + HOUR });
    const asked = applied(atWater, proposeExtension(atWater, act, 3, around(town)));
    const back = applied(asked, returnTask(asked, byWater(NOW + 2 * HOUR), water.id, around(town)));
    const own = settledAt(back, 0, NOW + 3 * HOUR);
    const ofTask = settledAt(back, 1, NOW + 3 * HOUR);
    for (const concern of [own, ofTask]) {
      expect(concern.ball.holder).toBe('decider');
      expect(turnsOf(concern, NOW + 9 * HOUR).at(-1)).toMatchObject({ holder: 'decider', from: NOW + HOUR });
    }
    expect(settledAt(own, 0, NOW + 4 * HOUR).ball.holder).toBe('department');
  });
  const settledAt = (concern: Concern, index: number, at: number) => {
    const decision = decisionsIn(concern)[index]!;
    const act = anAct({ by: decision.decider, at });
    return applied(concern, decide(concern, act, { agrees: false }, around(town), decision));
  };
});

describe('the clock of a task', () => {
  test.each([
    ['assigned', ['firstContact', 'task']],
    ['handling', ['finish', 'task']],
    ['deferred', ['finish', 'update', 'task']],
    ['awaitingResident', []],
  ] as const)('runs while %s beside the others', (status, kinds) => {
    const concern = dispatched(aConcernIn(status, { town }), town);
    expect(clocksOf(concern).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('brings in more people, and names the task', () => {
    const quick = dispatched(aConcernIn('handling', { town, categoryId: 'A5' }), town, { limit: 'h4' });
    const clock = clocksOf(quick).find(({ kind }) => kind === 'task')!;
    const at = stepAt(clock, 80);
    expect(quick.clockAt).toBe(stepAt(clock, 50));
    const late = applied(quick, escalate(quick, anAct({ at, by: 'clock' }))!);
    expect(late.events.at(-1)!.data).toEqual({ of: 'task', step: 80, dueAt: clock.dueAt, taskId: quick.tasks![0]!.id });
    expect(late.escalation.steps).toEqual({ [clock.key]: 80 });
    expect(clock.key).toBe(`task-${quick.tasks![0]!.id}`);
  });

  test('stands still once it is over', () => {
    const done = applied(atWater, completeTask(atWater, byWater(), water.id));
    expect(clocksOf(done).map(({ kind }) => kind)).toEqual(['finish']);
  });

  test('looks when a return is to be decided', () => {
    const asked = returned(dispatched(aConcernIn('awaitingResident', { town }), town), town);
    const { decideBy } = decisionsIn(asked)[0]!;
    expect(asked.clockAt).toBe(Math.min(decideBy, asked.question!.answerBy));
  });

  test('is counted anew when the official calendar arrives, unless it is over', () => {
    const at = beijing('2026-12-30 10:00');
    const lateInYear = contacted(aConcern({ town, act: anAct({ at }) }), at);
    const asked = dispatched(lateInYear, town, { limit: 'd5' }, { at });
    expect(asked).toMatchObject({ isCalendarAssumed: true, tasks: [{ deadline: { isAssumed: true } }] });
    const holidays = { ...CALENDAR_2026.holidays, '2027-01-01': '元旦', '2027-01-04': '元旦' };
    const later = aTown({ calendar: { ...CALENDAR_2026, officialYears: [2026, 2027], holidays } });
    const fresh = applied(asked, recomputeDeadlines(asked, anAct({ at, by: 'clock' }), later)!);
    expect(fresh.tasks![0]!.deadline).toMatchObject({ isAssumed: false, dueAt: beijing('2027-01-08 17:30') });
    const done = applied(asked, completeTask(asked, byWater(at), asked.tasks![0]!.id));
    const again = recomputeDeadlines(done, anAct({ at, by: 'clock' }), later);
    expect(again?.set.tasks ?? done.tasks).toEqual(done.tasks);
  });
});
