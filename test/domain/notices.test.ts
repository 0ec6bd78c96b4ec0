import { join, leave } from '../../domain/joining';
import {
  disownCallback,
  recordCall,
  revealForCall,
  supersedeCallback,
  type CallNote,
} from '../../domain/callback-answer';
import { claim, disputeClaim } from '../../domain/claim';
import { applied, type Concern } from '../../domain/concern';
import {
  addDetail,
  answer,
  answerComplaint,
  askResident,
  assignCover,
  complain,
  completeStage,
  correctCategory,
  correctPlace,
  disputeContact,
  escalate,
  lapseQuestion,
  plan,
  recomputeDeadlines,
  reply,
  resume,
  revealContact,
  undoWithdraw,
  unsetRecurrence,
  urge,
  withdraw,
} from '../../domain/handling';
import {
  decide,
  objectRouting,
  orderHandover,
  proposeExtension,
  proposeHandover,
  raiseDecision,
  takeBack,
} from '../../domain/proposals';
import { acknowledgeTask, completeTask, recallTask } from '../../domain/dispatching';
import { clocksOf, stepAt } from '../../domain/escalation';
import { decisionsIn } from '../../domain/tasks';
import { closeWithLead, link, unlink, unlinkWhenLost } from '../../domain/linking';
import { EVENT_TYPES, type EventType } from '../../domain/lifecycle';
import { noticesFor } from '../../domain/notices';
import type { Recipient } from '../../domain/recipients';
import { closeRating, rate, reopen } from '../../domain/rating';
import { isForStaff } from '../../domain/push-templates';
import { DAY, formatMoment } from '../../domain/time';
import { aLargeRound, followUpOf, objectedTo, takenUp } from '../support/a-large-round';
import { aTown, beijing, CALENDAR_2026 } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  anAnswer,
  around,
  decided,
  deferralProposed,
  dispatched,
  joinedBy,
  NEIGHBOUR,
  noLonger,
  proposed,
  RESIDENT,
  returned,
} from '../support/a-concern';

const town = aTown();
const OWNER = 'officer-chen';
const joined = [joinedBy(NEIGHBOUR)];
const { assigned, handling, verifying, rating, closed } = Object.fromEntries(
  (['assigned', 'handling', 'verifying', 'rating', 'closed'] as const).map((s) => [s, aConcernIn(s, { joined })]),
) as Record<'assigned' | 'handling' | 'verifying' | 'rating' | 'closed', Concern>;

const byOwner = anAct({ by: OWNER });
const rated = (key: 'p1' | 'p2', solved: 'yes' | 'no') =>
  applied(
    rating,
    rate(rating, rating.participants[key === 'p1' ? 0 : 1]!, anAct({ by: key }), anAnswer({ solved }), town),
  );
const heard = (by: string, town_ = town) =>
  aConcern({ town: town_, joined, recorded: { by, capacity: 'visit' }, act: anAct({ by }) });
const assuming = aConcern({ categoryId: 'A5', joined, act: anAct({ at: Date.UTC(2026, 11, 31, 2) }) });
const laterTown = aTown({ calendar: { ...CALENDAR_2026, officialYears: [2026, 2027, 2028] } });
const byDepartment = aTown({
  staff: town.staff.map((m) => (m.id === 'officer-guo' ? { ...m, roles: ['department'] } : m)),
});
const unverified = aConcernIn('verifying', { joined, categoryId: 'K1' }); // goes straight to rating

const awaiting = applied(handling, askResident(handling, byOwner, town));
const deferred = aConcernIn('deferred', { joined });
const planned = deferralProposed(handling, town);
const staged = aConcernIn('handling', { joined, categoryId: 'B2' });
const leading = aConcernIn('handling');
const linked = applied(handling, link(handling, anAct({ by: 'coordinator-liangdu' }), leading, [], town));
const closedLead = aConcernIn('rating');
const closedWithIt = { ...linked, leadId: closedLead.id };
const complained = applied(handling, complain(handling, anAct()));
const call = { id: 'call', concernId: closed.id, key: 'p2', round: 1, until: NOW + 99 * DAY, callerId: 'desk-first' };
const called = (note: Partial<CallNote>) =>
  applied(
    closed,
    recordCall(
      closed,
      anAct({ by: 'desk-first', at: closed.closedAt! }),
      call,
      { outcome: 'reached', stillNeedsHandling: false, words: '', ...note },
      { town, absences: [] },
    ),
  );
