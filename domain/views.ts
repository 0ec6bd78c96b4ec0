/** What leaves the server about a concern. A field that is not named in a schema here cannot leave. */
import * as z from './zod';
import {
  CLOSING_LABELS,
  currentRound,
  GROUND_LABELS,
  participantOf,
  placeLabel,
  presentIn,
  type ClosingKind,
  type Concern,
  type Decision,
  TASK_ROLES,
  type DecisionKind,
  type Particulars,
  type Task,
} from './concern';
import { heardFrom, mayDisown, maySupersede } from './callback-answer';
import { isAboutClaim, mayDisputeClaim, slipIn } from './claim';
import { HOLDER_LABELS, totalsOf, turnsOf, type Holder } from './ball';
import { outcomesOf, promisedIn } from './closing';
import { explainDeadline, limitLabel, type Deadline } from './deadlines';
import { decidersOf, DECISION_LABELS } from './decisions';
import { isAskedEnough, isDisputable, isReachable, undoUntil } from './handling';
import { isAllowed, isEnded, STATUSES, type EventType } from './lifecycle';
import { historyEntry, historyOf, photosOf, visibleParticulars } from './history';
import { mayBeLinked } from './linking';
import { isPermitted } from './permissions';
import { hasObjected, objectUntil } from './proposals';
import { hasReopened, isLargeRound, ratingOf, reopenUntil, saidIn, SOLVED_LABELS } from './rating';
import { actingOn } from './emergencies';
import type { RoutingRule, Verdict } from './routing';
import { decisionsIn, openTasksIn, tasksIn, tasksOf } from './tasks';
import { formatMoment, formatSpan, type Instant } from './time';
import { seesAsStaff, type FollowUp, type Viewing } from './viewing';
import { categoryOf, communityName, gridName, memberOf, type Town } from './town';

const status = z.enum(STATUSES);
const instant = z.number();

export const concernCard = z.object({
  id: z.string(),
  number: z.string(),
  categoryLabel: z.string(),
  family: z.string(),
  placeName: z.string(),
  status,
  openedAt: instant,
  dueAt: instant.nullable(),
  isOverdue: z.boolean(),
  ownerName: z.string(),
  isReopened: z.boolean(),
  isEmergency: z.boolean(),
});
export type ConcernCard = z.infer<typeof concernCard>;

/** What one side of a link shows the coordinator. */
export const linkable = concernCard.extend({ isNear: z.boolean(), people: z.number(), finishDueAt: instant });
export type Linkable = z.infer<typeof linkable>;

/** As a supervisor's lists show it: whose turn it is, since when, and how far it has been escalated. */
export const supervisedCard = concernCard.extend({ ball: z.string(), since: instant, step: z.number() });
export type SupervisedCard = z.infer<typeof supervisedCard>;

/** As the list of a department shows it. */
export const taskCard = concernCard.extend({
  taskId: z.string(),
  /** 主办 or 协办. */
  role: z.string(),
  taskDueAt: instant,
  isAcknowledged: z.boolean(),
  isReturning: z.boolean(),
  /** Whom the caller stands in for. */
  standsInFor: z.string().optional(),
});
export type TaskCard = z.infer<typeof taskCard>;

/** What may be done about a task; the names of actions. */
const TASK_ACTIONS = ['acknowledgeTask', 'completeTask', 'returnTask', 'recallTask'] as const;

const taskView = z.object({
  id: z.string(),
  /** The department and its liaison: 水务 · 张三. */
  name: z.string(),
  role: z.string(),
  /** 等签收, 办理中, 退单待核定, 已办完 … */
  state: z.string(),
  /** 7月9日 周四 17:30 前, or when it ended. */
  text: z.string(),
  isOpen: z.boolean(),
  isOverdue: z.boolean(),
  /** What they are asked to do, and what they say has been done. */
  words: z.string(),
  done: z.string().optional(),
  mayDo: z.array(z.enum(TASK_ACTIONS)),
});
export type TaskView = z.infer<typeof taskView>;

export const person = z.object({ name: z.string(), title: z.string(), officePhone: z.string() });

const deadlineView = z.object({
  dueAt: instant,
  doneAt: instant.optional(),
  limit: z.string(),
  isAssumed: z.boolean(),
  /** The proof in plain words. */
  lines: z.array(z.string()),
});

