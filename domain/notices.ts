/** Who is told what at each event: the one table behind the inbox and the pushes. Nothing personal in it. */
import {
  CLOSING_LABELS,
  placeLabel,
  roundOf,
  TASK_ROLES,
  type ClosingKind,
  type Concern,
  type ConcernEvent,
  type DecisionKind,
  type Participant,
  type TaskRole,
} from './concern';
import { DECISION_LABELS, peopleAt } from './decisions';
import { actingOn } from './emergencies';
import { CLOCK_LABELS, type ClockKind } from './escalation';
import type { EventType } from './lifecycle';
import type { PushFacts, PushTemplate } from './push-templates';
import type { Recipient } from './recipients';
import { actingFor, isSuspended, type Absence } from './roster';
import { taskIn } from './tasks';
import { formatDay, formatMoment, type Day, type Instant } from './time';
import { categoryOf, memberOf, type Member, type Town } from './town';

export type Notice = { to: Recipient; text: string; push?: { template: PushTemplate; facts: PushFacts } };

/** `doer`: the member of staff who did it, the owner or whoever acts. `department`: the one whose task it is about. */
type Facts = { concern: Concern; event: ConcernEvent; owner: string; doer: string; department: string };
/** `owner`: the owner and whoever acts for them at that moment. */
type Audience =
  | 'owner'
  | 'decider'
  | 'proposer'
  | 'coordinator'
  | 'supervisor'
  | 'leader'
  | 'cover'
  /** The liaison whose task it is about, and who stands in for them. */
  | 'department'
  | 'formerOwner'
  | 'complainant'
  | 'disputer'
  | 'called'
  | 'reporter'
  | 'participants'
  | 'asked';
/** undefined: this audience is not told about this event. */
type Words = (facts: Facts) => string | undefined;
/** A push besides the inbox: its status in at most five characters, and its time where that is not the event's. */
type Pushed = {
  says: Words;
  template: (facts: Facts) => PushTemplate | undefined;
  status: (facts: Facts) => string;
  at?: (facts: Facts) => Instant;
};
type Line = Words | Pushed;

const newConcern: Pushed = {
  says: ({ concern, event }) => {
    if (event.by === concern.ownerId) return undefined;
    const due = `请在 ${formatMoment(firstContactDueAt({ concern, event }))} 前首次联系`;
    return concern.isEmergency ? `紧急诉求，${due}` : `新诉求，${due}`;
  },
  template: ({ concern }) => (concern.isEmergency ? 'emergency' : 'assigned'),
  status: ({ concern }) => (concern.isEmergency ? '紧急诉求' : '新诉求'),
  at: firstContactDueAt,
};
const askToRate: Pushed = {
  says: ({ concern, event }) => {
    const { closing } = roundOf(concern, event);
    // Told late, it may have been answered and reopened by now.
    if (event.to !== 'rating' || concern.status !== 'rating' || !closing) return undefined;
    return `办结结果：${CLOSING_LABELS[closing.kind satisfies ClosingKind]}，请您评价`;
  },
  template: () => 'rate',
  status: () => '请您评价',
  at: ({ concern, event }) => roundOf(concern, event).ratingClosesAt ?? event.at,
};
const progress = (status: string | Pushed['status'], says: Words): Pushed => ({
  says,
  template: () => 'progress',
  status: typeof status === 'string' ? () => status : status,
});
const returned = (status: string, says: Words): Pushed => ({ says, template: () => 'returned', status: () => status });

const askToDecide = (status: string, says: Words): Pushed => ({
  says: (facts) => (isPending(facts.concern, facts.event) ? says(facts) : undefined),
  template: () => 'decision',
  status: () => status,
  at: ({ concern, event }) => decisionIn(concern, event)?.decideBy ?? event.at,
});
const newTask: Pushed = {
  says: ({ event }) =>
    `请${TASK_ROLES[event.data?.['role'] as TaskRole]}，请在 ${formatMoment(Number(event.data?.['dueAt']), event.at)} 前办完`,
  template: () => 'assigned',
  status: () => '部门任务',
  at: ({ event }) => Number(event.data?.['dueAt']),
};
/** What becomes of a return is nobody's business but the department's and the owner's. */
const unlessTask =
  (says: Words): Words =>
  (facts) =>
    isOf(facts, 'taskReturn') ? undefined : says(facts);

