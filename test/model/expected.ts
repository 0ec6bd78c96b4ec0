/**
 * What product.md §6 allows, written by hand: never derived from domain/. Which event may happen in which status and
 * where it leads, which action makes which event, and who may ask for it.
 */
import type { ActionName } from '../../domain/contract';
import type { EventType, Status } from '../../domain/lifecycle';

export const STATUSES: readonly Status[] = [
  'assigned',
  'handling',
  'awaitingResident',
  'deferred',
  'verifying',
  'rating',
  'closed',
  'withdrawn',
];
export const OPEN: readonly Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred', 'verifying'];

type Row = Partial<Record<EventType, readonly Status[]>>;

/** "No status change": in every open status. */
const anywhereOpen = (status: Status): Row => ({
  claim: [status],
  disputeClaim: [status],
  disownCallback: [status],
  addDetail: [status],
  revealContact: [status],
  correctPlace: [status],
  correctCategory: [status],
  unsetRecurrence: [status],
  urge: [status],
  complain: [status],
  answerComplaint: [status],
  assignCover: [status],
  orderHandover: [status],
  raiseDecision: [status],
  recomputeDeadlines: [status],
});
const withTasks = (status: Status): Row => ({
  dispatchTask: [status],
  acknowledgeTask: [status],
  returnTask: [status],
  completeTask: [status],
  recallTask: [status],
});
const withNeighbours = (status: Status): Row => ({ join: [status], leave: [status], link: [status], unlink: [status] });

/** Status x event -> where it may lead. What is not here must never be seen. */
export const EXPECTED: Record<Status, Row> = {
  assigned: {
    ...anywhereOpen('assigned'),
    ...withTasks('assigned'),
    ...withNeighbours('assigned'),
    recordFirstContact: ['handling'],
    reply: ['handling'],
    withdraw: ['withdrawn'],
    proposeHandover: ['assigned'],
    objectRouting: ['assigned'],
    decide: ['assigned'],
    takeBack: ['assigned'],
    lapseDecision: ['assigned'],
    escalate: ['assigned'],
  },
  handling: {
    ...anywhereOpen('handling'),
    ...withTasks('handling'),
    ...withNeighbours('handling'),
    closeWithLead: ['rating', 'closed'],
    disputeContact: ['assigned'],
    reply: ['handling'],
    askResident: ['awaitingResident'],
    plan: ['handling'],
    completeStage: ['handling'],
    proposeClosing: ['verifying', 'rating', 'closed'],
    proposeDefer: ['handling'],
    proposeExtension: ['handling'],
    proposeHandover: ['handling'],
    objectRouting: ['handling'],
    decide: ['handling', 'deferred'],
    takeBack: ['handling'],
    lapseDecision: ['handling'],
    escalate: ['handling'],
    withdraw: ['withdrawn'],
  },
  awaitingResident: {
    ...anywhereOpen('awaitingResident'),
    ...withTasks('awaitingResident'),
    ...withNeighbours('awaitingResident'),
    reply: ['awaitingResident'],
    answer: ['handling'],
    lapseQuestion: ['handling'],
    proposeHandover: ['awaitingResident'],
    decide: ['awaitingResident', 'deferred'],
    takeBack: ['awaitingResident'],
    lapseDecision: ['awaitingResident'],
    withdraw: ['withdrawn'],
  },
  deferred: {
    ...anywhereOpen('deferred'),
    ...withTasks('deferred'),
    join: ['deferred'],
    leave: ['deferred'],
    reply: ['deferred'],
    plan: ['deferred'],
    completeStage: ['deferred'],
    resume: ['handling'],
    proposeDefer: ['deferred'],
    proposeHandover: ['deferred'],
    decide: ['deferred'],
    takeBack: ['deferred'],
    lapseDecision: ['deferred'],
    escalate: ['deferred'],
    withdraw: ['withdrawn'],
  },
  verifying: {
    ...anywhereOpen('verifying'),
    leave: ['verifying'],
    reply: ['verifying'],
    decide: ['rating', 'closed', 'handling'],
    takeBack: ['handling'],
    lapseDecision: ['handling'],
  },
  rating: {
    addDetail: ['rating'],
    revealContact: ['rating'],
    complain: ['rating'],
    answerComplaint: ['rating'],
    claim: ['rating'],
    disputeClaim: ['rating'],
    disownCallback: ['rating'],
    rate: ['rating', 'handling'],
    closeRating: ['closed'],
  },
  closed: {
    answerComplaint: ['closed'],
    claim: ['closed'],
    disputeClaim: ['closed'],
    revealContact: ['closed'], // by whoever calls back
    reopen: ['handling', 'closed'],
    callback: ['closed', 'handling'],
    disownCallback: ['closed'],
    supersedeCallback: ['closed', 'handling'],
  },
  withdrawn: {
    answerComplaint: ['withdrawn'],
    claim: ['withdrawn'],
    disputeClaim: ['withdrawn'],
    disownCallback: ['withdrawn'],
    undoWithdraw: ['assigned', 'handling'],
  },
};

