import { ACTIONS, type ActionName } from '../../domain/contract';
import { AppError } from '../../domain/errors';
import {
  identityOf,
  isPermitted,
  permit,
  PERMISSIONS,
  relationsOf,
  type Caller,
  type Relation,
} from '../../domain/permissions';
import { applied, type Concern } from '../../domain/concern';
import { completeTask, returnTask } from '../../domain/dispatching';
import type { Absence } from '../../domain/roster';
import { aTown } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  around,
  dispatched,
  joinedBy,
  NEIGHBOUR,
  RESIDENT,
} from '../support/a-concern';

const town = aTown();

const RELATIONS = Object.keys({
  anyone: true,
  officer: true,
  coordinator: true,
  department: true,
  supervisor: true,
  admin: true,
  participant: true,
  reporter: true,
  joined: true,
  soleParticipant: true,
  owner: true,
  acting: true,
  decider: true,
  proposer: true,
  taskHandler: true,
  communityCoordinator: true,
  overseer: true,
  dutyDesk: true,
} satisfies Record<Relation, true>) as Relation[];

/** Who may, from product.md §1, §6 and §8. A new action needs a row here. */
const EXPECTED: Record<ActionName, Relation[]> = {
  getHome: ['anyone'],
  bindStaff: ['anyone'],
  findPlaces: ['anyone'],
  findStaff: ['anyone'],
  startUpload: ['anyone'],
  findNeighbours: ['anyone'],
  submitConcern: ['anyone'],
  listMyConcerns: ['anyone'],
  listInbox: ['anyone'],
  readInbox: ['anyone'],
  addConsents: ['anyone'],
  listBoard: ['anyone'],
  getPublicFigures: ['anyone'],
  getFigures: ['supervisor'],
  listBehind: ['supervisor'],
  listPraise: ['supervisor'],
  startExport: ['supervisor'],
  continueExport: ['supervisor'],
  getConcern: [
    'participant',
    'owner',
    'acting',
    'decider',
    'proposer',
    'taskHandler',
    'communityCoordinator',
    'supervisor',
  ],
  explainRouting: ['owner', 'acting', 'decider', 'proposer', 'taskHandler', 'communityCoordinator', 'supervisor'],
  joinConcern: ['anyone'],
  leaveConcern: ['joined'],
  claimConcern: ['anyone'], // whoever holds the slip
  showSlip: ['owner', 'acting'],
  disputeClaim: ['owner', 'acting', 'communityCoordinator'],
  addDetail: ['participant'],
  withdrawConcern: ['soleParticipant'],
  rateConcern: ['participant'],
  disownCallback: ['participant'],
  supersedeCallback: ['participant'],
  listCallbacks: ['coordinator', 'supervisor', 'dutyDesk'],
  revealForCall: ['coordinator', 'supervisor', 'dutyDesk'],
  recordCallback: ['coordinator', 'supervisor', 'dutyDesk'],
  reopenConcern: ['participant', 'supervisor'],
  answerQuestion: ['participant'],
  disputeContact: ['reporter'],
  urgeConcern: ['participant'],
  complain: ['participant'],
  undoWithdraw: ['soleParticipant'],
  correctPlace: ['reporter', 'owner', 'acting', 'communityCoordinator'],
  listToday: ['officer', 'coordinator', 'supervisor'],
  listMapConcerns: ['officer', 'coordinator', 'supervisor'],
  recordConcern: ['officer', 'coordinator'],
  recordFirstContact: ['owner', 'acting'],
  reply: ['owner', 'acting'],
  revealContact: ['owner', 'acting'],
  proposeClosing: ['owner', 'acting'],
  askResident: ['owner', 'acting'],
  updatePlan: ['owner', 'acting'],
  completeStage: ['owner', 'acting'],
  resumeConcern: ['owner', 'acting'],
  correctCategory: ['owner', 'acting', 'communityCoordinator'],
  proposeDefer: ['owner', 'acting'],
  proposeExtension: ['owner', 'acting'],
  proposeHandover: ['owner'], // acting officers may all that owners may except hand over
  objectRouting: ['owner', 'acting'],
  takeBackProposal: ['proposer'],
  // The owner stays responsible; a coordinator is the arbiter between departments.
  listDepartments: ['owner', 'acting', 'communityCoordinator'],
  dispatchTask: ['owner', 'acting', 'communityCoordinator'],
  recallTask: ['owner', 'acting', 'communityCoordinator', 'supervisor'],
  listTasks: ['department', 'officer', 'coordinator', 'supervisor'], // an officer may stand in for a liaison
  acknowledgeTask: ['taskHandler'],
  returnTask: ['taskHandler'],
  completeTask: ['taskHandler'],
  listCandidates: ['owner', 'acting', 'decider', 'communityCoordinator', 'supervisor'],
  listDecisions: ['officer', 'coordinator', 'supervisor'], // an officer may be asked to take over
  decide: ['decider'],
  assignCover: ['communityCoordinator', 'supervisor'],
  orderHandover: ['supervisor'],
  listLinkable: ['communityCoordinator'], // only a coordinator links or unlinks
  linkConcern: ['communityCoordinator'],
  unlinkConcern: ['communityCoordinator'],
  unsetRecurrence: ['communityCoordinator', 'supervisor'],
  answerComplaint: ['overseer'], // goes to the supervisor, not to the owner
  listSupervised: ['supervisor'],
  listAbsences: ['officer', 'coordinator', 'department', 'supervisor', 'admin'],
  enterLeave: ['officer', 'coordinator', 'department', 'supervisor'],
  endLeave: ['officer', 'coordinator', 'department', 'supervisor'],
  listLeaving: ['supervisor', 'admin'],
  startLeaving: ['supervisor', 'admin'],
  cancelLeaving: ['supervisor', 'admin'],
  completeLeaving: ['supervisor', 'admin'],
  listDuty: ['dutyDesk', 'supervisor'],
  markCalled: ['dutyDesk', 'supervisor'],
  getTown: ['admin'],
  useTownVersion: ['admin'],
  listStaff: ['admin'],
  inviteStaff: ['admin'],
  suspendStaff: ['admin'],
};