/** What a viewer may do now; the names of actions. */
const CONCERN_ACTIONS = {
  leaveConcern: 'leave',
  disownCallback: 'disownCallback',
  supersedeCallback: 'supersedeCallback',
  addDetail: 'addDetail',
  answerQuestion: 'answer',
  disputeContact: 'disputeContact',
  urgeConcern: 'urge',
  complain: 'complain',
  correctPlace: 'correctPlace',
  withdrawConcern: 'withdraw',
  undoWithdraw: 'undoWithdraw',
  rateConcern: 'rate',
  reopenConcern: 'reopen',
  recordFirstContact: 'recordFirstContact',
  reply: 'reply',
  showSlip: 'claim',
  disputeClaim: 'disputeClaim',
  revealContact: 'revealContact',
  askResident: 'askResident',
  updatePlan: 'plan',
  completeStage: 'completeStage',
  resumeConcern: 'resume',
  correctCategory: 'correctCategory',
  proposeClosing: 'proposeClosing',
  proposeDefer: 'proposeDefer',
  proposeExtension: 'proposeExtension',
  proposeHandover: 'proposeHandover',
  objectRouting: 'objectRouting',
  takeBackProposal: 'takeBack',
  dispatchTask: 'dispatchTask',
  acknowledgeTask: 'acknowledgeTask',
  returnTask: 'returnTask',
  completeTask: 'completeTask',
  recallTask: 'recallTask',
  decide: 'decide',
  assignCover: 'assignCover',
  orderHandover: 'orderHandover',
  linkConcern: 'link',
  unlinkConcern: 'unlink',
  unsetRecurrence: 'unsetRecurrence',
  answerComplaint: 'answerComplaint',
} as const satisfies Record<string, EventType>;
export type ConcernAction = keyof typeof CONCERN_ACTIONS;
const concernActions = Object.keys(CONCERN_ACTIONS) as [ConcernAction, ...ConcernAction[]];

export const concernView = concernCard.extend({
  owner: person,
  /** Who stands in while the owner is away. */
  acting: person.optional(),
  /** Whom the coordinator appointed to act besides the owner. */
  cover: person.optional(),
  /** Why this owner, one sentence. */
  why: z.string(),
  point: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  gridName: z.string().optional(),
  communityName: z.string().optional(),
  /** 人: how many take part. */
  people: z.number(),
  firstContact: deadlineView,
  finish: deadlineView,
  /** What has to be done before the finish: 围护：7月8日 周三 14:00 前. `index` is what completes it. */
  stages: z.array(
    z.object({ index: z.int(), label: z.string(), text: z.string(), isDone: z.boolean(), isOverdue: z.boolean() }),
  ),
  /** What departments were asked to do; for staff. */
  tasks: z.array(taskView).optional(),
  /** What the resident is asked; the clock waits until then. */
  question: z.object({ words: z.string(), answerBy: instant }).optional(),
  /** When the resident hears next, where that was promised. */
  nextUpdateAt: instant.optional(),
  /** Whose turn it is, since when; and how long each has had it. */
  ball: z
    .object({ who: z.string(), since: instant, totals: z.array(z.object({ who: z.string(), time: z.string() })) })
    .optional(),
  /** A complaint that waits for an answer; for the supervisor. */
  complaint: z.object({ words: z.string(), at: instant, isAboutClaim: z.literal(true).optional() }).optional(),
  /** What it is linked to, and what is linked to it; for staff. */
  lead: concernCard.optional(),
  members: z.array(concernCard).optional(),
  /** It repeats an ended one; for staff. */
  isRecurrence: z.boolean().optional(),
  closing: z
    .object({
      kind: z.enum(Object.keys(CLOSING_LABELS) as [ClosingKind]),
      words: z.string(),
      /** 停车场 1400 平方米. */
      outcomes: z.array(z.string()),
      photoUrls: z.array(z.string()),
      /** What had been promised, and whether it was kept. */
      promised: z.array(z.object({ text: z.string(), isKept: z.boolean() })),
    })
    .optional(),
  decision: z
    .object({
      id: z.string(),
      kind: z.enum(Object.keys(DECISION_LABELS) as [DecisionKind, ...DecisionKind[]]),
      label: z.string(),
      /** What is asked for, one phrase. */
      asks: z.string(),
      words: z.string(),
      proposerName: z.string(),
      proposedAt: instant,
      deciderName: z.string(),
      /** A handover put to the new owner, to accept; whoever is asked after that orders it. */
      isOffer: z.boolean(),
      decideBy: instant,
      /** Which task a department returns. */
      taskId: z.string().optional(),
    })
    .optional(),
  /** For a participant: whether and until when they are asked, and what they answered. */
  rating: z
    .object({ closesAt: instant, mine: z.object({ solved: z.string(), satisfaction: z.number() }).optional() })
    .optional(),
  /** Concerns that take up "not solved": all of them for staff, for a participant those they take part in. */
  followUps: z.array(
    z.object({ concernId: z.string(), number: z.string(), status, ownerName: z.string(), dueAt: instant.nullable() }),
  ),
  /** The concern whose residents said "not solved"; its id for whoever may open it. */
  followUpOf: z.object({ concernId: z.string().optional(), number: z.string() }).optional(),
  /** What they wrote there; for staff. */
  objections: z.array(z.object({ at: instant, words: z.string() })).optional(),
  /** What was noted when the participant was called back, or what they put in its place. */
  heard: z
    .object({
      at: instant,
      solved: z.string(),
      satisfaction: z.number(),
      words: z.string(),
      isNotSolved: z.boolean(),
      isDisowned: z.boolean(),
      isSuperseded: z.boolean(),
    })
    .optional(),
  /** Until when a participant may ask to reopen it. */
  reopenUntil: instant.optional(),
  contact: z
    .object({ maskedPhone: z.string(), reveals: z.array(z.object({ name: z.string(), at: instant })) })
    .optional(),
  history: z.array(historyEntry),
  mayDo: z.array(z.enum(concernActions)),
  /** For handling staff: the routing certificate in plain words. */
  certificate: z
    .object({
      rule: z.string(),
      townVersion: z.string(),
      considered: z.array(z.object({ name: z.string(), verdict: z.string() })),
    })
    .optional(),
});
export type ConcernView = z.infer<typeof concernView>;