const heardOnThePhone = called({ solved: 'yes', satisfaction: 5 });
const superseded = (solved: 'yes' | 'no') =>
  applied(
    heardOnThePhone,
    supersedeCallback(heardOnThePhone, anAct({ by: 'p2', at: closed.closedAt! }), anAnswer({ solved }), {
      town,
      absences: [],
    }),
  );
const recorded = aConcern({ recorded: { by: OWNER, capacity: 'visit' }, reporter: { openid: null, isStaff: false } });
const claimed = applied(recorded, claim(recorded, anAct(), RESIDENT, 0));
const disputed = applied(claimed, disputeClaim(claimed, byOwner));
const withdrawn = applied(assigned, withdraw(assigned, anAct(), town));
const offered = applied(handling, proposeHandover(handling, byOwner, 'officer-lin', around(town)));
const covered = applied(
  handling,
  assignCover(handling, anAct({ by: 'coordinator-liangdu' }), 'officer-lin', around(town)),
);
const atTheEnd = (concern: Concern) => anAct({ at: concern.decision!.decideBy, by: 'clock' });
const raisedOnce = applied(verifying, raiseDecision(verifying, atTheEnd(verifying), town, [])!);
const raisedTwice = applied(raisedOnce, raiseDecision(raisedOnce, atTheEnd(raisedOnce), town, [])!);
const lapsed = applied(raisedTwice, raiseDecision(raisedTwice, atTheEnd(raisedTwice), town, [])!);
/** The clock looks when this much of the time for the first contact has gone. */
function escalatedTo(step: number): Concern {
  const { startsAt, dueAt } = assigned.firstContact.deadline;
  const at = startsAt + Math.ceil(((dueAt - startsAt) * step) / 100);
  return applied(assigned, escalate(assigned, anAct({ at, by: 'clock' }))!);
}

const large = aLargeRound();
const followed = objectedTo(large, 'p2');
const followedUp = followUpOf(followed);
const largeClosed = applied(large, closeRating(large, anAct({ at: large.rounds[0]!.ratingClosesAt!, by: 'clock' }))!);

const byWater = anAct({ by: 'water' });
const atWater = dispatched(handling, town);
const { id: waterTask, deadline: waterDeadline } = atWater.tasks![0]!;
const dueAtWater = waterDeadline.dueAt;
const returnedByWater = returned(atWater, town);
const returnDecided = (agrees: boolean) => {
  const [decision] = decisionsIn(returnedByWater);
  const act = anAct({ by: decision!.decider });
  return applied(returnedByWater, decide(returnedByWater, act, { agrees }, around(town), decision));
};
/** Of a concern that has more time than the department. */
const withTime = dispatched(aConcernIn('handling', { joined, categoryId: 'A5' }), town, { limit: 'h4' });
const atWaterFor = (step: 50 | 100) => {
  const clock = clocksOf(withTime).find(({ kind }) => kind === 'task')!;
  return applied(withTime, escalate(withTime, anAct({ at: stepAt(clock, step), by: 'clock' }))!);
};
const untakenReturn = (() => {
  let concern = returnedByWater;
  for (let [pending] = decisionsIn(concern); pending?.level !== 'leader'; [pending] = decisionsIn(concern))
    concern = applied(concern, raiseDecision(concern, anAct({ at: pending!.decideBy, by: 'clock' }), town, [])!);
  return concern;
})();
const lapsedReturn = (() => {
  const { decideBy } = decisionsIn(untakenReturn)[0]!;
  return applied(untakenReturn, raiseDecision(untakenReturn, anAct({ at: decideBy, by: 'clock' }), town, [])!);
})();

const residents = [RESIDENT, NEIGHBOUR];
/** Whom, what; and for whom WeChat rings besides, with which template and status. */
type Case = [what: string, after: Concern, told: Record<string, string>, pushed?: Record<string, string>];
const each = (people: string[], text: string) => Object.fromEntries(people.map((person) => [person, text]));