test('every action has its expected row, and the table names no other relation', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(ACTIONS).sort());
  expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(ACTIONS).sort());
  for (const relations of Object.values(PERMISSIONS)) expect(RELATIONS).toEqual(expect.arrayContaining([...relations]));
});

test.each(Object.entries(EXPECTED) as [ActionName, Relation[]][])('%s: by %j alone', (action, expected) => {
  const allowed = RELATIONS.filter((relation) => isPermitted(action, [relation]));
  expect(allowed.sort()).toEqual([...expected].sort());
});

test('nobody without any relation may do anything', () => {
  for (const action of Object.keys(ACTIONS) as ActionName[]) expect(isPermitted(action, [])).toBe(false);
});

const resident = (openid: string): Caller => ({ openid, roles: [], isBound: false });
function staff(staffId: string): Caller {
  const { roles } = town.staff.find(({ id }) => id === staffId)!;
  return { openid: `openid-${staffId}`, staffId, roles, isBound: true };
}
const relations = (caller: Caller, concern: Concern, absences: Absence[] = []) =>
  relationsOf(caller, concern, town, absences, NOW);

const joined = aConcern({ joined: [joinedBy(NEIGHBOUR)] });
const away = aLeave('officer-chen', { deputyId: 'officer-lin' });
const taskOf = ({ tasks }: Concern) => tasks![0]!.id;
const tasked = dispatched(aConcernIn('handling'), town);
const completed = applied(tasked, completeTask(tasked, anAct({ by: 'water' }), taskOf(tasked)));
const returned = applied(tasked, returnTask(tasked, anAct({ by: 'water' }), taskOf(tasked), around(town)));

test.each<[string, Caller, Concern, Absence[], Relation[]]>([
  ['a stranger', resident('openid-stranger'), joined, [], []],
  ['the sole reporter', resident(RESIDENT), aConcern(), [], ['participant', 'reporter', 'soleParticipant']],
  ['the reporter among several', resident(RESIDENT), joined, [], ['participant', 'reporter']],
  ['who joined', resident(NEIGHBOUR), joined, [], ['participant', 'joined']],
  ['the owner', staff('officer-chen'), aConcern(), [], ['officer', 'owner']],
  ['an owner on leave', staff('officer-chen'), aConcern(), [away], ['officer', 'owner']],
  ['the deputy of an owner on leave', staff('officer-lin'), aConcern(), [away], ['officer', 'acting']],
  ['the deputy while the owner is there', staff('officer-lin'), aConcern(), [], ['officer']],
  ['an officer of another community', staff('officer-guo'), aConcern(), [], ['officer']],
  [
    'the coordinator of the community',
    staff('coordinator-liangdu'),
    aConcern(),
    [],
    ['coordinator', 'communityCoordinator'],
  ],
  ['the coordinator of another community', staff('coordinator-maling'), aConcern(), [], ['coordinator']],
  [
    'the decider',
    staff('coordinator-liangdu'),
    aConcernIn('verifying'),
    [],
    ['coordinator', 'decider', 'communityCoordinator'],
  ],
  [
    'the owner while it is verified',
    staff('officer-chen'),
    aConcernIn('verifying'),
    [],
    ['officer', 'owner', 'proposer'],
  ],
  ['the supervisor of the duty desk', staff('supervisor'), aConcern(), [], ['supervisor', 'dutyDesk', 'overseer']],
  [
    'the supervisor who owns it',
    staff('supervisor'),
    { ...aConcern(), ownerId: 'supervisor' },
    [],
    ['supervisor', 'dutyDesk', 'owner'],
  ],
  ['another supervisor', staff('leader'), aConcern(), [], ['supervisor', 'overseer']],
  ['the first of the duty desk', staff('desk-first'), aConcern(), [], ['coordinator', 'dutyDesk']],
  ['the second of the duty desk', staff('desk-second'), aConcern(), [], ['officer', 'dutyDesk']],
  ['a department', staff('water'), aConcern(), [], ['department']],
  ['a department with a task', staff('water'), tasked, [], ['department', 'taskHandler']],
  ['a department whose task is done', staff('water'), completed, [], ['department', 'taskHandler']],
  [
    'who stands in for a liaison',
    staff('officer-guo'),
    tasked,
    [aLeave('water', { deputyId: 'officer-guo' })],
    ['officer', 'taskHandler'],
  ],
  ['a department that returns its task', staff('water'), returned, [], ['department', 'taskHandler', 'proposer']],
  [
    'who decides about a return',
    staff('coordinator-liangdu'),
    returned,
    [],
    ['coordinator', 'decider', 'communityCoordinator'],
  ],
  [
    'a liaison who is not cleared for what is restricted now',
    staff('water'),
    { ...tasked, categoryId: 'I3' },
    [],
    ['department'],
  ],
  ['the administrator', staff('admin'), aConcern(), [], ['admin']],
  ['a stranger to what one person reported', resident('openid-stranger'), aConcern(), [], []],
  [
    'a supervisor who acts for the owner',
    staff('supervisor'),
    { ...aConcern(), coverId: 'supervisor' },
    [],
    ['supervisor', 'dutyDesk', 'acting'],
  ],
  [
    'who acts for the coordinator of the community',
    staff('officer-guo'),
    aConcern(),
    [aLeave('coordinator-liangdu', { deputyId: 'officer-guo' })],
    ['officer', 'communityCoordinator'],
  ],
])('%s stands to the concern as %#', (_who, caller, concern, absences, expected) => {
  expect(relations(caller, concern, absences).sort()).toEqual(['anyone', ...expected].sort());
});