export const RULE_LABELS: Record<RoutingRule, string> = {
  arbitrated: '社区核定',
  handedOver: '交接',
  ordered: '街道指定',
  followUp: '跟进原诉求',
  receivedInPerson: '当面听取',
  sameMatter: '同一件事由同一人负责',
  gridOfficer: '网格责任人',
  communityDuty: '社区值班',
  subdistrictDuty: '街道值班台',
};
export const VERDICT_LABELS: Record<Verdict, string> = {
  chosen: '首访责任人',
  mayNotOwn: '不担任首访责任人',
  leaving: '即将离岗',
  suspended: '已停用',
  notCleared: '无受限事项权限',
  conflict: '回避',
  specialistPreferred: '专责人员优先',
  busier: '另一人当时在办较少',
  later: '排序在后',
};

/** What a department's list shows of a task. @param staffId who reads it. */
export const taskCardOf = (
  { id, role, deadline, acknowledgedAt, returning, liaisonId }: Task,
  concern: CardSource,
  staffId: string,
  town: Town,
  now: Instant,
): TaskCard => ({
  ...cardOf(concern, town, now),
  taskId: id,
  role: TASK_ROLES[role],
  taskDueAt: deadline.dueAt,
  isAcknowledged: acknowledgedAt !== undefined,
  isReturning: returning !== undefined,
  ...(liaisonId !== staffId && { standsInFor: memberOf(town, liaisonId).name }),
});

/** What a list reads of a concern: neither events nor particulars. */
export type CardSource = Pick<
  Concern,
  'id' | 'number' | 'status' | 'categoryId' | 'isEmergency' | 'place' | 'openedAt' | 'dueAt' | 'isOpen' | 'ownerId'
> & { rounds: readonly unknown[] };

export function cardOf(concern: CardSource, town: Town, now: Instant): ConcernCard {
  const { id, number, status, categoryId, place, openedAt, dueAt, isOpen, ownerId } = concern;
  const { label, family } = categoryOf(town, categoryId);
  return {
    id,
    number,
    categoryLabel: label,
    family,
    placeName: placeLabel(place, town),
    status,
    openedAt,
    dueAt,
    isOverdue: isOpen && dueAt !== null && dueAt < now,
    ownerName: memberOf(town, ownerId).name,
    isReopened: concern.rounds.length > 1,
    isEmergency: concern.isEmergency ?? false,
  };
}

