/**
 * The matrix that is written by hand from product.md, driven through the real actions: every action on a concern, in
 * every status, by everybody who can stand to it in any way.
 */
import { ACTIONS, type ActionName } from '../../domain/contract';
import type { Concern } from '../../domain/concern';
import { EVENT_TYPES, isAllowed, STATUSES as REAL_STATUSES, targetsOf, type EventType } from '../../domain/lifecycle';
import { PERMISSIONS } from '../../domain/permissions';
import {
  CLOCK_EVENTS,
  CONCERN_ACTIONS,
  ELSEWHERE,
  EXPECTED,
  expectationOf,
  FOR_EVERYBODY,
  FOUND_OTHERWISE,
  RELATIONS,
  STATUSES,
  type ConcernAction,
  type Relation,
} from '../model/expected';
import { exists, inputOf, prepare, type Stage } from '../model/stage';

test('every action, event and status has an expectation, and none is expected that there is not', () => {
  const actions = [...CONCERN_ACTIONS, ...Object.keys(ELSEWHERE), ...FOR_EVERYBODY];
  expect(actions.sort()).toEqual(Object.keys(ACTIONS).sort());
  expect([...STATUSES].sort()).toEqual([...REAL_STATUSES].sort());
  const known = [
    'submitConcern',
    'recordConcern',
    ...CLOCK_EVENTS,
    ...FOUND_OTHERWISE,
    ...CONCERN_ACTIONS.map((a) => expectationOf(a).event),
  ];
  expect([...new Set(known)].filter(Boolean).sort()).toEqual([...EVENT_TYPES].sort());
});

test('every relation that permissions.ts knows has somebody here who has it', () => {
  const here: Record<string, Relation | Relation[]> = {
    anyone: 'stranger',
    officer: 'owner',
    coordinator: 'otherCoordinator',
    department: ['department', 'taskHandler'],
    taskHandler: 'taskHandler',
    supervisor: 'supervisor',
    admin: 'admin',
    participant: ['reporter', 'joined'],
    reporter: 'reporter',
    joined: 'joined',
    soleParticipant: 'sole',
    owner: 'owner',
    acting: ['acting', 'cover'],
    decider: 'decider',
    proposer: 'proposer',
    communityCoordinator: 'communityCoordinator',
    overseer: 'supervisor',
    dutyDesk: 'desk',
  };
  expect(Object.keys(here)).toEqual(expect.arrayContaining([...new Set(Object.values(PERMISSIONS).flat())]));
});

test.each(STATUSES)('in %s exactly the expected events lead where they are expected to', (status) => {
  const real = EVENT_TYPES.filter((event) => isAllowed(status, event)).map((event) => [
    event,
    [...targetsOf(status, event)].sort(),
  ]);
  const expected = Object.entries(EXPECTED[status]).map(([event, targets]) => [event, [...targets].sort()]);
  expect(Object.fromEntries(real)).toEqual(Object.fromEntries(expected));
});

let stage: Stage;
beforeAll(async () => void (stage = await prepare()), 120_000);
afterAll(() => stage.close());

/** What a status may answer to somebody who is let in: these say why not, whoever asks. */
const REASONS = [
  'WRONG_STATUS',
  'DECISION_PENDING',
  'ASKED_ENOUGH',
  'OBJECTED_ALREADY',
  'OBJECTION_LATE',
  'EXTENDED_ENOUGH',
  'UPDATE_NEEDED',
  'NOT_ASKED',
  'ALREADY_RATED',
  'NO_PHONE',
  'NOT_ELIGIBLE',
  'DISPUTE_LATE',
  'STAGE_DONE',
  'NOT_CLAIMED',
  'NOT_CALLED',
  'NO_LEAD',
  'JOINED_ALREADY',
];
const FORBIDDEN = ['NOT_ALLOWED', 'NOT_FOUND'];

describe.each(STATUSES)('in %s', (status) => {
  test.each(RELATIONS.filter((relation) => exists(status, relation)))(
    '%s is let do what product.md says, and nothing else',
    async (relation) => {
      const wrong: string[] = [];
      const related = stage.relationsOf(status, relation);
      const isLetIn = (action: ConcernAction) => expectationOf(action).who.some((who) => related.includes(who));
      await inTurns(CONCERN_ACTIONS, async (action) => {
        const { code, concern, before } = await stage.tryOut(status, relation, action, isLetIn(action));
        const { event } = expectationOf(action);
        const fault = faultOf(status, event, isLetIn(action), code, concern, before);
        if (fault) wrong.push(`${action}: ${code}, ${fault}`);
      });
      expect(wrong).toEqual([]);
    },
  );
});

function faultOf(
  status: Concern['status'],
  event: EventType | null,
  isLetIn: boolean,
  code: string,
  concern: Concern,
  before: Concern,
): string | undefined {
  // Whoever sees that nothing is pending is too late, not barred.
  if (event === 'decide' && !before.decision && code === 'WRONG_STATUS') return undefined;
  if (!isLetIn) return FORBIDDEN.includes(code) ? undefined : 'but it is not theirs to do';
  if (FORBIDDEN.includes(code)) return 'but it is theirs to do';
  if (event === null) return code === 'ok' ? undefined : 'but they may read it';
  const targets = EXPECTED[status][event];
  if (!targets) return code === 'WRONG_STATUS' ? undefined : `but there is no ${event} in ${status}`;
  if (code !== 'ok') return REASONS.includes(code) ? undefined : 'which is no reason';
  if (concern.events.length !== before.events.length + 1 || concern.events.at(-1)!.type !== event)
    return 'wrote something else';
  return targets.includes(concern.status) ? undefined : `leads to ${concern.status}`;
}

/** As many at once as there are warm instances. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

describe('what names no concern', () => {
  const rows = Object.entries(ELSEWHERE) as [ActionName, readonly Relation[]][];
  test.each(rows)('%s is for those whom product.md names', async (action, who) => {
    const codes = await Promise.all(RELATIONS.map((relation) => stage.askAs(relation, action, inputOf(action))));
    const wrong = RELATIONS.filter((relation, index) => {
      const isLetIn = who.some((one) => one === relation || stage.rolesLike(relation).includes(one));
      return isLetIn === (codes[index] === 'NOT_ALLOWED');
    });
    expect(wrong).toEqual([]);
  });
});