/** Who is told what, by hand, from product.md §4, §6 and §7. An event without a row fails below. */
const CASES: Record<EventType, Case[]> = {
  followUp: [
    [
      'the first of a large round who says "not solved"',
      followedUp,
      {
        [OWNER]: '有居民反映没有解决，已立为跟进诉求，请重新办理',
        'openid-p2': '您反映没有解决的，已重新办理，由陈大文负责',
      },
      { [OWNER]: 'returned 没有解决', 'openid-p2': 'progress 重新办理' },
    ],
  ],
  link: [
    [
      'by the coordinator',
      linked,
      { [OWNER]: '社区已将这件诉求与附近的诉求关联', ...each(residents, '与附近同样的诉求一并办理，仍由陈大文负责') },
    ],
  ],
  unlink: [
    [
      'by the coordinator',
      applied(linked, unlink(linked, anAct({ by: 'coordinator-liangdu' }))),
      { [OWNER]: '关联已解除，请单独办理', ...each(residents, '改为单独办理，由陈大文负责到底') },
    ],
    [
      'by the clock',
      applied(linked, unlinkWhenLost(linked, anAct({ by: 'clock' }), undefined, town)!),
      {
        [OWNER]: '关联已解除，请单独办理',
        'coordinator-liangdu': '牵头诉求已结束，关联已解除，请关注',
        ...each(residents, '改为单独办理，由陈大文负责到底'),
      },
    ],
  ],
  closeWithLead: [
    [
      'asking its own people',
      applied(closedWithIt, closeWithLead(closedWithIt, anAct({ by: 'clock' }), closedLead, {}, around(town))!),
      { [OWNER]: '牵头诉求已办结，这件一并办结', ...each(residents, '办结结果：已解决，请您评价') },
      each(residents, 'rate 请您评价'),
    ],
  ],
  join: [
    ['a neighbour', applied(handling, join(handling, anAct(), { openid: 'openid-3', isStaff: false }, town)), {}],
    [
      'another who says "not solved"',
      takenUp(followedUp, objectedTo(followed.concern, 'p3')),
      { [OWNER]: '又有居民反映没有解决，请查看还差什么' },
      { [OWNER]: 'returned 没有解决' },
    ],
  ],
  leave: [['a neighbour', applied(handling, leave(handling, anAct({ by: 'p2' }))), {}]],
  callback: [
    [
      'praise, which only who said it is told of',
      called({ outcome: 'reached', solved: 'yes', satisfaction: 5 }),
      { [NEIGHBOUR]: '刚才有工作人员电话回访，记下了您的评价。如果不是您说的，请点“不是我评的”' },
    ],
    ['nobody who picked up', called({ outcome: 'notReached' }), {}],
    ['somebody who would not say', called({ outcome: 'declined' }), {}],
    [
      '"not solved"',
      called({ outcome: 'reached', solved: 'no', satisfaction: 1 }),
      {
        [NEIGHBOUR]: '刚才有工作人员电话回访，记下了您的评价。如果不是您说的，请点“不是我评的”',
        [OWNER]: '回访时居民反映没有解决，请重新办理',
      },
      { [OWNER]: 'returned 没有解决' },
    ],
  ],
  disownCallback: [
    ['an answer disowned', applied(heardOnThePhone, disownCallback(heardOnThePhone, anAct({ by: 'p2' }))), {}],
  ],
  supersedeCallback: [
    ['praise instead', superseded('yes'), {}],
    [
      '"not solved" instead',
      superseded('no'),
      { [OWNER]: '居民反映没有解决，请重新办理' },
      { [OWNER]: 'returned 没有解决' },
    ],
  ],
  claim: [['by who holds the slip', claimed, { [OWNER]: '居民已凭回执认领诉求，可以在线回复了' }]],
  disputeClaim: [
    [
      'a doubt about it, which only the supervisor learns of',
      disputed,
      { supervisor: '有居民说认领的不是本人，请核实' },
      { supervisor: 'decision 核实认领' },
    ],
  ],
  submitConcern: [
    ['a report', assigned, { [OWNER]: '新诉求' }, { [OWNER]: 'assigned 新诉求' }],
    ['an emergency', aConcern({ categoryId: 'B5' }), { [OWNER]: '紧急诉求' }, { [OWNER]: 'emergency 紧急诉求' }],
  ],
  recordConcern: [
    ['heard by its owner', heard(OWNER), each(residents, '已登记您的诉求，由陈大文负责到底')],
    [
      'heard by somebody who may not own it',
      heard('officer-guo', byDepartment),
      { [OWNER]: '新诉求', ...each(residents, '已登记您的诉求，由陈大文负责到底') },
      { [OWNER]: 'assigned 新诉求' },
    ],
  ],
  recordFirstContact: [
    [
      'the first contact',
      handling,
      each(residents, '陈大文已与您联系，正在办理'),
      each(residents, 'progress 已联系您'),
    ],
  ],
  reply: [
    [
      'a reply',
      applied(handling, reply(handling, byOwner)),
      each(residents, '陈大文回复了您'),
      each(residents, 'progress 有新回复'),
    ],
  ],
  addDetail: [['a detail', applied(handling, addDetail(handling, anAct())), { [OWNER]: '居民补充了情况' }]],
  revealContact: [
    ['a reveal', applied(handling, revealContact(handling, byOwner)), { [RESIDENT]: '陈大文为联系您查看了电话' }],
    [
      'a reveal for a call',
      applied(closed, revealForCall(closed, anAct({ by: 'desk-first' }), call)),
      { [NEIGHBOUR]: '何班长为电话回访查看了您的电话' },
    ],
  ],
  withdraw: [
    ['before the first contact', applied(assigned, withdraw(assigned, anAct(), town)), { [OWNER]: '居民撤回了诉求' }],
    [
      'after the first contact',
      applied(handling, withdraw(handling, anAct(), town)),
      { [OWNER]: '居民撤回了诉求', supervisor: '居民在首次联系后撤回了诉求，请了解原因' },
    ],
    [
      'because somebody asked for it',
      applied(handling, withdraw(handling, anAct(), town, true)),
      { [OWNER]: '居民撤回了诉求', supervisor: '居民说有人要求撤回诉求，请了解原因' },
    ],
  ],
  proposeClosing: [
    [
      'a closing to verify',
      verifying,
      { 'coordinator-liangdu': '有一条办结等您核验', ...each(residents, '已提出办结，正在核验') },
      { 'coordinator-liangdu': 'decision 等您核验', ...each(residents, 'progress 正在核验') },
    ],
    [
      'a closing that needs no verification',
      unverified,
      each(residents, '办结结果：已解决，请您评价'),
      each(residents, 'rate 请您评价'),
    ],
  ],
  decide: [
    [
      'a return upheld',
      returnDecided(true),
      { [OWNER]: '水务退单已获同意，请另作安排', water: '退单已获同意，这项任务不用办了' },
      { [OWNER]: 'returned 部门退单' },
    ],
    [
      'a return refused',
      returnDecided(false),
      { [OWNER]: '水务退单未获同意，继续办理', water: '退单未获同意，请继续办理' },
      { water: 'returned 退单未批' },
    ],
    [
      'a confirmed closing',
      rating,
      { [OWNER]: '办结已核验通过', ...each(residents, '办结结果：已解决，请您评价') },
      each(residents, 'rate 请您评价'),
    ],
    [
      'a refused closing',
      decided(verifying, town, NOW, false),
      { [OWNER]: '办结未通过核验，请继续办理', ...each(residents, '核验认为还没办好，继续为您办理') },
      { [OWNER]: 'returned 未通过核验', ...each(residents, 'progress 继续办理') },
    ],
    [
      'a plan agreed to',
      deferred,
      {
        [OWNER]: '列入计划已获同意',
        ...each(residents, `经街道同意列入计划，${formatMoment(NOW + 10 * DAY, NOW)} 前办结`),
      },
      each(residents, 'progress 有新进展'),
    ],
    [
      'a handover accepted',
      decided(offered, town),
      {
        [OWNER]: '这件诉求已交给别人负责，谢谢您',
        ...each(residents, '现在由林小芳负责到底'),
      },
      each(residents, 'progress 换人负责'),
    ],
    [
      'a handover refused',
      decided(offered, town, NOW, false),
      { [OWNER]: '交接未获同意' },
      { [OWNER]: 'returned 申请未批' },
    ],
  ],
  rate: [
    ['praise', rated('p1', 'yes'), {}],
    ['"not solved"', rated('p1', 'no'), { [OWNER]: '居民反映没有解决，请重新办理' }, { [OWNER]: 'returned 没有解决' }],
    ['"not solved" in a large round, which its follow-up tells of', followed.concern, {}],
  ],
  disputeContact: [
    [
      'a contact that was not',
      applied(handling, disputeContact(handling, anAct(), town)),
      { [OWNER]: '居民反映还没有联系过，请尽快联系', 'coordinator-liangdu': '居民反映没有联系过，请关注' },
      { [OWNER]: 'returned 请联系居民' },
    ],
  ],
  askResident: [
    [
      'a question',
      awaiting,
      each(residents, `陈大文请您补充情况，请在 ${formatMoment(awaiting.question!.answerBy, NOW)} 前回答`),
      each(residents, 'progress 请您补充'),
    ],
  ],
  answer: [
    [
      'an answer by one of them',
      applied(awaiting, answer(awaiting, anAct(), town)),
      { [OWNER]: '居民已经补充，请继续办理' },
      { [OWNER]: 'returned 居民已补充' },
    ],
  ],
  lapseQuestion: [
    [
      'no answer',
      applied(awaiting, lapseQuestion(awaiting, anAct({ at: awaiting.question!.answerBy, by: 'clock' }), town)!),
      {
        [OWNER]: '没有等到居民补充，请继续办理',
        ...each(residents, '没有等到您的补充，已继续办理，您仍可随时补充情况'),
      },
    ],
  ],
  plan: [
    [
      'word on how it goes',
      applied(handling, plan(handling, byOwner, NOW + DAY)),
      each(residents, '陈大文告知了进展'),
      each(residents, 'progress 有新进展'),
    ],
  ],
  completeStage: [
    [
      'a stage done',
      applied(staged, completeStage(staged, byOwner, 0)),
      each(residents, '围护已完成'),
      each(residents, 'progress 有新进展'),
    ],
  ],
  resume: [
    [
      'by the owner',
      applied(deferred, resume(deferred, byOwner)),
      each(residents, '已恢复办理'),
      each(residents, 'progress 继续办理'),
    ],
    [
      'by the clock',
      applied(deferred, resume(deferred, anAct({ by: 'clock' }))),
      { [OWNER]: '承诺的日期到了，请办结或说明情况', ...each(residents, '已恢复办理') },
      each(residents, 'progress 继续办理'),
    ],
  ],
  correctPlace: [
    [
      'by the reporter',
      applied(handling, correctPlace(handling, anAct(), handling.place)),
      { [OWNER]: '诉求的地点已更正，请核对', [NEIGHBOUR]: '诉求的地点已更正' },
    ],
  ],
  correctCategory: [
    [
      'by the owner',
      applied(handling, correctCategory(handling, byOwner, 'A5', false, around(town))),
      each(residents, '诉求的类别已更正'),
    ],
  ],
  unsetRecurrence: [
    [
      'by the coordinator',
      applied(handling, unsetRecurrence({ ...handling, recurrenceOf: 'x' }, anAct({ by: 'coordinator-liangdu' }))),
      { [OWNER]: '社区核定这件诉求不算复发' },
    ],
  ],
  urge: [
    [
      'in time',
      applied(handling, urge(handling, anAct())),
      { [OWNER]: '居民催办，请尽快告知进展' },
      { [OWNER]: 'returned 居民催办' },
    ],
    [
      'when it is overdue',
      applied(handling, urge(handling, anAct({ at: NOW + 30 * DAY }))),
      { [OWNER]: '居民催办，请尽快告知进展', 'coordinator-liangdu': '居民催办，这件诉求已超时' },
      { [OWNER]: 'returned 居民催办' },
    ],
  ],
  complain: [
    [
      'a complaint, which the owner does not learn of',
      complained,
      { supervisor: '居民投诉办理，请查看并答复' },
      { supervisor: 'decision 居民投诉' },
    ],
  ],
  answerComplaint: [
    [
      'an answer, which only the complainant learns of',
      applied(complained, answerComplaint(complained, anAct({ by: 'supervisor' }))),
      { [RESIDENT]: '街道答复了您的投诉' },
      { [RESIDENT]: 'progress 投诉有答复' },
    ],
    [
      'about a claim, which who passed it on learns of',
      applied(disputed, answerComplaint(disputed, anAct({ by: 'supervisor' }), true)),
      { [OWNER]: '街道答复了您转报的认领疑问' },
    ],
  ],
  undoWithdraw: [
    [
      'a withdrawal undone',
      applied(withdrawn, undoWithdraw(withdrawn, anAct(), town)),
      { [OWNER]: '居民取消了撤回，请继续办理' },
      { [OWNER]: 'returned 恢复办理' },
    ],
  ],
  proposeDefer: [
    [
      'a plan to agree to',
      planned,
      { supervisor: '有一项列入计划的申请等您审批' },
      { supervisor: 'decision 等您审批' },
    ],
  ],
  proposeExtension: [
    [
      'more days to agree to',
      applied(handling, proposeExtension(handling, byOwner, 3, around(town))),
      { 'coordinator-liangdu': '有一项延期申请等您审批' },
      { 'coordinator-liangdu': 'decision 等您审批' },
    ],
  ],
  proposeHandover: [
    [
      'a handover to accept',
      offered,
      { 'officer-lin': '陈大文请您接手，请接受或拒绝' },
      { 'officer-lin': 'decision 等您接手' },
    ],
  ],
  objectRouting: [
    [
      'an objection to settle',
      applied(assigned, objectRouting(assigned, byOwner, 'notMyGrid', around(town))),
      { 'coordinator-liangdu': '有一项派单异议等您核定' },
      { 'coordinator-liangdu': 'decision 等您核定' },
    ],
  ],
  takeBack: [['a request taken back', applied(offered, takeBack(offered, byOwner)), {}]],
  raiseDecision: [
    [
      'about a return',
      untakenReturn,
      { leader: '退单没有按时审批，转给您审批', water: '退单没有按时审批，已转上一级' },
      { leader: 'decision 等您审批' },
    ],
    [
      'one level up',
      raisedOnce,
      { supervisor: '办结没有按时审批，转给您审批', [OWNER]: '办结没有按时审批，已转上一级' },
      { supervisor: 'decision 等您审批' },
    ],
  ],
  lapseDecision: [
    [
      'about a return',
      lapsedReturn,
      { water: '退单没有人核定，按不同意处理，请继续办理' },
      { water: 'returned 退单未批' },
    ],
    [
      'nobody at the top',
      lapsed,
      { [OWNER]: '办结没有人审批，按不同意处理，请继续办理', ...each(residents, '核验没有按时完成，继续为您办理') },
      { [OWNER]: 'returned 申请未批', ...each(residents, 'progress 继续办理') },
    ],
  ],
  assignCover: [
    [
      'somebody besides the owner',
      covered,
      { 'officer-lin': '社区请您代管这件诉求', [OWNER]: '社区安排了代管，您仍是首访责任人' },
      { 'officer-lin': 'returned 请您代管' },
    ],
  ],
  orderHandover: [
    [
      'an order',
      applied(handling, orderHandover(handling, anAct({ by: 'supervisor' }), 'officer-lin', around(town))),
      {
        'officer-lin': '街道指定由您负责，请接着办理',
        [OWNER]: '街道已指定由别人负责这件诉求',
        ...each(residents, '现在由林小芳负责到底'),
      },
      { 'officer-lin': 'returned 交接给您', ...each(residents, 'progress 换人负责') },
    ],
  ],
  escalate: [
    [
      'half of the time of a department',
      atWaterFor(50),
      { [OWNER]: '部门任务时限已过 50%', water: '部门任务时限已过 50%' },
    ],
    [
      'a department that is late, which the owner answers for',
      atWaterFor(100),
      {
        [OWNER]: '部门任务已超时，请马上处理',
        water: '部门任务已超时，请马上办理',
        'coordinator-liangdu': '部门任务已超时',
        supervisor: '部门任务已超时，请督办',
      },
      { [OWNER]: 'returned 已超时', water: 'returned 已超时' },
    ],
    ['half the time', escalatedTo(50), { [OWNER]: '首次联系时限已过 50%' }],
    [
      'most of the time',
      escalatedTo(80),
      { [OWNER]: '首次联系时限已过 80%', 'coordinator-liangdu': '首次联系时限已过 80%' },
    ],
    [
      'overdue',
      escalatedTo(100),
      {
        [OWNER]: '首次联系已超时，请马上处理',
        'coordinator-liangdu': '首次联系已超时',
        supervisor: '首次联系已超时，请督办',
        ...each(residents, '首次联系比说好的时间晚了，街道已在督办'),
      },
      { [OWNER]: 'returned 已超时' },
    ],
    [
      'half as long again',
      escalatedTo(150),
      {
        [OWNER]: '首次联系已超时，请马上处理',
        'coordinator-liangdu': '首次联系已超时',
        supervisor: '首次联系已超时，请督办',
        leader: '首次联系已超时，列入例会',
      },
      { [OWNER]: 'returned 已超时' },
    ],
  ],
  closeRating: [['the end of the window', closed, each(residents, '评价期已结束，诉求办结')]],
  reopen: [
    [
      'a reopening',
      applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), town)),
      { [OWNER]: '居民申请重新办理', [NEIGHBOUR]: '已为您重新办理' },
      { [OWNER]: 'returned 重新办理', [NEIGHBOUR]: 'progress 重新办理' },
    ],
    [
      'one after a large round, which its follow-up tells of',
      applied(largeClosed, reopen(largeClosed, anAct({ at: largeClosed.closedAt!, by: 'p2' }), town)),
      {},
    ],
  ],
  dispatchTask: [
    [
      'by the owner',
      atWater,
      {
        water: `请主办，请在 ${formatMoment(dueAtWater, NOW)} 前办完`,
        ...each(residents, '已请水务一起办理，仍由首访责任人负责到底'),
      },
      { water: 'assigned 部门任务', ...each(residents, 'progress 有新进展') },
    ],
    [
      'by the coordinator',
      dispatched(handling, town, { role: 'assist' }, { by: 'coordinator-liangdu' }),
      {
        [OWNER]: '林书记已请水务办理，您仍是首访责任人',
        water: '请协办',
        ...each(residents, '已请水务一起办理'),
      },
      { water: 'assigned 部门任务', ...each(residents, 'progress 有新进展') },
    ],
  ],
  acknowledgeTask: [
    ['its task', applied(atWater, acknowledgeTask(atWater, byWater, waterTask)), { [OWNER]: '水务已签收任务' }],
  ],
  returnTask: [
    [
      'what it says is not its matter',
      returnedByWater,
      { [OWNER]: '水务申请退单，正在核定', 'coordinator-liangdu': '水务申请退单，等您核定' },
      { 'coordinator-liangdu': 'decision 等您核定' },
    ],
  ],
  completeTask: [
    [
      'its task',
      applied(atWater, completeTask(atWater, byWater, waterTask)),
      { [OWNER]: '水务办完了，请核实后接着办', ...each(residents, '水务办完了，首访责任人会接着核实') },
      { [OWNER]: 'returned 部门办完了', ...each(residents, 'progress 有新进展') },
    ],
  ],
  recallTask: [
    [
      'by the owner',
      applied(atWater, recallTask(atWater, byOwner, waterTask)),
      { water: '这项任务已撤回，不用办了' },
      { water: 'returned 任务撤回' },
    ],
    [
      'by the coordinator',
      applied(atWater, recallTask(atWater, anAct({ by: 'coordinator-liangdu' }), waterTask)),
      { water: '这项任务已撤回，不用办了', [OWNER]: '林书记撤回了水务的任务' },
      { water: 'returned 任务撤回' },
    ],
  ],
  recomputeDeadlines: [
    [
      'a new calendar',
      applied(
        assuming,
        recomputeDeadlines(assuming, anAct({ by: 'clock', at: Math.max(NOW, Date.UTC(2027, 0, 1)) }), laterTown)!,
      ),
      { [OWNER]: '节假日安排已公布，时限已重新计算', ...each(residents, '节假日安排已公布，办理时限已重新计算') },
    ],
  ],
};