/** One side of a link. */
export type LinkSource = Omit<CardSource, 'rounds'> & {
  rounds: readonly Pick<Concern['rounds'][number], 'finish'>[];
  participants: readonly Pick<Concern['participants'][number], 'leftAt'>[];
};
export const linkableOf = (concern: LinkSource, isNear: boolean, town: Town, now: Instant): Linkable => ({
  ...cardOf(concern, town, now),
  isNear,
  people: presentIn(concern).length,
  finishDueAt: concern.rounds.at(-1)!.finish.dueAt,
});

export const personOf = (town: Town, staffId: string) => {
  const { name, title, officePhone } = memberOf(town, staffId);
  return { name, title, officePhone };
};

const deadlineOf = (deadline: Deadline, doneAt?: Instant) => ({
  dueAt: deadline.dueAt,
  ...(doneAt !== undefined && { doneAt }),
  limit: limitLabel(deadline.limit),
  isAssumed: deadline.isAssumed,
  lines: explainDeadline(deadline),
});

/** The concern as this caller may see it. */
export function viewOf(viewing: Viewing): ConcernView {
  const { concern, town, absences, now, relations } = viewing;
  const actingId = actingOn(concern, town, absences, now)
    .filter((id) => id !== concern.ownerId && id !== concern.coverId)
    .at(-1);
  const round = currentRound(concern);
  const { sentence } = concern.certificates.at(-1)!;
  const { gridId, communityId } = concern.place;
  const point = pointFor(viewing);
  return {
    ...cardOf(concern, town, now),
    ...placeNameFor(viewing),
    owner: personOf(town, concern.ownerId),
    ...(actingId && concern.isOpen && { acting: personOf(town, actingId) }),
    ...(concern.coverId && concern.isOpen && { cover: personOf(town, concern.coverId) }),
    why: sentence,
    ...(point && { point }),
    gridName: gridName(town, gridId),
    communityName: communityName(town, communityId),
    people: presentIn(concern).length,
    firstContact: deadlineOf(concern.firstContact.deadline, concern.firstContact.doneAt),
    finish: deadlineOf(round.finish, round.closing?.proposedAt),
    stages: stagesOf(viewing),
    closing: closingOf(viewing),
    ...decisionView(viewing),
    ...tasksView(viewing),
    ...questionView(viewing),
    ...(concern.isOpen && round.promise && { nextUpdateAt: round.promise.nextUpdateAt }),
    ball: ballView(viewing),
    ...complaintView(viewing),
    ...(seesAsStaff(relations) && { isRecurrence: Boolean(concern.recurrenceOf) }),
    ...linksOf(viewing),
    rating: ratingView(viewing),
    heard: heardView(viewing),
    followUps: followUpsFor(viewing),
    ...followedView(viewing),
    ...(concern.closedAt !== null &&
      concern.status === 'closed' && { reopenUntil: reopenUntil(concern.closedAt, town) }),
    contact: contactOf(viewing),
    history: historyOf(viewing),
    mayDo: mayDo(viewing),
    ...(seesAsStaff(relations) && { certificate: certificateOf(concern, town) }),
  };
}

const writtenFor = (eventId: string, { particulars }: Viewing): string =>
  particulars.find(({ id }) => id === eventId)?.words ?? '';

function stagesOf({ concern, now }: Viewing): ConcernView['stages'] {
  if (!concern.isOpen) return [];
  return currentRound(concern).stages.map(({ label, deadline: { dueAt }, doneAt }, index) => ({
    index,
    label,
    text:
      doneAt === undefined ? `${label}：${formatMoment(dueAt, now)} 前` : `${label}：${formatMoment(doneAt, now)} 完成`,
    isDone: doneAt !== undefined,
    isOverdue: doneAt === undefined && dueAt < now,
  }));
}

/** What a request asks for, in one phrase. */
export function asksFor(decision: Decision, town: Town, now: Instant): string {
  switch (decision.kind) {
    case 'closing':
      return `办结：${CLOSING_LABELS[decision.closing]}`;
    case 'defer':
      return `列入计划，${formatMoment(decision.until, now)} 前办结，${formatMoment(decision.nextUpdateAt, now)} 前告知进展`;
    case 'extend':
      return `延期 ${decision.days} 个工作日`;
    case 'handover':
      return `交接给${memberOf(town, decision.toId).name}`;
    case 'objectRouting':
      return `派单异议：${GROUND_LABELS[decision.ground]}`;
    case 'taskReturn':
      return '退单：不该由这个部门办';
  }
}