const NOTICES: Record<EventType, Partial<Record<Audience, Line>>> = {
  submitConcern: { owner: newConcern },
  recordConcern: { owner: newConcern, participants: ({ owner }) => `已登记您的诉求，由${owner}负责到底` },
  followUp: {
    owner: returned('没有解决', () => '有居民反映没有解决，已立为跟进诉求，请重新办理'),
    participants: progress('重新办理', ({ owner }) => `您反映没有解决的，已重新办理，由${owner}负责`),
  },
  recordFirstContact: { participants: progress('已联系您', ({ doer }) => `${doer}已与您联系，正在办理`) },
  reply: { participants: progress('有新回复', ({ doer }) => `${doer}回复了您`) },
  addDetail: { owner: () => '居民补充了情况' },
  revealContact: {
    reporter: ({ doer, event }) => (event.data?.['of'] ? undefined : `${doer}为联系您查看了电话`),
    called: ({ doer }) => `${doer}为电话回访查看了您的电话`,
  },
  disputeContact: {
    owner: returned('请联系居民', () => '居民反映还没有联系过，请尽快联系'),
    coordinator: () => '居民反映没有联系过，请关注',
  },
  askResident: {
    participants: progress(
      '请您补充',
      ({ doer, event }) =>
        `${doer}请您补充情况，请在 ${formatMoment(Number(event.data?.['answerBy']), event.at)} 前回答`,
    ),
  },
  answer: { owner: returned('居民已补充', () => '居民已经补充，请继续办理') },
  lapseQuestion: {
    owner: () => '没有等到居民补充，请继续办理',
    participants: () => '没有等到您的补充，已继续办理，您仍可随时补充情况',
  },
  plan: { participants: progress('有新进展', ({ doer }) => `${doer}告知了进展`) },
  completeStage: { participants: progress('有新进展', ({ event }) => `${event.data?.['label']}已完成`) },
  resume: {
    owner: ({ event }) => (event.by === 'clock' ? '承诺的日期到了，请办结或说明情况' : undefined),
    participants: progress('继续办理', () => '已恢复办理'),
  },
  correctPlace: { owner: () => '诉求的地点已更正，请核对', participants: () => '诉求的地点已更正' },
  correctCategory: { owner: () => '诉求的类别已更正，请核对时限', participants: () => '诉求的类别已更正' },
  unsetRecurrence: { owner: () => '社区核定这件诉求不算复发' },
  urge: {
    owner: returned('居民催办', () => '居民催办，请尽快告知进展'),
    coordinator: ({ concern, event }) =>
      concern.dueAt !== null && concern.dueAt < event.at ? '居民催办，这件诉求已超时' : undefined,
  },
  complain: {
    supervisor: { says: () => '居民投诉办理，请查看并答复', template: () => 'decision', status: () => '居民投诉' },
  },
  answerComplaint: {
    complainant: progress('投诉有答复', () => '街道答复了您的投诉'),
    disputer: () => '街道答复了您转报的认领疑问',
  },
  withdraw: {
    owner: () => '居民撤回了诉求',
    // Whether anybody asked them to is the supervisor's to know. Source: product.md §6.
    supervisor: ({ concern, event }) => {
      if (event.data?.['wasAsked']) return '居民说有人要求撤回诉求，请了解原因';
      return concern.firstContact.doneAt === undefined ? undefined : '居民在首次联系后撤回了诉求，请了解原因';
    },
  },
  undoWithdraw: { owner: returned('恢复办理', () => '居民取消了撤回，请继续办理') },
  proposeClosing: {
    decider: askToDecide('等您核验', () => '有一条办结等您核验'),
    participants: progress('正在核验', ({ event }) => (event.to === 'verifying' ? '已提出办结，正在核验' : undefined)),
    asked: askToRate,
  },
  proposeDefer: { decider: askToDecide('等您审批', () => '有一项列入计划的申请等您审批') },
  proposeExtension: { decider: askToDecide('等您审批', () => '有一项延期申请等您审批') },
  proposeHandover: { decider: askToDecide('等您接手', ({ doer }) => `${doer}请您接手，请接受或拒绝`) },
  objectRouting: { decider: askToDecide('等您核定', () => '有一项派单异议等您核定') },
  raiseDecision: {
    decider: askToDecide('等您审批', ({ event }) => `${kindIn(event)}没有按时审批，转给您审批`),
    proposer: ({ event }) => `${kindIn(event)}没有按时审批，已转上一级`,
  },
  lapseDecision: {
    owner: returned(
      '申请未批',
      unlessTask(({ event }) => `${kindIn(event)}没有人审批，按不同意处理，请继续办理`),
    ),
    department: returned('退单未批', () => '退单没有人核定，按不同意处理，请继续办理'),
    participants: progress('继续办理', ({ event }) =>
      event.data?.['kind'] === 'closing' ? '核验没有按时完成，继续为您办理' : undefined,
    ),
  },
  takeBack: {},
  decide: {
    owner: {
      says: (facts) => {
        if (isOf(facts, 'closing')) return isAgreed(facts) ? '办结已核验通过' : '办结未通过核验，请继续办理';
        if (changesOwner(facts) && isAgreed(facts)) return '这件诉求现在由您负责，请接着办理';
        if (isOf(facts, 'taskReturn'))
          return isAgreed(facts)
            ? `${facts.department}退单已获同意，请另作安排`
            : `${facts.department}退单未获同意，继续办理`;
        return `${kindIn(facts.event)}${isAgreed(facts) ? '已获同意' : '未获同意'}`;
      },
      // Whoever has to do something now is rung for: of what a department returned, where it need not do it.
      template: (facts) => {
        const isNothing = isOf(facts, 'taskReturn') ? !isAgreed(facts) : isAgreed(facts) && !changesOwner(facts);
        return isNothing ? undefined : 'returned';
      },
      status: (facts) => {
        if (isOf(facts, 'closing')) return '未通过核验';
        if (isOf(facts, 'taskReturn')) return '部门退单';
        return isAgreed(facts) ? '交接给您' : '申请未批';
      },
    },
    department: {
      says: (facts) => (isAgreed(facts) ? '退单已获同意，这项任务不用办了' : '退单未获同意，请继续办理'),
      template: (facts) => (isAgreed(facts) ? undefined : 'returned'),
      status: () => '退单未批',
    },
    formerOwner: (facts) => (isAgreed(facts) ? '这件诉求已交给别人负责，谢谢您' : undefined),
    participants: progress(statusOfDecision, (facts) => {
      const { concern, event, owner } = facts;
      if (isOf(facts, 'closing')) return isAgreed(facts) ? undefined : '核验认为还没办好，继续为您办理';
      if (!isAgreed(facts) || isOf(facts, 'taskReturn')) return undefined;
      if (changesOwner(facts)) return `现在由${owner}负责到底`;
      const due = formatMoment(roundOf(concern, event).finish.dueAt, event.at);
      return isOf(facts, 'defer') ? `经街道同意列入计划，${due} 前办结` : `经同意延期，${due} 前办结`;
    }),
    asked: askToRate,
  },
  assignCover: {
    cover: returned('请您代管', () => '社区请您代管这件诉求'),
    owner: ({ event }) => (event.data?.['staffId'] ? '社区安排了代管，您仍是首访责任人' : '代管已结束，请您继续办理'),
  },
  orderHandover: {
    owner: returned('交接给您', () => '街道指定由您负责，请接着办理'),
    formerOwner: () => '街道已指定由别人负责这件诉求',
    participants: progress('换人负责', ({ owner }) => `现在由${owner}负责到底`),
  },
  escalate: {
    owner: {
      says: ({ event }) =>
        `${clockIn(event)}${stepOf(event) >= 100 ? '已超时，请马上处理' : `时限已过 ${stepOf(event)}%`}`,
      template: ({ event }) => (stepOf(event) >= 100 ? 'returned' : undefined),
      status: () => '已超时',
    },
    coordinator: ({ event }) => (stepOf(event) >= 80 ? escalated(event) : undefined),
    supervisor: ({ event }) => (stepOf(event) >= 100 ? `${escalated(event)}，请督办` : undefined),
    leader: ({ event }) => (stepOf(event) >= 150 ? `${escalated(event)}，列入例会` : undefined),
    department: {
      says: ({ event }) => (stepOf(event) >= 100 ? '部门任务已超时，请马上办理' : `部门任务时限已过 ${stepOf(event)}%`),
      template: ({ event }) => (stepOf(event) >= 100 ? 'returned' : undefined),
      status: () => '已超时',
    },
    participants: ({ event }) =>
      stepOf(event) === 100 && !['stage', 'task'].includes(String(event.data?.['of']))
        ? `${clockIn(event)}比说好的时间晚了，街道已在督办`
        : undefined,
  },
  // Only "not solved" is addressed to the owner; any other answer is nobody's to know. Source: product.md §2 promise 6.
  rate: {
    owner: returned('没有解决', ({ event }) => (event.to === 'handling' ? '居民反映没有解决，请重新办理' : undefined)),
  },
  closeRating: { participants: () => '评价期已结束，诉求办结' },
  reopen: {
    owner: returned('重新办理', ({ event }) => (event.to === 'handling' ? '居民申请重新办理' : undefined)),
    participants: progress('重新办理', ({ event }) => (event.to === 'handling' ? '已为您重新办理' : undefined)),
  },
  // One after the other a whole street may join: whoever handles it sees the number, not a notice for each.
  join: {
    owner: returned('没有解决', ({ concern }) =>
      concern.followUpOf ? '又有居民反映没有解决，请查看还差什么' : undefined,
    ),
  },
  leave: {},
  link: {
    owner: ({ event }) => (event.by === 'clock' ? undefined : '社区已将这件诉求与附近的诉求关联，一并办理'),
    participants: ({ owner }) => `与附近同样的诉求一并办理，仍由${owner}负责`,
  },
  unlink: {
    owner: () => '关联已解除，请单独办理',
    coordinator: ({ event }) => (event.by === 'clock' ? '牵头诉求已结束，关联已解除，请关注' : undefined),
    participants: ({ owner }) => `改为单独办理，由${owner}负责到底`,
  },
  closeWithLead: { owner: () => '牵头诉求已办结，这件一并办结', asked: askToRate },
  disputeClaim: {
    supervisor: {
      says: () => '有居民说认领的不是本人，请核实',
      template: () => 'decision',
      status: () => '核实认领',
    },
  },
  claim: { owner: () => '居民已凭回执认领诉求，可以在线回复了' },
  callback: {
    called: ({ event }) =>
      event.data?.['outcome'] === 'reached'
        ? '刚才有工作人员电话回访，记下了您的评价。如果不是您说的，请点“不是我评的”'
        : undefined,
    owner: returned('没有解决', ({ event }) =>
      event.to === 'handling' ? '回访时居民反映没有解决，请重新办理' : undefined,
    ),
  },
  // Whose answer it was is nobody's to know, as long as it is not "not solved".
  disownCallback: {},
  supersedeCallback: {
    owner: returned('没有解决', ({ event }) => (event.to === 'handling' ? '居民反映没有解决，请重新办理' : undefined)),
  },
  dispatchTask: {
    department: newTask,
    owner: ({ doer, department }) => `${doer}已请${department}办理，您仍是首访责任人`,
    participants: progress('有新进展', ({ department }) => `已请${department}一起办理，仍由首访责任人负责到底`),
  },
  acknowledgeTask: { owner: ({ department }) => `${department}已签收任务` },
  returnTask: {
    decider: askToDecide('等您核定', ({ department }) => `${department}申请退单，等您核定`),
    owner: ({ department }) => `${department}申请退单，正在核定`,
  },
  completeTask: {
    owner: returned('部门办完了', ({ department }) => `${department}办完了，请核实后接着办`),
    participants: progress('有新进展', ({ department }) => `${department}办完了，首访责任人会接着核实`),
  },
  recallTask: {
    department: returned('任务撤回', () => '这项任务已撤回，不用办了'),
    owner: ({ doer, department }) => `${doer}撤回了${department}的任务`,
  },
  recomputeDeadlines: {
    owner: () => '节假日安排已公布，时限已重新计算',
    participants: () => '节假日安排已公布，办理时限已重新计算',
  },
};