/** How somebody stands to one concern; a person may be several of these. */
export type Relation =
  | 'reporter'
  | 'joined'
  | 'sole'
  | 'stranger'
  | 'owner'
  | 'acting'
  | 'cover'
  | 'decider'
  | 'proposer'
  | 'communityCoordinator'
  | 'otherCoordinator'
  | 'supervisor'
  | 'department'
  /** A department that was asked to do something. */
  | 'taskHandler'
  | 'admin'
  | 'desk';
export const RELATIONS: readonly Relation[] = [
  'reporter',
  'joined',
  'sole',
  'stranger',
  'owner',
  'acting',
  'cover',
  'decider',
  'proposer',
  'communityCoordinator',
  'otherCoordinator',
  'supervisor',
  'department',
  'taskHandler',
  'admin',
  'desk',
];

const PARTICIPANTS = ['reporter', 'joined', 'sole'] as const;
const HANDLERS = ['owner', 'acting', 'cover'] as const;

type OnConcern = { event: EventType | null; who: readonly Relation[] };

/** Every action on one concern: the event it makes (null: it reads), and who may. */
export const ON_CONCERN = {
  getConcern: {
    event: null,
    who: [...PARTICIPANTS, ...HANDLERS, 'decider', 'proposer', 'taskHandler', 'communityCoordinator', 'supervisor'],
  },
  explainRouting: {
    event: null,
    who: [...HANDLERS, 'decider', 'proposer', 'taskHandler', 'communityCoordinator', 'supervisor'],
  },
  listCandidates: { event: null, who: [...HANDLERS, 'decider', 'communityCoordinator', 'supervisor'] },
  joinConcern: { event: 'join', who: RELATIONS },
  leaveConcern: { event: 'leave', who: ['joined'] },
  addDetail: { event: 'addDetail', who: PARTICIPANTS },
  answerQuestion: { event: 'answer', who: PARTICIPANTS },
  disputeContact: { event: 'disputeContact', who: ['reporter', 'sole'] },
  urgeConcern: { event: 'urge', who: PARTICIPANTS },
  complain: { event: 'complain', who: PARTICIPANTS },
  correctPlace: { event: 'correctPlace', who: ['reporter', 'sole', ...HANDLERS, 'communityCoordinator'] },
  withdrawConcern: { event: 'withdraw', who: ['sole'] },
  undoWithdraw: { event: 'undoWithdraw', who: ['sole'] },
  rateConcern: { event: 'rate', who: PARTICIPANTS },
  disownCallback: { event: 'disownCallback', who: PARTICIPANTS },
  supersedeCallback: { event: 'supersedeCallback', who: PARTICIPANTS },
  reopenConcern: { event: 'reopen', who: [...PARTICIPANTS, 'supervisor'] },
  recordFirstContact: { event: 'recordFirstContact', who: HANDLERS },
  reply: { event: 'reply', who: HANDLERS },
  revealContact: { event: 'revealContact', who: HANDLERS },
  showSlip: { event: null, who: HANDLERS },
  disputeClaim: { event: 'disputeClaim', who: [...HANDLERS, 'communityCoordinator'] },
  askResident: { event: 'askResident', who: HANDLERS },
  updatePlan: { event: 'plan', who: HANDLERS },
  completeStage: { event: 'completeStage', who: HANDLERS },
  resumeConcern: { event: 'resume', who: HANDLERS },
  correctCategory: { event: 'correctCategory', who: [...HANDLERS, 'communityCoordinator'] },
  proposeClosing: { event: 'proposeClosing', who: HANDLERS },
  proposeDefer: { event: 'proposeDefer', who: HANDLERS },
  proposeExtension: { event: 'proposeExtension', who: HANDLERS },
  proposeHandover: { event: 'proposeHandover', who: ['owner'] }, // whoever acts may all but this
  objectRouting: { event: 'objectRouting', who: HANDLERS },
  takeBackProposal: { event: 'takeBack', who: ['proposer'] },
  listDepartments: { event: null, who: [...HANDLERS, 'communityCoordinator'] },
  dispatchTask: { event: 'dispatchTask', who: [...HANDLERS, 'communityCoordinator'] },
  recallTask: { event: 'recallTask', who: [...HANDLERS, 'communityCoordinator', 'supervisor'] },
  acknowledgeTask: { event: 'acknowledgeTask', who: ['taskHandler'] },
  returnTask: { event: 'returnTask', who: ['taskHandler'] },
  completeTask: { event: 'completeTask', who: ['taskHandler'] },
  decide: { event: 'decide', who: ['decider'] },
  assignCover: { event: 'assignCover', who: ['communityCoordinator', 'supervisor'] },
  listLinkable: { event: null, who: ['communityCoordinator'] },
  linkConcern: { event: 'link', who: ['communityCoordinator'] },
  unlinkConcern: { event: 'unlink', who: ['communityCoordinator'] },
  unsetRecurrence: { event: 'unsetRecurrence', who: ['communityCoordinator', 'supervisor'] },
  orderHandover: { event: 'orderHandover', who: ['supervisor'] },
  answerComplaint: { event: 'answerComplaint', who: ['supervisor'] },
} as const satisfies Partial<Record<ActionName, OnConcern>>;
export type ConcernAction = keyof typeof ON_CONCERN;
export const CONCERN_ACTIONS = Object.keys(ON_CONCERN) as ConcernAction[];
export const expectationOf = (action: ConcernAction): OnConcern => ON_CONCERN[action];

