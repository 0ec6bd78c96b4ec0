/** What may be done about a concern beside the two main buttons, each a row: what it says and what it asks for. */
import { GROUND_LABELS, TASK_ROLES, type TaskRole } from '../../../../domain/concern';
import { TASK_LIMITS } from '../../../../domain/dispatching';
import type { ErrorCode } from '../../../../domain/errors';
import { MOST_DAYS_TO_UPDATE } from '../../../../domain/proposals';
import type { ConcernAction, ConcernView, TaskView } from '../../../../domain/views';

type Asked = {
  /** Of the input. */
  name: string;
  label: string;
  hint?: string;
  isRequired: boolean;
  /** Said instead of the contract's sentence where it has been left empty. */
  missing?: string;
  /** Refusals that are about this field. */
  refusedBy: readonly ErrorCode[];
};
export type Field = Asked &
  (
    | { kind: 'words'; example: string; most: 1000 | 2000 }
    /** @property within days from today; otherwise any day after today. */
    | { kind: 'date'; within?: number }
    | { kind: 'number'; unit: string }
    | { kind: 'choice'; options: { id: string; label: string; hint?: string }[] }
    /** @property among a purpose of the person-picker: whom one can choose. */
    | { kind: 'person'; among: 'owner' | 'department' }
    /** One of the stages of the concern that are not done. */
    | { kind: 'stage' | 'category' | 'place' | 'photos' }
  );

export type Act = {
  action: Exclude<
    ConcernAction,
    | 'rateConcern'
    | 'decide'
    | 'revealContact'
    | 'undoWithdraw'
    | 'takeBackProposal'
    | 'showSlip'
    | 'linkConcern'
    | 'acknowledgeTask'
  >;
  /** About one of the departments' tasks: sent with its id, and offered where the task stands. */
  isOnTask?: true;
  /** In the list of what may be done; and of the page. */
  label: string;
  /** What it is good for, in the list. */
  use: string;
  /** What comes of it, above the form. */
  intro: string;
  fields: Field[];
  /** Sent besides what is filled in. */
  besides?: object;
  send: string;
  /** Once it is done. */
  sent: string;
  /** Besides the permission, where the concern has to stand in some way. */
  fits?: (concern: ConcernView) => boolean;
};

const RESIDENTS_READ = '居民能看到。';
const DECIDER_READS = '审批的人会看，居民看不到。';
const ROLE_HINTS: Record<TaskRole, string> = {
  lead: '由这个部门牵头办，同一时间只有一个',
  assist: '配合办其中一部分，可以有几个',
};

const words = (label: string, hint: string, example: string, most: 1000 | 2000 = 1000): Field => ({
  kind: 'words',
  name: 'words',
  label,
  hint,
  example,
  most,
  isRequired: true,
  refusedBy: [],
});
const furtherWords = (hint: string, example: string): Field => ({
  ...words('补充说明', hint, example),
  isRequired: false,
});
const photos: Field = {
  kind: 'photos',
  name: 'photoFileIds',
  label: '照片',
  hint: '不拍也可以。请不要拍到人脸和门牌号。',
  isRequired: false,
  refusedBy: ['FOREIGN_FILE'],
};
const person = (name: 'toId' | 'staffId', label: string, missing: string): Field => ({
  kind: 'person',
  among: 'owner',
  name,
  label,
  missing,
  isRequired: true,
  refusedBy: ['NOT_ELIGIBLE', 'UNKNOWN_STAFF', 'COVERED_ALREADY'],
});
const nextUpdate = (isRequired: boolean): Field => ({
  kind: 'date',
  name: 'nextUpdateOn',
  label: '下次什么时候告知进展',
  hint: `到那天前要再告诉居民一次，最迟 ${MOST_DAYS_TO_UPDATE} 天内。`,
  within: MOST_DAYS_TO_UPDATE,
  isRequired,
  refusedBy: ['UPDATE_TOO_LATE', 'UPDATE_NEEDED', ...(isRequired ? [] : (['DATE_PAST'] as const))],
});