const kindIn = ({ data }: ConcernEvent): string => DECISION_LABELS[(data?.['kind'] ?? 'closing') as DecisionKind];
const isOf = ({ event }: Facts, kind: DecisionKind): boolean => (event.data?.['kind'] ?? 'closing') === kind;
const changesOwner = (facts: Facts): boolean => isOf(facts, 'handover') || isOf(facts, 'objectRouting');
const clockIn = ({ data }: ConcernEvent): string => CLOCK_LABELS[(data?.['of'] ?? 'finish') as ClockKind];
const stepOf = ({ data }: ConcernEvent): number => Number(data?.['step']);
const escalated = (event: ConcernEvent): string =>
  stepOf(event) >= 100 ? `${clockIn(event)}已超时` : `${clockIn(event)}时限已过 ${stepOf(event)}%`;
function statusOfDecision(facts: Facts): string {
  if (isOf(facts, 'closing')) return '继续办理';
  return changesOwner(facts) ? '换人负责' : '有新进展';
}
const isAgreed = ({ event }: Facts) => event.data?.['agrees'] === true;
/** Told late, the closing may have been decided, or proposed once more, by now. */
const isPending = (concern: Concern, event: ConcernEvent) =>
  event.type === 'raiseDecision'
    ? decisionIn(concern, event)?.decider === event.data?.['to']
    : decisionIn(concern, event)?.eventId === event.id;
