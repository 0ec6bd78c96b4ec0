/** Who may do what to which concern: the only such table. What is not named here is refused. Source: product.md §1, §6. */
import type { ActionName } from './contract';
import { participantOf, presentIn, type Concern } from './concern';
import { decidersAt, peopleAt } from './decisions';
import { AppError } from './errors';
import { actingOn } from './emergencies';
import { actingFor, type Absence } from './roster';
import { decisionsIn, tasksOf } from './tasks';
import type { Instant } from './time';
import { memberOf, type Member, type Role, type Town } from './town';

export type Caller = {
  openid: string;
  /** Present while they may act as staff. */
  staffId?: string;
  roles: Role[];
  /** Their WeChat is bound to a member of staff, whether or not that person may act now. */
  isBound: boolean;
};

/** How a caller stands to the town, and to the concern in question. */
export type Relation =
  | 'anyone'
  | Role
  | 'participant'
  | 'reporter'
  | 'joined'
  | 'soleParticipant'
  | 'owner'
  | 'acting'
  | 'decider'
  | 'proposer'
  /** The liaison of a department that was asked to do something, or who stands in for them. */
  | 'taskHandler'
  | 'communityCoordinator'
  /** A supervisor who does not handle the concern: to whom residents may speak about whoever does. */
  | 'overseer'
  | 'dutyDesk';

const EVERYBODY = ['anyone'] as const;
const HANDLERS = ['owner', 'acting'] as const;
/** Among whom the system draws who calls back: domain/callback.ts. */
const CALLERS = ['coordinator', 'supervisor', 'dutyDesk'] as const;

