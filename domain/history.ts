/** What has happened to a concern, as each may see it: which events, in which words, by whom. */
import * as z from './zod';
import { isOfUndoneClaim } from './claim';
import {
  CLOSING_LABELS,
  participantOf,
  TASK_ROLES,
  type ClosingKind,
  type ConcernEvent,
  type DecisionKind,
  type TaskRole,
} from './concern';
import { DECISION_LABELS } from './decisions';
import { CLOCK_LABELS, type ClockKind } from './escalation';
import { CONTACT_LABELS, type ContactWay } from './handling';
import type { EventType } from './lifecycle';
import { taskIn } from './tasks';
import { formatMoment } from './time';
import { memberOf } from './town';
import { isObjection, saysNotSolved } from './rating';
import { seesAsStaff, type Viewing } from './viewing';

export const historyEntry = z.object({
  at: z.number(),
  title: z.string(),
  /** 您, 反映人, or a name. */
  by: z.string(),
  words: z.string().optional(),
  photoUrls: z.array(z.string()),
});

export const historyOf = (viewing: Viewing): z.infer<typeof historyEntry>[] =>
  viewing.concern.events.filter((event) => isVisible(event, viewing)).map((event) => entryOf(event, viewing));

/** Their own doing, and a call to them. Whoever called sees no more of the answer than anybody else. */
function isMine(event: ConcernEvent, { concern, caller }: Viewing): boolean {
  const { type, by, data } = event;
  const key = participantOf(concern, caller.openid)?.key;
  if (type === 'callback') return key !== undefined && data?.['of'] === key;
  return (by === key && !isOfUndoneClaim(concern, event)) || (caller.staffId !== undefined && by === caller.staffId);
}

/** Nobody's business but their own: how somebody answered. */
const PRIVATE: readonly EventType[] = ['rate', 'callback', 'supersedeCallback'];
/** Not even with "not solved": that they take part at all, and that they disown what somebody noted. */
const THEIRS_ALONE: readonly EventType[] = ['disownCallback', 'join', 'leave'];
/** That somebody is called back tells that they have not answered. */
const isForCall = ({ type, data }: ConcernEvent): boolean => type === 'revealContact' && data?.['of'] !== undefined;

/**
 * An answer, and the fact that one was given, is its author's alone, unless it says "not solved": that one is
 * addressed to the owner. Source: product.md §2 promise 6.
 */
function isVisible(event: ConcernEvent, viewing: Viewing): boolean {
  const { relations, concern, caller } = viewing;
  if (isMine(event, viewing)) return true;
  // A complaint is the complainant's and the supervisor's alone. Source: product.md §4.
  if (event.type === 'complain' || event.type === 'disputeClaim') return relations.includes('overseer');
  if (event.type === 'answerComplaint')
    return (
      relations.includes('overseer') ||
      [participantOf(concern, caller.openid)?.key, caller.staffId].includes(String(event.data?.['to']))
    );
  if (isForCall(event)) return event.data?.['of'] === participantOf(concern, caller.openid)?.key;
  if (THEIRS_ALONE.includes(event.type)) return false;
  if (isObjection(event)) return seesAsStaff(relations);
  if (PRIVATE.includes(event.type)) return saysNotSolved(event) && seesAsStaff(relations);
  return seesAsStaff(relations) || !isAmongStaff(event);
}

const AMONG_STAFF: readonly EventType[] = [
  'proposeDefer',
  'proposeExtension',
  'proposeHandover',
  'objectRouting',
  'takeBack',
  'raiseDecision',
  'lapseDecision',
  'unsetRecurrence',
  'acknowledgeTask',
  'returnTask',
  'recallTask',
];
/** How staff agree among themselves; the resident is told what comes of it. */
const isAmongStaff = ({ type, data }: ConcernEvent): boolean =>
  AMONG_STAFF.includes(type) ||
  (type === 'decide' && data?.['kind'] !== 'closing' && (!data?.['agrees'] || data['kind'] === 'taskReturn')) ||
  (type === 'escalate' && data?.['of'] === 'task') ||
  (type === 'escalate' && Number(data?.['step']) < 100);

/**
 * Words and photos of a resident reach their author and the handling staff, never another resident. What staff wrote is
 * for everybody on the concern, but for what they wrote down of what somebody told them. Source: product.md §4.
 */
export function visibleParticulars(event: ConcernEvent, viewing: Viewing) {
  const { concern, relations } = viewing;
  const found = viewing.particulars.find(({ id }) => id === event.id);
  const isByStaff = concern.participants.every(({ key }) => key !== event.by);
  const isForAll = isByStaff && (event.type !== 'recordConcern' || relations.includes('reporter'));
  // Why somebody withdrew is for the supervisor: the owner may be the reason. Source: product.md §6, `withdraw`.
  const isForSupervisor = event.type === 'withdraw' || event.type === 'complain';
  const isAddressed = isForSupervisor ? relations.includes('overseer') : seesAsStaff(relations);
  if (!isMine(event, viewing) && !isForAll && !isAddressed) return { words: undefined, photoFileIds: [] };
  return { words: found?.words, photoFileIds: found?.photoFileIds ?? [] };
}