/** Of those that are pending the one that this reader is to take, else the one they asked for, else the concern's own. */
function decisionFor({ concern, caller, town, absences, now }: Viewing): Decision | null {
  const pending = decisionsIn(concern);
  const { staffId } = caller;
  return (
    pending.find((decision) => staffId && decidersOf(concern, decision, town, absences, now).includes(staffId)) ??
    pending.find(({ proposedBy }) => proposedBy === staffId) ??
    concern.decision
  );
}

function decisionView(viewing: Viewing): Pick<ConcernView, 'decision'> {
  const { town, now, relations } = viewing;
  const decision = decisionFor(viewing);
  if (!decision || (decision.kind !== 'closing' && !seesAsStaff(relations))) return {};
  const { eventId, kind, proposedBy, proposedAt, decider, decideBy, level } = decision;
  return {
    decision: {
      id: eventId,
      kind,
      label: DECISION_LABELS[kind],
      asks: asksFor(decision, town, now),
      words: seesAsStaff(relations) ? writtenFor(eventId, viewing) : '',
      proposerName: memberOf(town, proposedBy).name,
      proposedAt,
      deciderName: memberOf(town, decider).name,
      isOffer: level === 'newOwner',
      decideBy,
      ...(decision.kind === 'taskReturn' && { taskId: decision.taskId }),
    },
  };
}

function tasksView(viewing: Viewing): Pick<ConcernView, 'tasks'> {
  const tasks = tasksIn(viewing.concern);
  if (!tasks.length || !seesAsStaff(viewing.relations)) return {};
  return { tasks: tasks.map((task) => taskViewOf(task, viewing)) };
}

const ENDED_LABELS = { completed: '已办完', returned: '已退单', recalled: '已撤回', lapsed: '已随诉求结束' } as const;
const stateOf = ({ ended, returning, acknowledgedAt }: Task): string => {
  if (ended) return ENDED_LABELS[ended.how];
  if (returning) return '退单待核定';
  return acknowledgedAt === undefined ? '等签收' : '办理中';
};

function taskViewOf(task: Task, viewing: Viewing): TaskView {
  const { concern, town, now } = viewing;
  const { id, role, deadline, ended } = task;
  const { title, name } = memberOf(town, task.liaisonId);
  const completed = concern.events.find(({ type, data }) => type === 'completeTask' && data?.['taskId'] === id);
  return {
    id,
    name: `${title} · ${name}`,
    role: TASK_ROLES[role],
    state: stateOf(task),
    text: ended ? formatMoment(ended.at, now) : `${formatMoment(deadline.dueAt, now)} 前`,
    isOpen: !ended,
    isOverdue: !ended && deadline.dueAt < now,
    words: writtenFor(id, viewing),
    ...(completed && { done: writtenFor(completed.id, viewing) }),
    mayDo: TASK_ACTIONS.filter(
      (action) =>
        isAllowed(concern.status, action) && isPermitted(action, viewing.relations) && isOpenTo(action, task, viewing),
    ),
  };
}

function isOpenTo(action: (typeof TASK_ACTIONS)[number], task: Task, viewing: Viewing): boolean {
  const { concern, caller, town, absences, now } = viewing;
  if (task.ended) return false;
  if (action === 'recallTask') return true;
  if (!caller.staffId || !tasksOf(caller.staffId, concern, town, absences, now).includes(task)) return false;
  if (action === 'acknowledgeTask') return task.acknowledgedAt === undefined;
  return action === 'completeTask' || !(task.returning || task.isSettled);
}

function questionView(viewing: Viewing): Pick<ConcernView, 'question'> {
  const { question } = viewing.concern;
  return question ? { question: { words: writtenFor(question.eventId, viewing), answerBy: question.answerBy } } : {};
}

function complaintView(viewing: Viewing): Pick<ConcernView, 'complaint'> {
  const { complaint } = viewing.concern;
  if (!complaint || !viewing.relations.includes('overseer')) return {};
  const { eventId, at } = complaint;
  const doubts = isAboutClaim(viewing.concern) && { isAboutClaim: true as const };
  return { complaint: { words: writtenFor(eventId, viewing), at, ...doubts } };
}

/** Whose turn it is, by name where it is staff's. */
export const ballLabel = ({ holder, staffId }: Pick<Concern['ball'], 'holder' | 'staffId'>, town: Town): string =>
  holder === null ? '' : staffId ? `${HOLDER_LABELS[holder]}${memberOf(town, staffId).name}` : HOLDER_LABELS[holder];