export const PERMISSIONS: Record<ActionName, readonly Relation[]> = {
  getHome: EVERYBODY,
  bindStaff: EVERYBODY,
  findPlaces: EVERYBODY,
  findStaff: EVERYBODY,
  startUpload: EVERYBODY,
  findNeighbours: EVERYBODY,
  submitConcern: EVERYBODY,
  listMyConcerns: EVERYBODY,
  listInbox: EVERYBODY,
  readInbox: EVERYBODY,
  addConsents: EVERYBODY,
  listBoard: EVERYBODY,
  getPublicFigures: EVERYBODY,
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
  joinConcern: EVERYBODY,
  claimConcern: EVERYBODY,
  leaveConcern: ['joined'],
  addDetail: ['participant'],
  answerQuestion: ['participant'],
  disputeContact: ['reporter'],
  urgeConcern: ['participant'],
  complain: ['participant'],
  withdrawConcern: ['soleParticipant'],
  undoWithdraw: ['soleParticipant'],
  rateConcern: ['participant'],
  disownCallback: ['participant'],
  supersedeCallback: ['participant'],
  reopenConcern: ['participant', 'supervisor'],
  correctPlace: ['reporter', 'owner', 'acting', 'communityCoordinator'],
  listToday: ['officer', 'coordinator', 'supervisor'],
  listCallbacks: CALLERS,
  revealForCall: CALLERS,
  recordCallback: CALLERS,
  listMapConcerns: ['officer', 'coordinator', 'supervisor'],
  recordConcern: ['officer', 'coordinator'],
  recordFirstContact: HANDLERS,
  reply: HANDLERS,
  revealContact: HANDLERS,
  showSlip: HANDLERS,
  disputeClaim: ['owner', 'acting', 'communityCoordinator'],
  askResident: HANDLERS,
  updatePlan: HANDLERS,
  completeStage: HANDLERS,
  resumeConcern: HANDLERS,
  correctCategory: ['owner', 'acting', 'communityCoordinator'],
  proposeClosing: HANDLERS,
  proposeDefer: HANDLERS,
  proposeExtension: HANDLERS,
  proposeHandover: ['owner'], // whoever acts may all that the owner may, except hand over
  objectRouting: HANDLERS,
  takeBackProposal: ['proposer'],
  listDepartments: ['owner', 'acting', 'communityCoordinator'],
  dispatchTask: ['owner', 'acting', 'communityCoordinator'],
  recallTask: ['owner', 'acting', 'communityCoordinator', 'supervisor'],
  listTasks: ['department', 'officer', 'coordinator', 'supervisor'],
  acknowledgeTask: ['taskHandler'],
  returnTask: ['taskHandler'],
  completeTask: ['taskHandler'],
  listCandidates: ['owner', 'acting', 'decider', 'communityCoordinator', 'supervisor'],
  listDecisions: ['officer', 'coordinator', 'supervisor'],
  decide: ['decider'],
  assignCover: ['communityCoordinator', 'supervisor'],
  listLinkable: ['communityCoordinator'],
  linkConcern: ['communityCoordinator'],
  unlinkConcern: ['communityCoordinator'],
  unsetRecurrence: ['communityCoordinator', 'supervisor'],
  orderHandover: ['supervisor'],
  answerComplaint: ['overseer'],
  listSupervised: ['supervisor'],
  getFigures: ['supervisor'],
  listBehind: ['supervisor'],
  listPraise: ['supervisor'],
  startExport: ['supervisor'],
  continueExport: ['supervisor'],
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

/** The duty desk's first and second person, and the supervisor behind them. */
export const isDutyDesk = (staffId: string, { dutyDesk }: Town): boolean => Object.values(dutyDesk).includes(staffId);

/** How the phone of a member of staff knows them. */
export const identityOf = (member: Member, town: Town) => ({ ...member, isDutyDesk: isDutyDesk(member.id, town) });

export function relationsOf(
  caller: Caller,
  concern: Concern | undefined,
  town: Town,
  absences: readonly Absence[],
  now: Instant,
): Relation[] {
  const relations: Relation[] = ['anyone', ...caller.roles];
  if (caller.staffId && isDutyDesk(caller.staffId, town)) relations.push('dutyDesk');
  if (!concern) return relations;
  const participant = participantOf(concern, caller.openid);
  if (participant) relations.push('participant');
  if (participant) relations.push(participant.relation);
  if (participant && presentIn(concern).length === 1) relations.push('soleParticipant');
  if (caller.staffId) relations.push(...staffRelations(caller.staffId, concern, town, absences, now));
  return relations;
}

function staffRelations(
  staffId: string,
  concern: Concern,
  town: Town,
  absences: readonly Absence[],
  now: Instant,
): Relation[] {
  const relations: Relation[] = [];
  const { ownerId } = concern;
  if (staffId === ownerId) relations.push('owner');
  else if (actingOn(concern, town, absences, now).includes(staffId)) relations.push('acting');
  if (decidersAt(concern, town, absences, now).includes(staffId)) relations.push('decider');
  if (decisionsIn(concern).some(({ proposedBy }) => proposedBy === staffId)) relations.push('proposer');
  if (tasksOf(staffId, concern, town, absences, now).length) relations.push('taskHandler');
  const coordinators = peopleAt('coordinator', concern, town);
  if (coordinators.some((id) => id === staffId || actingFor(id, town, absences, now) === staffId))
    relations.push('communityCoordinator');
  const isHandling = relations.includes('owner') || relations.includes('acting');
  if (memberOf(town, staffId).roles.includes('supervisor') && !isHandling) relations.push('overseer');
  return relations;
}

export const isPermitted = (action: ActionName, relations: readonly Relation[]): boolean =>
  PERMISSIONS[action].some((relation) => relations.includes(relation));

/** Throws NOT_FOUND to somebody who may not even see the concern, so that ids cannot be probed; else NOT_ALLOWED. */
export function permit(action: ActionName, relations: readonly Relation[], concern?: Concern): void {
  if (isPermitted(action, relations)) return;
  const isVisible = !concern || isPermitted('getConcern', relations);
  throw new AppError(isVisible ? 'NOT_ALLOWED' : 'NOT_FOUND', action);
}
