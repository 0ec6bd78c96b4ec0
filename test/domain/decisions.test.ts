import { communityOf, DECISION_LABELS, decidersAt, decisionOn, peopleAt, raised } from '../../domain/decisions';
import { applied, type Act, type ClosingKind, type Concern, type Decision } from '../../domain/concern';
import { proposeClosing } from '../../domain/proposals';
import { rate, reopen } from '../../domain/rating';
import { relationsOf } from '../../domain/permissions';
import type { Absence } from '../../domain/roster';
import type { Town } from '../../domain/town';
import { aTown, beijing, withMember } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  anAnswer,
  around,
  contacted,
  decided,
  joinedBy,
  NEIGHBOUR,
  noLonger,
  proposed,
} from '../support/a-concern';

const town = aTown();
const ofCoordinator = aConcern({ recorded: { by: 'coordinator-liangdu', capacity: 'visit' } });
const closingDecision = (concern: Concern, act: Act, kind: ClosingKind, of: Town, absences: Absence[]) =>
  decisionOn(concern, act, { kind: 'closing', closing: kind }, of, absences, []);
const withoutPlace = { place: { kind: 'none' as const } };

function decider(concern: Concern, kind: ClosingKind = 'resolved', absences: Absence[] = [], of: Town = town) {
  return closingDecision(concern, anAct({ by: concern.ownerId }), kind, of, absences).decider;
}

test.each<[string, Concern, ClosingKind, Absence[], string]>([
  ['the coordinator of the community', aConcernIn('handling'), 'resolved', [], 'coordinator-liangdu'],
  ['the supervisor for an explained one', aConcernIn('handling'), 'explained', [], 'supervisor'],
  ['the supervisor for a referred one', aConcernIn('handling'), 'referred', [], 'supervisor'],
  ['the supervisor where the coordinator owns it', ofCoordinator, 'resolved', [], 'supervisor'],
  [
    'the supervisor where the coordinator is leaving',
    aConcernIn('handling'),
    'resolved',
    [noLonger('coordinator-liangdu', 'leaving')],
    'supervisor',
  ],
  [
    'the supervisor where the coordinator acts for the owner',
    aConcernIn('handling'),
    'resolved',
    [aLeave('officer-chen', { deputyId: 'coordinator-liangdu' })],
    'supervisor',
  ],
  [
    'the next supervisor where the first is suspended',
    aConcernIn('handling'),
    'referred',
    [noLonger('supervisor', 'suspended')],
    'leader',
  ],
  ['a supervisor for the duty desk', aConcernIn('handling', withoutPlace), 'resolved', [], 'supervisor'],
])('a closing is verified by %s', (_who, concern, kind, absences, expected) => {
  expect(decider(concern, kind, absences)).toBe(expected);
});

test('a decision is due within one working day', () => {
  const act = anAct({ at: beijing('2026-07-10 16:00'), by: 'officer-chen' });
  expect(closingDecision(aConcernIn('handling'), act, 'resolved', town, []).decideBy).toBe(beijing('2026-07-13 17:30'));
});

test('the verifier is none of owner, acting officer and proposer', () => {
  const deputy = aLeave('officer-chen', { deputyId: 'officer-lin' });
  const twoCoordinators = withMember(town, 'officer-lin', { roles: ['coordinator'] });
  const { decider: first } = closingDecision(
    aConcernIn('handling'),
    anAct({ by: 'coordinator-liangdu' }),
    'resolved',
    twoCoordinators,
    [deputy],
  );
  expect(['officer-chen', 'officer-lin', 'coordinator-liangdu']).not.toContain(first);
});

/** From handling to the next handling: closed, then found not solved by p1. */
function reopenedBy(concern: Concern, key: 'p1' | 'p2'): Concern {
  const rating = decided(proposed(concern, town), town);
  const participant = rating.participants.find((p) => p.key === key)!;
  return applied(rating, rate(rating, participant, anAct({ by: key }), anAnswer({ solved: 'no' }), town));
}

test.each<[string, ('p1' | 'p2')[], string]>([
  ['one reopening', ['p1'], 'coordinator-liangdu'],
  ['one reopening by each of two people', ['p1', 'p2'], 'coordinator-liangdu'],
  ['a second reopening by the same person', ['p1', 'p2', 'p1'], 'supervisor'],
])('after %s the closing is verified by the right one', (_what, keys, expected) => {
  const start = contacted(aConcern({ joined: [joinedBy(NEIGHBOUR)] }));
  expect(decider(keys.reduce(reopenedBy, start))).toBe(expected);
});

test('reopening after the end counts like "not solved"', () => {
  const closed = aConcernIn('closed');
  const again = applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), town));
  expect(decider(reopenedBy(again, 'p1'))).toBe('supervisor');
});

/** Whoever in the town could decide on this concern now. */
const deciders = (concern: Concern, absences: Absence[], of: Town = town) =>
  of.staff
    .filter(({ id, roles }) =>
      relationsOf({ openid: `openid-${id}`, staffId: id, roles, isBound: true }, concern, of, absences, NOW).includes(
        'decider',
      ),
    )
    .map(({ id }) => id);