const nameOf = (to: Recipient) => ('openid' in to ? to.openid : to.staffId);
const noticesOf = (concern: Concern) => noticesFor(concern, concern.events.at(-1)!, town);
const allCases = Object.entries(CASES).flatMap(([event, cases]) =>
  cases.map(([what, after, told, pushed = {}]) => [event, what, after, told, pushed] as const),
);

test('every event has its expected notices', () => {
  expect(Object.keys(CASES).sort()).toEqual([...EVENT_TYPES].sort());
  for (const cases of Object.values(CASES)) expect(cases).not.toEqual([]);
});

test.each(allCases)('%s, %s, tells whom it concerns', (event, _what, concern, told) => {
  expect(concern.events.at(-1)!.type).toBe(event);
  const notices = noticesOf(concern);
  expect(notices.map(({ to }) => nameOf(to)).sort()).toEqual(Object.keys(told).sort()); // once each
  for (const { to, text } of notices) expect(text).toContain(`：${told[nameOf(to)]}`);
});

test.each(allCases)('%s, %s, rings for whom it must, and in few words', (_event, _what, concern, _told, pushed) => {
  const rung = noticesOf(concern).flatMap(({ to, push }) => (push ? [{ to, push }] : []));
  const said = rung.map(({ to, push }) => [nameOf(to), `${push.template} ${push.facts.status}`]);
  expect(Object.fromEntries(said)).toEqual(pushed);
  for (const { to, push } of rung) {
    expect(isForStaff(push.template)).toBe('staffId' in to);
    expect(push.facts.status).toMatch(/^[\u4e00-\u9fff]{1,5}$/);
    expect(push.facts.number).toBe(concern.number);
  }
});