/** Everybody who owns, coordinates or supervises. */
const STAFF = ['owner', 'acting', 'cover', 'communityCoordinator', 'otherCoordinator', 'supervisor', 'desk'] as const;

/** Actions that name no concern: which of the town's people may; undefined: everybody. */
export const ELSEWHERE: Partial<Record<ActionName, readonly Relation[]>> = {
  listToday: STAFF,
  listMapConcerns: STAFF,
  listDecisions: STAFF,
  recordConcern: ['owner', 'acting', 'cover', 'communityCoordinator', 'otherCoordinator', 'desk'],
  listCallbacks: ['communityCoordinator', 'otherCoordinator', 'supervisor', 'desk'],
  revealForCall: ['communityCoordinator', 'otherCoordinator', 'supervisor', 'desk'],
  recordCallback: ['communityCoordinator', 'otherCoordinator', 'supervisor', 'desk'],
  listSupervised: ['supervisor'],
  getFigures: ['supervisor'],
  listBehind: ['supervisor'],
  listPraise: ['supervisor'],
  startExport: ['supervisor'],
  continueExport: ['supervisor'],
  listTasks: [...STAFF, 'department'],
  listAbsences: [...STAFF, 'department', 'admin'],
  enterLeave: [...STAFF, 'department'],
  endLeave: [...STAFF, 'department'],
  listLeaving: ['supervisor', 'admin'],
  startLeaving: ['supervisor', 'admin'],
  cancelLeaving: ['supervisor', 'admin'],
  completeLeaving: ['supervisor', 'admin'],
  listDuty: ['desk', 'supervisor'],
  markCalled: ['desk', 'supervisor'],
  getTown: ['admin'],
  useTownVersion: ['admin'],
  listStaff: ['admin'],
  inviteStaff: ['admin'],
  suspendStaff: ['admin'],
};
export const FOR_EVERYBODY: readonly ActionName[] = [
  'getHome',
  'bindStaff',
  'findPlaces',
  'findStaff',
  'startUpload',
  'findNeighbours',
  'submitConcern',
  'listMyConcerns',
  'listInbox',
  'readInbox',
  'addConsents',
  'claimConcern',
  'listBoard',
  'getPublicFigures',
];

/** Made by actions that find their concern otherwise than by its id. */
export const FOUND_OTHERWISE: readonly EventType[] = ['claim', 'callback'];

/** Made by the clock alone, or by nobody. */
export const CLOCK_EVENTS: readonly EventType[] = [
  'followUp',
  'lapseQuestion',
  'raiseDecision',
  'lapseDecision',
  'closeRating',
  'escalate',
  'recomputeDeadlines',
  'closeWithLead',
];

/** Every pair that the long run has to reach. */
export const PAIRS: readonly (readonly [Status, EventType])[] = STATUSES.flatMap((status) =>
  (Object.keys(EXPECTED[status]) as EventType[]).map((event) => [status, event] as const),
);