describe('a closing never waits for somebody who may not decide (promise 2)', () => {
  test.each<[string, Absence[], Absence[]]>([
    [
      'the coordinator is on leave with the owner as deputy',
      [aLeave('coordinator-liangdu', { deputyId: 'officer-chen' })],
      [],
    ],
    [
      'the coordinator becomes the acting officer afterwards',
      [],
      [aLeave('officer-chen', { deputyId: 'coordinator-liangdu' })],
    ],
  ])('%s', (_what, before, afterwards) => {
    const concern = proposed(aConcernIn('handling'), town, NOW, before);
    const present = deciders(concern, [...before, ...afterwards]).filter(
      (id) => ![...before, ...afterwards].some(({ staffId }) => staffId === id),
    );
    expect(present).not.toEqual([]);
  });

  test('the supervisor named in the town owns it and is the only supervisor', () => {
    const alone = withMember(town, 'leader', { roles: ['admin'] });
    const barred = [noLonger('desk-first', 'leaving'), noLonger('desk-second', 'suspended')];
    const assigned = { ...aConcern({ town: alone, ...withoutPlace }), ownerId: 'supervisor' };
    const handling = contacted(assigned);
    const change = proposeClosing(handling, anAct({ by: 'supervisor' }), { kind: 'resolved' }, around(alone, barred));
    expect(deciders(applied(handling, change), barred, alone)).not.toEqual([]);
  });
});

test('each kind of decision has a name of its own', () => {
  const names = Object.values(DECISION_LABELS);
  expect(new Set(names).size).toBe(6);
  expect(names).not.toContain('');
});

test.each([
  ['of the place', { gridId: 'grid-5', communityId: 'maling' }, 'maling'],
  ['of the owner where no place is known', {}, 'liangdu'],
])('a concern is looked after by the community %s', (_which, place, expected) => {
  const concern = { place: { kind: 'none' as const, ...place }, ownerId: 'officer-chen' };
  expect(communityOf(concern, town)).toBe(expected);
});

test.each(['supervisor', 'another', 'third'])('of the supervisors %s, whom the town names, is asked first', (named) => {
  const supervisors = withMember(
    withMember(town, 'officer-lin', { id: 'another', roles: ['supervisor'] }),
    'officer-wu',
    {
      id: 'third',
      roles: ['supervisor'],
    },
  );
  const naming = { ...supervisors, dutyDesk: { ...town.dutyDesk, supervisorId: named } };
  const others = ['supervisor', 'another', 'third'].filter((id) => id !== named);
  expect(peopleAt('supervisor', aConcern(), naming)).toEqual([named, ...others]);
  expect(peopleAt('leader', aConcern(), naming)).toEqual(['leader']);
});

describe('where nobody on the ladder may decide', () => {
  const only = (...present: string[]) => ({ ...town, staff: town.staff.filter(({ id }) => present.includes(id)) });
  const asked = (concern: Concern, of: Town) =>
    decisionOn(concern, anAct({ by: concern.ownerId }), { kind: 'extend', days: 1 }, of, [], ['supervisor']);

  test('a coordinator of another community does, and after them nobody', () => {
    const of = only('officer-chen', 'officer-guo', 'supervisor', 'coordinator-maling');
    const concern = aConcernIn('handling');
    const decision = asked(concern, of);
    expect(decision.decider).toBe('coordinator-maling');
    expect(raised(concern, decision, of, [], decision.decideBy)).toBeUndefined();
  });

  test('the supervisor whom the town names does where there is no coordinator', () => {
    expect(asked(aConcernIn('handling'), only('officer-chen', 'supervisor')).decider).toBe('supervisor');
  });
});

test('staff who take part in a concern are not asked at the next level either', () => {
  const concern = aConcernIn('handling');
  const request = { kind: 'extend', days: 1 } as const;
  const decision = decisionOn(concern, anAct({ by: 'officer-chen' }), request, town, [], ['supervisor']);
  expect(decision.decider).toBe('coordinator-liangdu');
  expect(raised(concern, decision, town, [], NOW)).toMatchObject({ level: 'leader', decider: 'leader' });
});

describe('who may take a pending decision', () => {
  const pending = (changes: Partial<Decision> = {}, coverId?: string): Concern => {
    const concern = proposed(aConcernIn('handling'), town);
    return { ...concern, ...(coverId && { coverId }), decision: { ...concern.decision!, ...changes } as Decision };
  };

  test.each<[string, () => Concern, Absence[], string[]]>([
    ['nobody where none is pending', () => aConcernIn('handling'), [], []],
    ['its decider', pending, [], ['coordinator-liangdu']],
    [
      'its decider, though on leave, and who stands in',
      pending,
      [aLeave('coordinator-liangdu', { deputyId: 'officer-wu' })],
      ['coordinator-liangdu', 'officer-wu'],
    ],
    [
      'who would be asked today where the decider has become involved',
      () => pending({}, 'coordinator-liangdu'),
      [],
      ['supervisor'],
    ],
    [
      'who is lower on the ladder where the top has become involved',
      () => pending({ level: 'leader', decider: 'leader' }, 'leader'),
      [],
      ['coordinator-liangdu'],
    ],
    [
      'a coordinator of another community where everybody on the ladder has',
      () => pending({ level: 'leader', decider: 'leader', barred: ['coordinator-liangdu', 'supervisor'] }, 'leader'),
      [],
      ['desk-first'],
    ],
  ])('%s', (_who, concern, absences, expected) => {
    expect(new Set(decidersAt(concern(), town, absences, NOW))).toEqual(new Set(expected));
  });
});