test.each(allCases)('%s, %s, never tells who did it', (_event, _what, concern) => {
  const { by } = concern.events.at(-1)!;
  const openid = concern.participants.find(({ key }) => key === by)?.openid;
  for (const { to } of noticesOf(concern)) expect([by, openid]).not.toContain(nameOf(to));
});

test.each(allCases)(
  '%s, %s, tells nothing personal: neither words nor phone nor who else took part',
  (_e, _w, concern) => {
    for (const { text } of noticesOf(concern)) {
      expect(text).toMatch(/^[\u4e00-\u9fff]+ · 恒美一村：/);
      expect(text).not.toMatch(/openid|\bp\d\b|\d{7,}|反映人|参与人|邻居/);
    }
  },
);

test.each([
  ['a reply', reply, '林小芳回复了您'],
  ['a reveal', revealContact, '林小芳为联系您查看了电话'],
])('%s by who acts for the owner names them, not the owner', (_what, make, told) => {
  const after = applied(handling, make(handling, anAct({ by: 'officer-lin' })));
  for (const { text } of noticesOf(after)) expect(text).toContain(told);
});

test('an answer other than "not solved" is told to nobody, by whomever and however good', () => {
  for (const key of ['p1', 'p2'] as const) expect(noticesOf(rated(key, 'yes'))).toEqual([]);
});