function ballView({ concern, town, now }: Viewing): ConcernView['ball'] {
  const { ball } = concern;
  if (!ball.holder) return undefined;
  const totals = Object.entries(totalsOf(turnsOf(concern, now))) as [Holder, number][];
  return {
    who: ballLabel(ball, town),
    since: ball.since,
    totals: totals
      .filter(([, time]) => time > 0)
      .map(([holder, time]) => ({ who: HOLDER_LABELS[holder], time: formatSpan(time) })),
  };
}

function linksOf({ relations, lead, members = [], town, now }: Viewing): Pick<ConcernView, 'lead' | 'members'> {
  if (!seesAsStaff(relations)) return {};
  return {
    ...(lead && { lead: cardOf(lead, town, now) }),
    ...(members.length && { members: members.map((member) => cardOf(member, town, now)) }),
  };
}

function closingOf(viewing: Viewing): ConcernView['closing'] {
  const { concern, now } = viewing;
  const { closing } = currentRound(concern);
  if (!closing) return undefined;
  const event = concern.events.find(({ id }) => id === closing.eventId)!;
  return {
    kind: closing.kind,
    words: visibleParticulars(event, viewing).words ?? '',
    outcomes: outcomesOf(concern),
    photoUrls: photosOf(event, viewing),
    promised: promisedIn(concern, now),
  };
}

function ratingView({ concern, caller }: Viewing): ConcernView['rating'] {
  const participant = participantOf(concern, caller.openid);
  const { asked, ratingClosesAt } = currentRound(concern);
  if (!participant || !ratingClosesAt || !asked?.includes(participant.key)) return undefined;
  const given = ratingOf(concern, participant);
  const said = given && saidIn(given);
  const mine = said && { solved: SOLVED_LABELS[said.solved], satisfaction: said.satisfaction };
  return { closesAt: ratingClosesAt, ...(mine && { mine }) };
}

/** Who else says "not solved" is no participant's business. */
function followUpsFor({ followUps = [], caller, relations, town }: Viewing): ConcernView['followUps'] {
  const isMine = ({ participants }: FollowUp) => participants.some(({ openid }) => openid === caller.openid);
  return followUps
    .filter((followUp) => seesAsStaff(relations) || isMine(followUp))
    .map(({ id, number, status: state, dueAt, ownerId }) => ({
      concernId: id,
      number,
      status: state,
      ownerName: memberOf(town, ownerId).name,
      dueAt,
    }));
}

function followedView({ concern, followed, relations }: Viewing): Pick<ConcernView, 'followUpOf' | 'objections'> {
  if (!concern.followUpOf) return {};
  const { concernId, number } = concern.followUpOf;
  return {
    followUpOf: { ...(followed?.mayOpen && { concernId }), number },
    ...(seesAsStaff(relations) && { objections: followed?.objections ?? [] }),
  };
}

function heardView(viewing: Viewing): ConcernView['heard'] {
  const { concern, caller } = viewing;
  const participant = participantOf(concern, caller.openid);
  const heard = participant && heardFrom(concern, participant.key);
  if (!heard) return undefined;
  const { eventId, round: _, ...noted } = heard;
  return { ...noted, solved: SOLVED_LABELS[noted.solved], words: writtenFor(eventId, viewing) };
}

function contactOf({ concern, town, maskedPhone }: Viewing): ConcernView['contact'] {
  if (!maskedPhone) return undefined;
  const reveals = concern.events.filter(({ type, data }) => type === 'revealContact' && !data?.['of']);
  return { maskedPhone, reveals: reveals.map(({ by, at }) => ({ name: memberOf(town, by).name, at })) };
}

/** 138****0000. Enough to recognise one's own number, not enough to call it. */
export const maskPhone = (phone: string): string => phone.replace(/^(.{3}).*(.{4})$/, '$1****$2');

/** The place as it was last kept apart; nothing where the concern has it, or has none. */
function placeApart({ concern, particulars }: Viewing): Particulars | undefined {
  if (concern.place.kind === 'none' || concern.place.point) return undefined;
  return concern.events.flatMap(({ id }) => particulars.filter((item) => item.id === id && item.point)).at(-1);
}

/** Outside public space the point is a particular: for handling staff only. */
const pointFor = (viewing: Viewing) =>
  viewing.concern.place.point ?? (seesAsStaff(viewing.relations) ? placeApart(viewing)?.point : undefined);