/** The pending decision that the event is about: of its task, else of the concern. */
const decisionIn = (concern: Concern, event: ConcernEvent) => {
  const task = taskOf(concern, event);
  return task ? task.returning : concern.decision;
};
/** The task that an event is about. */
const taskOf = (concern: Concern, { id, data }: ConcernEvent) => taskIn(concern, String(data?.['taskId'] ?? id));

/** As it was told; it may have been recomputed since. */
function firstContactDueAt({ concern, event }: Pick<Facts, 'concern' | 'event'>): Instant {
  return Number(event.data?.['firstContactDueAt'] ?? concern.firstContact.deadline.dueAt);
}

/** The supervisor of the town; another where that is the owner. */
const overseerOf = ({ ownerId }: Concern, { dutyDesk, staff }: Town): string =>
  ownerId === dutyDesk.supervisorId
    ? (staff.find(({ id, roles }) => id !== ownerId && roles.includes('supervisor'))?.id ?? ownerId)
    : dutyDesk.supervisorId;

/** Of the owner. */
const isChange = ({ data }: ConcernEvent): boolean => data?.['toId'] !== undefined;

const openidsOf = (people: Participant[]) => people.map(({ openid }) => ({ openid: openid! }));

function audiencesOf({ concern, event }: Pick<Facts, 'concern' | 'event'>, town: Town, absences: readonly Absence[]) {
  const { ownerId, participants } = concern;
  const decision = decisionIn(concern, event);
  const task = taskOf(concern, event);
  const acting = actingOn({ ...concern, status: event.to }, town, absences, event.at);
  const staff = (...ids: string[]) =>
    [...new Set(ids)].filter((id) => id !== event.by).map((staffId): Recipient => ({ staffId }));
  const residents = participants.filter(
    ({ openid, key, joinedAt }) => openid !== null && key !== event.by && joinedAt <= event.at,
  );
  const asked = roundOf(concern, event).asked ?? [];
  const named = (field: string) => town.staff.map(({ id }) => id).filter((id) => id === event.data?.[field]);
  return {
    owner: staff(ownerId, ...acting).filter(
      (to) => !named('staffId').some((id) => 'staffId' in to && to.staffId === id),
    ),
    decider: decision ? staff(decision.decider) : [],
    proposer: decision ? staff(decision.proposedBy) : [],
    coordinator: staff(...peopleAt('coordinator', concern, town)),
    supervisor: staff(overseerOf(concern, town)),
    leader: staff(...peopleAt('leader', concern, town)),
    cover: staff(...named('staffId')),
    department: task ? staff(task.liaisonId, actingFor(task.liaisonId, town, absences, event.at)) : [],
    formerOwner: staff(...named('from').filter((id) => id !== ownerId && isChange(event))),
    disputer: staff(...named('to')),
    complainant: openidsOf(residents.filter(({ key }) => key === event.data?.['to'])),
    called: openidsOf(residents.filter(({ key }) => key === event.data?.['of'])),
    reporter: openidsOf(residents.filter(({ relation }) => relation === 'reporter')),
    participants: openidsOf(residents),
    asked: openidsOf(residents.filter(({ key }) => asked.includes(key))),
  } satisfies Record<Audience, Recipient[]>;
}