test('who acts for a decider on leave decides', () => {
  const leave = aLeave('coordinator-liangdu', { deputyId: 'officer-wu' });
  expect(relations(staff('officer-wu'), aConcernIn('verifying'), [leave])).toContain('decider');
});

test('a member of staff at home is a participant like everybody', () => {
  const concern = aConcern({ reporter: { openid: 'openid-officer-guo', isStaff: true } });
  expect(relations(staff('officer-guo'), concern)).toEqual(
    expect.arrayContaining(['participant', 'reporter', 'soleParticipant']),
  );
});

test.each(['owner', 'proposer', 'acting'])('the %s never decides, even if named as decider', (who) => {
  const verifying = aConcernIn('verifying');
  const people = { owner: 'officer-chen', proposer: 'officer-wu', acting: 'officer-lin' };
  const decider = people[who as keyof typeof people];
  const concern = { ...verifying, decision: { ...verifying.decision!, decider, proposedBy: people.proposer } };
  expect(relations(staff(decider), concern, [away])).not.toContain('decider');
});

test('without a concern a caller has only their roles and their place at the duty desk', () => {
  expect(relationsOf(staff('officer-chen'), undefined, town, [], NOW)).toEqual(['anyone', 'officer']);
  expect(relationsOf(staff('desk-second'), undefined, town, [], NOW)).toEqual(['anyone', 'officer', 'dutyDesk']);
});

test.each([
  ['desk-first', true],
  ['supervisor', true],
  ['officer-chen', false],
])('the phone of %s knows whether they are at the duty desk: %s', (staffId, isDutyDesk) => {
  const member = town.staff.find(({ id }) => id === staffId)!;
  expect(identityOf(member, town)).toEqual({ ...member, isDutyDesk });
});

test.each<[string, ActionName, Caller, string]>([
  ['a stranger', 'getConcern', resident('openid-stranger'), 'NOT_FOUND'],
  ['a stranger who probes another action', 'reply', resident('openid-stranger'), 'NOT_FOUND'],
  ['staff of another community', 'getConcern', staff('officer-guo'), 'NOT_FOUND'],
  ['the coordinator of another community', 'getConcern', staff('coordinator-maling'), 'NOT_FOUND'],
  ['a colleague in the same grid', 'getConcern', staff('officer-lin'), 'NOT_FOUND'],
  ['a department without a task', 'getConcern', staff('water'), 'NOT_FOUND'],
  ['the administrator', 'getConcern', staff('admin'), 'NOT_FOUND'],
  ['a resident who replies as staff', 'reply', resident(RESIDENT), 'NOT_ALLOWED'],
  ['an owner who rates', 'rateConcern', staff('officer-chen'), 'NOT_ALLOWED'],
  ['an owner who decides', 'decide', staff('officer-chen'), 'NOT_ALLOWED'],
  ['a supervisor who reveals a phone', 'revealContact', staff('supervisor'), 'NOT_ALLOWED'],
])('refuses %s (%s)', (_who, action, caller, code) => {
  const concern = aConcern();
  expect(() => permit(action, relations(caller, concern), concern)).toThrow(expect.objectContaining({ code }));
});

test('whoever may is let through without a word', () => {
  expect(permit('getConcern', ['owner'], aConcern())).toBeUndefined();
});

test('without a concern a refusal does not pretend that something is missing', () => {
  expect(() => permit('listToday', ['anyone'])).toThrow(new AppError('NOT_ALLOWED', 'listToday'));
});