/** In the order in which they are offered. */
const ROWS = {
  askResident: {
    action: 'askResident',
    label: '请居民补充',
    use: '等居民回答时，计时暂停',
    intro: '居民回答前计时暂停。到时没有等到回答，会自动继续计时。每轮办理最多问两次。',
    fields: [words('想问居民什么', RESIDENTS_READ, '例如：水是从井盖冒出来，还是从墙根渗出来？', 2000), photos],
    send: '发给居民',
    sent: '已发给居民',
  },
  updatePlan: {
    action: 'updatePlan',
    label: '告知进展',
    use: '告诉居民办到哪一步了',
    intro: '居民会马上收到通知。',
    fields: [words('办到哪一步了', RESIDENTS_READ, '例如：管材已经到货，下周二开工', 2000), nextUpdate(false)],
    send: '告知居民',
    sent: '已告知居民',
  },
  completeStage: {
    action: 'completeStage',
    label: '完成一个阶段',
    use: '先要做的事已经做好',
    intro: '记下完成的时间，居民能看到。',
    fields: [
      {
        kind: 'stage',
        name: 'stage',
        label: '完成了哪个阶段',
        missing: '请选择完成了哪个阶段',
        isRequired: true,
        refusedBy: ['STAGE_DONE'],
      },
      furtherWords(RESIDENTS_READ, '例如：已围上护栏，放了警示灯'),
    ],
    send: '记为完成',
    sent: '已记为完成',
  },
  dispatchTask: {
    action: 'dispatchTask',
    label: '请部门办理',
    use: '需要部门出力，责任人不变',
    intro: '部门会马上收到。首访责任人不变，仍负责到底；部门办完前，不能提出办结。',
    fields: [
      {
        kind: 'person',
        among: 'department',
        name: 'liaisonId',
        label: '请哪个部门',
        isRequired: true,
        refusedBy: ['DEPARTMENT_INVALID', 'TASK_OPEN', 'TASK_RETURNED'],
      },
      {
        kind: 'choice',
        name: 'role',
        label: '主办还是协办',
        options: (['lead', 'assist'] as const).map((id) => ({ id, label: TASK_ROLES[id], hint: ROLE_HINTS[id] })),
        isRequired: true,
        refusedBy: ['LEAD_TAKEN'],
      },
      {
        kind: 'choice',
        name: 'limit',
        label: '多久办完',
        options: Object.entries(TASK_LIMITS).map(([id, { label }]) => ({ id, label })),
        isRequired: true,
        refusedBy: [],
      },
      words('要部门做什么', RESIDENTS_READ, '例如：请检查三巷口的排水主管，告诉我们哪一段塌了'),
    ],
    send: '派给部门',
    sent: '已派给部门',
  },
  completeTask: {
    action: 'completeTask',
    isOnTask: true,
    label: '办完任务',
    use: '部门要做的已经做好',
    intro: '首访责任人会收到，核实后接着办。',
    fields: [words('办了什么，结果怎样', RESIDENTS_READ, '例如：塌陷的 12 米主管已经换新，试水不堵'), photos],
    send: '办完了',
    sent: '已告知责任人',
  },
  returnTask: {
    action: 'returnTask',
    isOnTask: true,
    label: '申请退单',
    use: '不该由这个部门办，由社区核定',
    intro: '核定前，仍由您的部门办理，时限照算。没有获得同意，就不能再退。',
    fields: [
      words('为什么不该由您的部门办', '核定的人和首访责任人会看，居民看不到。', '例如：这条路由公路部门管养，不归城管'),
    ],
    send: '申请退单',
    sent: '已申请退单',
  },
  recallTask: {
    action: 'recallTask',
    isOnTask: true,
    label: '撤回任务',
    use: '不用这个部门办了',
    intro: '撤回后，部门不用再办。以后需要时可以再请。',
    fields: [words('为什么撤回', '部门会看，居民看不到。', '例如：到现场看过，这一段不归水务管')],
    send: '撤回任务',
    sent: '已撤回任务',
  },
  resumeConcern: {
    action: 'resumeConcern',
    label: '恢复办理',
    use: '条件具备了，不等到计划的日期',
    intro: '恢复后马上接着办，办结时间仍是承诺的日期。',
    fields: [furtherWords(RESIDENTS_READ, '例如：施工队提前进场')],
    send: '恢复办理',
    sent: '已恢复办理',
  },
  proposeDefer: {
    action: 'proposeDefer',
    label: '申请列入计划',
    use: '要较长时间才能办好，由街道审批',
    intro: '街道同意后，按您承诺的日期办结，其间按时告知居民进展。审批前，原来的时限照算。',
    fields: [
      words('为什么要更久，打算怎么做', DECIDER_READS, '例如：要等枯水期换主管，已列入 9 月施工计划'),
      {
        kind: 'date',
        name: 'until',
        label: '承诺哪天办结',
        isRequired: true,
        refusedBy: ['DATE_PAST'],
      },
      nextUpdate(true),
    ],
    send: '提交申请',
    sent: '已提交申请',
  },
  proposeExtension: {
    action: 'proposeExtension',
    label: '申请延期',
    use: '多要几个工作日，由社区审批',
    intro: '同意后办结时间往后顺延。每轮办理最多延期两次。审批前，原来的时限照算。',
    fields: [
      {
        kind: 'number',
        name: 'days',
        label: '延期几个工作日',
        hint: '一次最多 20 个工作日。',
        unit: '个工作日',
        missing: '请填写延期几个工作日',
        isRequired: true,
        refusedBy: ['EXTENDED_ENOUGH'],
      },
      words('为什么要延期', DECIDER_READS, '例如：管材缺货，供货商答应周五送到'),
    ],
    send: '提交申请',
    sent: '已提交申请',
  },
  proposeHandover: {
    action: 'proposeHandover',
    label: '申请交接',
    use: '请另一位同事接手',
    intro: '对方同意前，仍由您负责。一个工作日没有答复，由上一级决定。',
    fields: [
      person('toId', '想交给谁', '请选择想交给谁'),
      words('为什么要交接', '接手的人和审批的人会看，居民看不到。', '例如：这一段道路已经划给第二网格'),
    ],
    send: '提交申请',
    sent: '已提交申请',
  },
  objectRouting: {
    action: 'objectRouting',
    label: '提出派单异议',
    use: '觉得派错了，由社区核定',
    intro: '只能提一次。核定前，仍由您负责，时限照算。',
    fields: [
      {
        kind: 'choice',
        name: 'ground',
        label: '异议的理由',
        options: Object.entries(GROUND_LABELS).map(([id, label]) => ({ id, label })),
        isRequired: true,
        refusedBy: [],
      },
      words('具体情况', '核定的人会看，居民看不到。', '例如：这个门牌在马岭社区那一侧'),
    ],
    send: '提交异议',
    sent: '已提交异议',
  },
  correctCategory: {
    action: 'correctCategory',
    label: '更正类别',
    use: '类别选得不对',
    intro: '首次联系的时限不变。新类别的时限更长时，由社区协调员更正才会放宽。',
    fields: [
      {
        kind: 'category',
        name: 'categoryId',
        label: '应该属于哪一类',
        isRequired: true,
        refusedBy: ['SAME_CATEGORY', 'NOT_CLEARED', 'UNKNOWN_CATEGORY'],
      },
    ],
    send: '更正类别',
    sent: '已更正类别',
  },
  correctPlace: {
    action: 'correctPlace',
    label: '更正地点',
    use: '地点标得不对',
    intro: '更正地点不会换人负责。不在您的网格里，可以另提派单异议或申请交接。',
    fields: [
      {
        kind: 'place',
        name: 'place',
        label: '实际在哪里',
        isRequired: true,
        refusedBy: ['OUTSIDE_TOWN', 'UNKNOWN_PLACE'],
      },
    ],
    send: '更正地点',
    sent: '已更正地点',
  },
  assignCover: {
    action: 'assignCover',
    label: '安排代管',
    use: '请一位同事和首访责任人一起办',
    intro: '首访责任人不变，仍负责到底。代管的人能做首访责任人能做的事，但不能交接。',
    fields: [
      person('staffId', '请谁代管', '请选择请谁代管'),
      furtherWords(RESIDENTS_READ, '例如：责任人在外培训，这几天由您跟进'),
    ],
    send: '安排代管',
    sent: '已安排代管',
  },
  endCover: {
    action: 'assignCover',
    label: '结束代管',
    use: '不用再请人一起办了',
    intro: '结束后，由首访责任人自己办理。',
    fields: [furtherWords(RESIDENTS_READ, '例如：责任人已经回来')],
    send: '结束代管',
    sent: '已结束代管',
    fits: ({ cover }) => cover !== undefined,
  },
  orderHandover: {
    action: 'orderHandover',
    label: '指定交接',
    use: '由街道指定换一个人负责',
    intro: '提交后马上生效，居民会收到通知。正在等审批的交接申请或派单异议同时作罢。',
    fields: [
      person('toId', '改由谁负责', '请选择改由谁负责'),
      words('为什么要换人', RESIDENTS_READ, '例如：原责任人长期不在岗'),
    ],
    send: '指定交接',
    sent: '已指定交接',
  },
  unlinkConcern: {
    action: 'unlinkConcern',
    label: '解除关联',
    use: '不再随牵头诉求一并办理',
    intro: '解除后由首访责任人单独办理和办结，时限不变，居民会收到通知。',
    fields: [words('为什么解除', RESIDENTS_READ, '例如：到现场看过，是另一处排水口')],
    send: '解除关联',
    sent: '已解除关联',
  },
  unsetRecurrence: {
    action: 'unsetRecurrence',
    label: '不算复发',
    use: '和以前办结的不是同一件事',
    intro: '更正后，以前那件不再算复发。负责的人不变。',
    fields: [words('为什么不算复发', '居民看不到。', '例如：上次是路面积水，这次是井盖松动')],
    send: '记为不算复发',
    sent: '已更正',
  },
  answerComplaint: {
    action: 'answerComplaint',
    label: '答复投诉',
    use: '答复居民对办理的投诉',
    intro: '只有投诉的居民和街道能看到，首访责任人看不到。',
    fields: [words('答复内容', '', '例如：已核实，安排了明天上午上门，给您添麻烦了', 2000)],
    send: '答复',
    sent: '已答复',
    fits: ({ complaint }) => !complaint?.isAboutClaim,
  },
  upholdClaim: {
    action: 'answerComplaint',
    label: '认领无误',
    use: '核实过，认领的就是本人',
    intro: '认领不变。只有转报的工作人员和街道能看到。',
    fields: [words('怎么核实的', '', '例如：打过电话，是居民的儿子替他认领的')],
    send: '认领无误',
    sent: '已答复',
    fits: ({ complaint }) => complaint?.isAboutClaim === true,
  },
  undoClaim: {
    action: 'answerComplaint',
    label: '撤销认领',
    use: '核实过，认领的不是本人',
    intro: '撤销后，认领的人看不到这件诉求，首访责任人可以给居民一张新回执。',
    fields: [words('怎么核实的', '', '例如：打过登记的电话，居民说没有认领过')],
    besides: { undoesClaim: true },
    send: '撤销认领',
    sent: '已撤销认领',
    fits: ({ complaint }) => complaint?.isAboutClaim === true,
  },
  disputeClaim: {
    action: 'disputeClaim',
    label: '转报认领有疑问',
    use: '居民说不是本人认领的，请街道核实',
    intro: '只有街道能看到，认领的人看不到。核实前一切照旧。',
    fields: [words('居民怎么说的', '', '例如：居民来电说没有收到过回执，也没有认领', 2000)],
    send: '转报街道',
    sent: '已转报街道',
  },
  reopenConcern: {
    action: 'reopenConcern',
    label: '重新办理',
    use: '办结后发现没有真正解决',
    intro: '由同一位首访责任人重新办理，办结时限为原来的一半。',
    fields: [words('为什么要重新办理', RESIDENTS_READ, '例如：回访时发现巷尾仍有积水', 2000)],
    send: '重新办理',
    sent: '已重新办理',
  },
} satisfies Record<string, Act>;