/** To whoever acts for somebody who will be away. */
export const standInNotice = ({ name }: Member, from: Day, to: Day, now: Instant): string =>
  `代管：${name}${from === to ? formatDay(from, now) : `${formatDay(from, now)}至${formatDay(to, now)}`}请假，这几天请您代为办理`;

/**
 * What to tell about one event of a concern, to whom; nobody is told of their own doing. It may be asked long after the
 * event: what follows from the event is read from it, not from the concern as it stands by then.
 */
export function noticesFor(
  concern: Concern,
  event: ConcernEvent,
  town: Town,
  absences: readonly Absence[] = [],
): Notice[] {
  const { label, isPublicSpace } = categoryOf(town, concern.categoryId);
  const { place } = concern;
  const title = place.kind === 'none' ? label : `${label} · ${placeLabel(place, town)}`;
  const owner = memberOf(town, concern.ownerId).name;
  const doer = town.staff.find(({ id }) => id === event.by)?.name ?? owner;
  const task = taskOf(concern, event);
  const facts = { concern, event, owner, doer, department: task ? memberOf(town, task.liaisonId).title : '' };
  const named = isPublicSpace && place.name ? { place: place.name } : {};
  const pushOf = (line: Line, to: Recipient): Pick<Notice, 'push'> => {
    const template = typeof line === 'object' ? line.template(facts) : undefined;
    const isLockedOut = 'staffId' in to && isSuspended(to.staffId, absences, event.at);
    if (typeof line !== 'object' || !template || isLockedOut) return {};
    const at = line.at?.(facts) ?? event.at;
    return {
      push: { template, facts: { number: concern.number, category: label, ...named, status: line.status(facts), at } },
    };
  };
  const people = audiencesOf(facts, town, absences);
  return Object.entries(NOTICES[event.type]).flatMap(([audience, line]) => {
    const text = typeof line === 'object' ? line.says(facts) : line(facts);
    if (!text) return [];
    return people[audience as Audience].map((to) => ({ to, text: `${title}：${text}`, ...pushOf(line, to) }));
  });
}
