/** More people look the longer it takes; and every moment belongs to somebody. Source: product.md §6, promise 9. */
import { totalsOf, turnsOf } from '../../domain/ball';
import { applied, currentRound, type Concern } from '../../domain/concern';
import { CLOCK_LABELS, clocksOf, stepAt, STEPS, STUCK_AFTER } from '../../domain/escalation';
import { askResident, completeStage, escalate, plan } from '../../domain/handling';
import { proposeExtension } from '../../domain/proposals';
import type { Status } from '../../domain/lifecycle';
import { DAY, HOUR } from '../../domain/time';
import { aTown } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  anAct,
  around,
  contacted,
  decided,
  deferralProposed,
  proposed,
} from '../support/a-concern';

const town = aTown();
const look = (concern: Concern, at: number) => {
  const made = escalate(concern, anAct({ at, by: 'clock' }));
  return made && applied(concern, made);
};

test('the steps come at 50, 80, 100 and 150 percent, each once, and each names the next', () => {
  let concern = aConcernIn('assigned');
  const [clock] = clocksOf(concern);
  for (const step of STEPS) {
    const at = stepAt(clock!, step);
    expect(concern.escalation.nextAt).toBe(at);
    expect(concern.clockAt).toBe(at);
    expect(look(concern, at - 1)).toBeUndefined();
    concern = look(concern, at)!;
    expect(concern.events.at(-1)).toMatchObject({ type: 'escalate', by: 'clock', data: { of: 'firstContact', step } });
    expect(concern.escalation).toMatchObject({ steps: { firstContact: step }, reached: step });
    expect(look(concern, at)).toBeUndefined();
  }
  expect(concern.escalation.nextAt).toBeNull();
  expect(look(concern, NOW + 900 * DAY)).toBeUndefined();
});

test('a share is one of the time between start and deadline', () => {
  const { startsAt, dueAt } = aConcernIn('assigned').firstContact.deadline;
  expect(stepAt({ startsAt, dueAt }, 50)).toBe((startsAt + dueAt) / 2);
  expect(stepAt({ startsAt, dueAt }, 100)).toBe(dueAt);
  expect(stepAt({ startsAt: 0, dueAt: 10 }, 150)).toBe(15);
});

test('a late clock takes the highest step that has come, and not the ones before', () => {
  const concern = look(aConcernIn('assigned'), NOW + 30 * DAY)!;
  expect(concern.events.filter(({ type }) => type === 'escalate').map(({ data }) => data!['step'])).toEqual([150]);
  expect(look(concern, NOW + 31 * DAY)).toBeUndefined();
});

test.each<[string, Status, string, string[]]>([
  ['assigned: the first contact', 'assigned', 'A1', ['firstContact']],
  ['handling: the finish', 'handling', 'A1', ['finish']],
  ['with stages: each of them, too', 'handling', 'B2', ['finish', 'stage']],
  ['planned: the promised day and the next word', 'deferred', 'A1', ['finish', 'update']],
  ['asked: none, the resident has the ball', 'awaitingResident', 'A1', []],
  ['verified: none', 'verifying', 'A1', []],
  ['ended: none', 'closed', 'A1', []],
])('the clocks that run while %s', (_what, status, categoryId, kinds) => {
  const concern = aConcernIn(status, { categoryId });
  expect(clocksOf(concern).map(({ kind }) => kind)).toEqual(kinds);
  expect(concern.escalation.nextAt === null).toBe(kinds.length === 0);
});

test('each clock has a name of its own', () => {
  const names = Object.values(CLOCK_LABELS);
  expect(new Set(names).size).toBe(5);
  expect(names).not.toContain('');
});

test('stuck is a week with the same people', () => expect(STUCK_AFTER).toBe(7 * DAY));

test('a stage that is done and a word that was given run no more', () => {
  const staged = aConcernIn('handling', { categoryId: 'B2' });
  const done = applied(staged, completeStage(staged, anAct({ by: 'officer-chen' }), 0));
  expect(clocksOf(done).map(({ kind }) => kind)).toEqual(['finish']);
  const promised = applied(done, plan(done, anAct({ by: 'officer-chen' }), NOW + DAY));
  const told = applied(promised, plan(promised, anAct({ at: NOW + HOUR, by: 'officer-chen' }), undefined));
  expect(clocksOf(told)).toHaveLength(1);
});