test('residents without WeChat are not told by message', () => {
  const concern = aConcernIn('handling', { reporter: { openid: null, isStaff: false } });
  expect(noticesOf(concern)).toEqual([]);
});

test('only those on the frozen list are asked to rate', () => {
  const late = [joinedBy(NEIGHBOUR, { joinedAt: NOW - DAY + 1 })];
  const asked = noticesOf(aConcernIn('rating', { joined: late })).filter(({ text }) => text.includes('请您评价'));
  expect(asked.map(({ to }) => nameOf(to))).toEqual([RESIDENT]);
});

describe('a push', () => {
  const pushOf = (concern: Concern) => noticesOf(concern).find(({ push }) => push)!.push!;

  test('names the place in public space only', () => {
    expect(pushOf(assigned).facts).toMatchObject({ category: '路面积水', place: '恒美一村' });
    expect(pushOf(aConcern({ categoryId: 'F4' })).facts).not.toHaveProperty('place');
  });

  test('says by when, as it was told', () => {
    expect(pushOf(assigned).facts.at).toBe(assigned.firstContact.deadline.dueAt);
    expect(pushOf(verifying).facts.at).toBe(verifying.decision!.decideBy);
    expect(pushOf(rating).facts.at).toBe(rating.rounds[0]!.ratingClosesAt);
    expect(pushOf(handling).facts.at).toBe(NOW);
  });

  test('does not go to somebody who is locked out', () => {
    const suspended = noticesFor(assigned, assigned.events[0]!, town, [noLonger(OWNER, 'suspended')]);
    expect(suspended.map(({ to, push }) => [nameOf(to), push?.template])).toEqual([
      [OWNER, undefined],
      ['desk-first', 'assigned'],
    ]);
  });
});

