import { applied, CONSENT_VERSION } from '../../domain/concern';
import { ACTIONS } from '../../domain/contract';
import { join, leave } from '../../domain/joining';
import { STATUSES, type Status } from '../../domain/lifecycle';
import { neighbour as neighbourSchema } from '../../domain/neighbours';
import { relationsOf } from '../../domain/permissions';
import { concernView } from '../../domain/views';
import { aConcern, aConcernIn, anAct, NEIGHBOUR, RESIDENT } from '../support/a-concern';
import { aTown } from '../support/a-town';

const town = aTown();
const neighbour = { openid: NEIGHBOUR, isStaff: false };
const joinedBy = (concern = aConcern()) => applied(concern, join(concern, anAct(), neighbour, town));
const relations = (openid: string, concern = aConcern()) =>
  relationsOf({ openid, roles: [], isBound: false }, concern, town, [], NOW);

test('whoever joins takes part from that moment on, under a name that tells no order', () => {
  const concern = aConcern();
  const act = anAct();
  const after = applied(concern, join(concern, act, neighbour, town));
  expect(after.participants[1]).toEqual({
    key: `p${act.id.slice(0, 8)}`,
    relation: 'joined',
    joinedAt: act.at,
    ...neighbour,
  });
  expect(after.events.at(-1)).toMatchObject({ type: 'join', by: after.participants[1]!.key });
});

const JOINABLE: Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred'];
test.each(STATUSES)('a concern in public space may be joined until its closing is proposed: %s', (status) => {
  const concern = aConcernIn(status);
  const joining = () => join(concern, anAct(), neighbour, town);
  if (JOINABLE.includes(status)) expect(joining().event.to).toBe(status);
  else expect(joining).toThrow('WRONG_STATUS');
});

test('outside public space nobody learns that there is anything to join', () => {
  expect(() => join(aConcern({ categoryId: 'F3' }), anAct(), neighbour, town)).toThrow('NOT_FOUND');
});

test.each([
  ['the reporter', RESIDENT],
  ['who has joined', NEIGHBOUR],
])('%s does not join again', (_who, openid) => {
  expect(() => join(joinedBy(), anAct(), { openid, isStaff: false }, town)).toThrow('JOINED_ALREADY');
});

test('whoever leaves is gone for good: another joining is a new one', () => {
  const concern = joinedBy();
  const gone = applied(concern, leave(concern, anAct({ by: concern.participants[1]!.key })));
  expect(gone.participants[1]).toMatchObject({ openid: null, leftAt: NOW });
  expect(relations(NEIGHBOUR, gone)).toEqual(['anyone']);
  const again = joinedBy(gone);
  expect(again.participants.map(({ openid }) => openid)).toEqual([RESIDENT, null, NEIGHBOUR]);
});

test('once everybody else has left the reporter may withdraw again', () => {
  const concern = joinedBy();
  expect(relations(RESIDENT, concern)).not.toContain('soleParticipant');
  const gone = applied(concern, leave(concern, anAct({ by: concern.participants[1]!.key })));
  expect(relations(RESIDENT, gone)).toContain('soleParticipant');
});

// 户 counts only households that a register has verified, and there is none yet. Source: product.md §7.
test('nobody declares how many households are affected: people are counted, and nothing else', () => {
  const input = { concernId: '0'.repeat(32), consentVersion: CONSENT_VERSION, households: 120 };
  expect(ACTIONS.joinConcern.input.parse(input)).not.toHaveProperty('households');
  const fields = Object.keys({ ...neighbourSchema.shape, ...concernView.shape });
  expect(fields).toContain('people');
  expect(fields.filter((field) => /household/i.test(field))).toEqual([]);
});