test('of several clocks the one that is furthest goes first, and each has its own steps', () => {
  const staged = aConcernIn('handling', { categoryId: 'B2' });
  const [finish, stage] = clocksOf(staged);
  const once = look(staged, stepAt(stage!, 150))!;
  expect(once.events.at(-1)).toMatchObject({ data: { of: 'stage', step: 150, dueAt: stage!.dueAt } });
  expect(once.escalation.nextAt).toBe(stepAt(finish!, 50));
  const twice = look(once, stepAt(finish!, 50))!;
  expect(twice.events.at(-1)).toMatchObject({ data: { of: 'finish', step: 50, dueAt: finish!.dueAt } });
  expect(twice.escalation.reached).toBe(150);
});

test('each stage has steps of its own', () => {
  const categories = town.categories.map(({ stages = [], ...category }) => ({
    ...category,
    stages: [...stages, ...stages],
  }));
  const concern = aConcernIn('handling', { categoryId: 'B2', town: aTown({ categories }) });
  const at = stepAt(clocksOf(concern)[1]!, 80);
  const once = look(concern, at)!;
  expect(look(once, at)).toMatchObject({ events: [...once.events, { data: { of: 'stage', step: 80 } }] });
});

test('a pause moves the steps but repeats none; an agreed extension starts afresh', () => {
  const handling = contacted(aConcern({ categoryId: 'A5' }));
  const halfway = look(handling, stepAt(clocksOf(handling)[0]!, 50))!;
  const asked = applied(
    halfway,
    askResident(halfway, anAct({ at: halfway.events.at(-1)!.at, by: 'officer-chen' }), town),
  );
  expect(asked.escalation).toMatchObject({ reached: 0, nextAt: null });
  const request = applied(halfway, proposeExtension(halfway, anAct({ by: 'officer-chen' }), 5, around(town)));
  expect(request.escalation.reached).toBe(50);
  expect(decided(request, town).escalation.reached).toBe(0);
});

/** Late by the finish, after the owner has asked for more time and got it. */
const lateAgain = (concern: Concern) => {
  const [finish] = clocksOf(decided(concern, town));
  return look(decided(concern, town), stepAt(finish!, 150))!;
};
const extensionAsked = (concern: Concern) =>
  applied(concern, proposeExtension(concern, anAct({ by: 'officer-chen' }), 5, around(town)));

test.each([
  ['extension', extensionAsked],
  ['promise', (concern: Concern) => deferralProposed(concern, town, concern.events.at(-1)!.at)],
])('each agreed %s starts the finish afresh', (_what, ask) => {
  const once = lateAgain(ask(contacted(aConcern({ categoryId: 'A5' }))));
  expect(once.escalation.reached).toBe(150);
  expect(decided(ask(once), town).escalation.reached).toBe(0);
});

test('each promise of a next word has its own steps', () => {
  const deferred = aConcernIn('deferred');
  const word = clocksOf(deferred).find(({ kind }) => kind === 'update')!;
  const late = look(deferred, stepAt(word, 100))!;
  expect(late.escalation.reached).toBe(100);
  const promised = plan(late, anAct({ at: word.dueAt, by: 'officer-chen' }), word.dueAt + DAY);
  expect(applied(late, promised).escalation.reached).toBeLessThan(100);
});

test('a reopened round has its own steps', () => {
  const overdue = look(aConcernIn('handling'), NOW + 30 * DAY)!;
  expect(overdue.escalation.reached).toBe(150);
  expect(proposed(overdue, town, NOW + 30 * DAY).escalation).toMatchObject({ reached: 0, nextAt: null });
});

test('the turns of owner, decider and resident are adjacent and sum to the time it was open', () => {
  const handling = contacted(aConcern(), NOW + HOUR);
  const verifying = proposed(handling, town, NOW + 3 * HOUR);
  const rating = decided(verifying, town, NOW + 4 * HOUR);
  const turns = turnsOf(rating, NOW + 10 * HOUR);
  expect(turns).toEqual([
    { holder: 'owner', from: NOW, to: NOW + 3 * HOUR },
    { holder: 'decider', from: NOW + 3 * HOUR, to: NOW + 4 * HOUR },
    { holder: 'resident', from: NOW + 4 * HOUR, to: NOW + 10 * HOUR },
  ]);
  expect(totalsOf(turns)).toEqual({ owner: 3 * HOUR, department: 0, decider: HOUR, resident: 6 * HOUR });
  expect(rating.ball).toEqual({ holder: 'resident', since: NOW + 4 * HOUR });
  expect(currentRound(rating).closing?.proposedAt).toBe(NOW + 3 * HOUR);
});