test('who acts for an owner on leave is told as well', () => {
  const told = noticesFor(assigned, assigned.events[0]!, town, [aLeave(OWNER, { deputyId: 'officer-lin' })]);
  expect(told.map(({ to }) => nameOf(to))).toEqual([OWNER, 'officer-lin']);
});

test('an emergency at night is told to the owner and to the duty officer', () => {
  const concern = aConcern({ categoryId: 'B5', act: anAct({ at: beijing('2026-07-11 02:00') }) });
  expect(noticesOf(concern).map(({ to, push }) => [nameOf(to), push?.template])).toEqual([
    [OWNER, 'emergency'],
    ['desk-first', 'emergency'],
  ]);
});

describe('told late, when the concern has moved on', () => {
  const told = (concern: Concern, type: EventType) =>
    noticesFor(
      concern,
      concern.events.find((event) => event.type === type)!,
      town,
    ).map(({ to }) => nameOf(to));
  const refused = decided(verifying, town, NOW, false);

  test('nobody is asked to decide what is decided', () => {
    expect(told(refused, 'proposeClosing')).toEqual(residents);
    expect(told(proposed(refused, town), 'proposeClosing')).toEqual(residents); // of the first proposal
  });

  test('nobody is asked to rate what was reopened', () => {
    expect(told(rated('p1', 'no'), 'decide')).toEqual([OWNER]);
  });

  test('who has joined since is not told what was before', () => {
    const late = joinedBy(NEIGHBOUR, { joinedAt: NOW + 1 });
    expect(told({ ...handling, participants: [handling.participants[0]!, late] }, 'recordFirstContact')).toEqual([
      RESIDENT,
    ]);
  });

  test('a new concern keeps the time it was told with', () => {
    const moved = { ...assigned, firstContact: { deadline: { ...assigned.firstContact.deadline, dueAt: NOW + DAY } } };
    const [notice] = noticesFor(moved, assigned.events[0]!, town);
    expect(notice!.text).toContain(formatMoment(assigned.firstContact.deadline.dueAt));
  });
});