/** As the resident wrote it, for themselves and the handling staff. */
function placeNameFor(viewing: Viewing) {
  const { relations } = viewing;
  const written = placeApart(viewing)?.placeName;
  return written && (relations.includes('reporter') || seesAsStaff(relations)) ? { placeName: written } : {};
}

function mayDo(viewing: Viewing): ConcernAction[] {
  const { concern, relations } = viewing;
  return concernActions.filter(
    (action) =>
      isPermitted(action, relations) &&
      isAllowed(concern.status, CONCERN_ACTIONS[action]) &&
      (EXTRA_CONDITIONS[action]?.(viewing) ?? true),
  );
}

const keyOf = ({ concern, caller }: Viewing): string => participantOf(concern, caller.openid)?.key ?? '';

/** At most one decision is pending at a time. */
const noneWhilePending = (...actions: ConcernAction[]) =>
  Object.fromEntries(actions.map((action) => [action, ({ concern }: Viewing) => concern.decision === null]));

/** What is linked closes with its lead. */
const mayEnd = ({ concern }: Viewing): boolean => concern.decision === null && !concern.leadId;

const someTask =
  (action: (typeof TASK_ACTIONS)[number]) =>
  (viewing: Viewing): boolean =>
    tasksIn(viewing.concern).some((task) => isOpenTo(action, task, viewing));

const EXTRA_CONDITIONS: Partial<Record<ConcernAction, (viewing: Viewing) => boolean>> = {
  rateConcern: (viewing) => {
    const rating = ratingView(viewing);
    return rating !== undefined && !rating.mine && viewing.now < rating.closesAt && !viewing.caller.isBound;
  },
  reopenConcern: (viewing) => viewing.relations.includes('supervisor') || mayReopen(viewing),
  disputeContact: ({ concern, town, now }) => isDisputable(concern, now, town),
  undoWithdraw: ({ concern, now }) => now <= undoUntil(concern.closedAt!),
  askResident: ({ concern }) => !isAskedEnough(concern) && isReachable(concern),
  completeStage: ({ concern }) => currentRound(concern).stages.some(({ doneAt }) => doneAt === undefined),
  ...noneWhilePending('proposeExtension', 'proposeHandover'),
  proposeClosing: (viewing) => mayEnd(viewing) && !openTasksIn(viewing.concern).length,
  proposeDefer: mayEnd,
  objectRouting: ({ concern, town, now }) =>
    !concern.decision && now <= objectUntil(concern, town) && !hasObjected(concern),
  dispatchTask: ({ concern }) => !concern.leadId,
  ...Object.fromEntries(TASK_ACTIONS.map((action) => [action, someTask(action)])),
  linkConcern: ({ concern, members = [], town }) => mayBeLinked(concern, members.length, town),
  unlinkConcern: ({ concern }) => Boolean(concern.leadId),
  unsetRecurrence: ({ concern }) => Boolean(concern.recurrenceOf),
  answerComplaint: ({ concern }) => Boolean(concern.complaint),
  disownCallback: (viewing) => mayDisown(viewing.concern, keyOf(viewing)),
  supersedeCallback: (viewing) => maySupersede(viewing.concern, keyOf(viewing), viewing.now) && !viewing.caller.isBound,
  showSlip: ({ concern, now }) => now <= (slipIn(concern)?.validUntil ?? 0),
  disputeClaim: ({ concern }) => mayDisputeClaim(concern),
  revealContact: ({ maskedPhone }) => maskedPhone !== undefined,
};

/** Whoever takes part in a follow-up that goes on waits for that one, or rates it. */
function mayReopen(viewing: Viewing): boolean {
  const { concern, town, now, caller } = viewing;
  const key = participantOf(concern, caller.openid)?.key;
  if (!key || now > reopenUntil(concern.closedAt!, town)) return false;
  const isHeard = followUpsFor(viewing).some((followUp) => !isEnded(followUp.status));
  return !isLargeRound(concern) || (!isHeard && !hasReopened(concern, key));
}

function certificateOf({ certificates }: Concern, town: Town): ConcernView['certificate'] {
  const { rule, inputs, considered } = certificates.at(-1)!;
  return {
    rule: RULE_LABELS[rule],
    townVersion: inputs.townVersion,
    considered: considered.map(({ staffId, verdict }) => ({
      name: memberOf(town, staffId).name,
      verdict: VERDICT_LABELS[verdict],
    })),
  };
}