export type Purpose = keyof typeof ROWS;
export const ACTS: Record<Purpose, Act> = ROWS;
export const PURPOSES = Object.keys(ROWS) as Purpose[];

const LINK = { purpose: 'linkConcern', label: '关联到另一件', use: '同一件事，和附近的诉求一并办理' } as const;
const TAKE_BACK = { purpose: 'takeBackProposal', label: '收回申请', use: '不用审批了，照原来的办' } as const;
const SHOW_SLIP = { purpose: 'showSlip', label: '再看一次回执', use: '居民没有拿到，或弄丢了回执码' } as const;
/** With a page of their own, or none. */
const OTHERS = [TAKE_BACK, SHOW_SLIP, LINK] as const;
export type Offer = { purpose: Purpose | (typeof OTHERS)[number]['purpose']; label: string; use: string };

/** @param task which of them, where the act is about one. */
export const isOffered = ({ action, isOnTask, fits }: Act, concern: ConcernView, task?: TaskView): boolean =>
  (isOnTask ? (task?.mayDo ?? []) : concern.mayDo).some((each) => each === action) && (fits?.(concern) ?? true);

/** What this reader may do about the concern, in words: exactly what the server allows. */
export function offersOn(concern: ConcernView): Offer[] {
  const offers: Offer[] = PURPOSES.filter((purpose) => isOffered(ACTS[purpose], concern)).map((purpose) => {
    const { label, use } = ACTS[purpose];
    return { purpose, label, use };
  });
  return [...OTHERS.filter(({ purpose }) => concern.mayDo.includes(purpose)), ...offers];
}