/** Addresses of the photos that this viewer may see. */
export const photosOf = (event: ConcernEvent, viewing: Viewing): string[] =>
  visibleParticulars(event, viewing).photoFileIds.flatMap((fileId) => viewing.photoUrls[fileId] ?? []);

function entryOf(event: ConcernEvent, viewing: Viewing): z.infer<typeof historyEntry> {
  const { words } = visibleParticulars(event, viewing);
  return {
    at: event.at,
    title: titleOf(event, viewing),
    by: nameOf(event, viewing),
    ...(words && { words }),
    photoUrls: photosOf(event, viewing),
  };
}

/** What this caller may know of the last thing that happened, by whom and when. */
export function latestFor(viewing: Viewing): string | undefined {
  const event = viewing.concern.events.filter((each) => isVisible(each, viewing)).at(-1);
  return event && `${nameOf(event, viewing)}${titleOf(event, viewing)}，${formatMoment(event.at, viewing.now)}`;
}

function nameOf(event: ConcernEvent, viewing: Viewing): string {
  if (isMine(event, viewing)) return '您';
  if (event.by === 'clock') return '系统';
  const participant = viewing.concern.participants.find(({ key }) => key === event.by);
  if (participant) return participant.relation === 'reporter' ? '反映人' : '参与人';
  return memberOf(viewing.town, event.by).name;
}

/** @param undoesClaim absent where the answer is not about a claim. */
const answered = (undoesClaim: unknown): string =>
  undoesClaim === undefined ? '街道答复投诉' : undoesClaim ? '街道核实后撤销认领' : '街道核实认领无误';

function titleOf(event: ConcernEvent, { concern, town, relations }: Viewing): string {
  const { type, to, data = {} } = event;
  if (isObjection(event)) return '反映没有解决，另立跟进诉求';
  const kind = DECISION_LABELS[(data['kind'] ?? 'closing') as DecisionKind];
  const closing = data['kind'] === 'closing';
  const task = taskIn(concern, String(data['taskId'] ?? event.id));
  const department = task && memberOf(town, task.liaisonId).title;
  const titles: Record<EventType, string> = {
    submitConcern: '提交诉求',
    recordConcern: '当面听取并登记',
    followUp: '居民反映没有解决，立为跟进诉求',
    recordFirstContact: `首次联系 · ${CONTACT_LABELS[(data['way'] ?? 'phone') as ContactWay]}`,
    disputeContact: '反映没有联系过',
    reply: '回复',
    addDetail: '补充情况',
    revealContact: data['of'] ? '为回访查看了您的电话' : '查看了联系电话',
    askResident: seesAsStaff(relations) ? '请居民补充' : '请您补充',
    answer: '补充了回答',
    lapseQuestion: '没有等到补充，继续办理',
    plan: '告知进展',
    completeStage: `完成${data['label']}`,
    resume: '继续办理',
    correctPlace: '更正地点',
    correctCategory: '更正类别',
    unsetRecurrence: '不算复发',
    urge: '催办',
    complain: '投诉办理',
    answerComplaint: answered(data['undoesClaim']),
    proposeClosing: `提出办结 · ${CLOSING_LABELS[(data['kind'] ?? 'resolved') as ClosingKind]}`,
    proposeDefer: '申请列入计划',
    proposeExtension: `申请延期 ${data['days']} 个工作日`,
    proposeHandover: '申请交接',
    objectRouting: '提出派单异议',
    decide: data['agrees']
      ? closing
        ? '核验通过'
        : `同意${kind}`
      : closing
        ? '核验未通过，继续办理'
        : `不同意${kind}`,
    takeBack: `收回${kind}申请`,
    raiseDecision: `${kind}没有按时审批，转上一级`,
    lapseDecision: `${kind}没有人审批，按不同意处理`,
    assignCover: data['staffId'] ? '安排代管' : '结束代管',
    orderHandover: '街道指定交接',
    withdraw: relations.includes('overseer') && data['wasAsked'] ? '撤回诉求，说有人要求撤回' : '撤回诉求',
    undoWithdraw: '取消撤回',
    rate: to === 'handling' ? '反映没有解决，重新办理' : '提交评价',
    closeRating: '评价期结束，办结',
    reopen: '重新办理',
    escalate: `${CLOCK_LABELS[(data['of'] ?? 'finish') as ClockKind]}${Number(data['step']) >= 100 ? '已超时，街道督办' : `时限已过 ${data['step']}%，提醒`}`,
    recomputeDeadlines: '节假日安排公布，时限重新计算',
    join: '也遇到，加入诉求',
    leave: '退出诉求',
    link: '与附近的诉求一并办理',
    unlink: '改为单独办理',
    closeWithLead: '一并办理的诉求已办结',
    claim: '凭回执认领诉求',
    disputeClaim: '转报认领有疑问',
    callback: to === 'handling' ? '回访时反映没有解决，重新办理' : '接受电话回访',
    disownCallback: '声明回访评价不是本人所说',
    supersedeCallback: to === 'handling' ? '反映没有解决，重新办理' : '改正回访评价',
    dispatchTask: `请${department}${TASK_ROLES[(data['role'] ?? 'assist') as TaskRole]}`,
    acknowledgeTask: '签收任务',
    returnTask: '申请退单',
    completeTask: '办完任务',
    recallTask: `撤回${department}的任务`,
  };
  return titles[type];
}
