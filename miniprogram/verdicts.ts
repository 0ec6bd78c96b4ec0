/** How each kind of decision is put to whoever takes it. */
import type { DecisionKind } from '../domain/concern';
import type { ConcernView } from '../domain/views';

type Decision = NonNullable<ConcernView['decision']>;

type Answer = {
  label: string;
  /** What comes of it. */
  hint: string;
  /** What the words are asked for, an example of them, and who reads them. */
  ask: string;
  example: string;
  readers: string;
  needsWords: boolean;
  /** Once it is done. */
  sent: string;
};
export type Verdict = {
  /** What the decider does: 请在 7月9日 17:30 前核验. */
  verb: string;
  title: string;
  /** What is asked for. */
  asked: string;
  question: string;
  agrees: Answer;
  refuses: Answer;
  /** What is checked most often, for a tap instead of typing. */
  checks: string[];
  /** Who agrees names who is responsible from then on. */
  needsPerson: boolean;
};

const STAFF_ONLY = '工作人员能看到，居民看不到。';
const RESIDENTS_TOO = '居民也能看到。';
const refusing = (label: string, hint: string, example: string): Answer => ({
  label,
  hint,
  ask: '为什么不同意',
  example,
  readers: STAFF_ONLY,
  needsWords: true,
  sent: '已答复',
});
const agreeing = (label: string, hint: string, sent: string): Answer => ({
  label,
  hint,
  ask: '要说明的',
  example: '可以不写',
  readers: RESIDENTS_TOO,
  needsWords: false,
  sent,
});

const HANDOVER = {
  title: '交接诉求',
  asked: '想交接给别人',
  question: '您愿意接手吗',
  verb: '答复',
  checks: [],
  needsPerson: false,
};

const VERDICTS: Record<DecisionKind | 'order', Verdict> = {
  closing: {
    verb: '核验',
    title: '核验办结',
    asked: '提出办结',
    question: '核验意见',
    agrees: {
      label: '核验通过',
      hint: '核对过了，接下来请居民评价',
      ask: '核对了什么',
      example: '例如：雨后到现场看过，没有积水',
      readers: '首访责任人和居民都能看到。',
      needsWords: true,
      sent: '已核验通过',
    },
    refuses: {
      label: '还没办好',
      hint: '退回继续办理，写清楚还缺什么',
      ask: '还缺什么',
      example: '例如：只清了巷口，巷尾还有积水',
      readers: '首访责任人和居民都能看到。',
      needsWords: true,
      sent: '已退回办理',
    },
    checks: ['到现场看过，已经办好', '打电话问过居民', '核对过照片和材料'],
    needsPerson: false,
  },
  defer: {
    verb: '审批',
    title: '审批列入计划',
    asked: '申请列入计划',
    question: '是否列入计划',
    agrees: agreeing('同意列入计划', '办结时间改为承诺的日期，居民会收到通知', '已同意列入计划'),
    refuses: refusing('不同意', '照原来的时限继续办', '例如：清疏不用等排期，请先安排'),
    checks: [],
    needsPerson: false,
  },
  extend: {
    verb: '审批',
    title: '审批延期',
    asked: '申请延期',
    question: '是否延期',
    agrees: agreeing('同意延期', '办结时间往后顺延，居民会看到新的时间', '已同意延期'),
    refuses: refusing('不同意延期', '照原来的时限继续办', '例如：材料已经到齐，请按时办结'),
    checks: [],
    needsPerson: false,
  },
  handover: {
    ...HANDOVER,
    agrees: agreeing('愿意接手', '从现在起由您负责到底，居民会收到通知', '已接手'),
    refuses: refusing('不接手', '还由现在的首访责任人负责', '例如：这一片下月划给别的网格，请找那边'),
  },
  order: {
    ...HANDOVER,
    verb: '审批',
    question: '是否指定交接',
    agrees: agreeing('指定交接', '马上换人负责，居民会收到通知', '已指定交接'),
    refuses: refusing('不交接', '还由现在的首访责任人负责', '例如：对方手上诉求较多，请继续办理'),
  },
  objectRouting: {
    verb: '核定',
    title: '核定派单异议',
    asked: '提出派单异议',
    question: '异议是否成立',
    agrees: agreeing('异议成立', '另选一位首访责任人，居民会收到通知', '已改派'),
    refuses: refusing('异议不成立', '还由现在的首访责任人负责', '例如：地点核对过，在您的网格里'),
    checks: [],
    needsPerson: true,
  },
  taskReturn: {
    verb: '核定',
    title: '核定退单',
    asked: '申请退单',
    question: '这件事该不该由这个部门办',
    agrees: {
      ...agreeing('同意退单', '这个部门不用办了，由首访责任人另作安排', '已同意退单'),
      readers: STAFF_ONLY,
    },
    refuses: refusing('不同意退单', '还由这个部门办，不能再退', '例如：排水管网归水务管，请尽快安排'),
    checks: [],
    needsPerson: false,
  },
};

export const verdictOn = ({ kind, isOffer }: Decision): Verdict =>
  VERDICTS[kind === 'handover' && !isOffer ? 'order' : kind];

/** What whoever is listed as the decider of this kind does. */
export const verbFor = (kind: string): string => VERDICTS[kind as DecisionKind].verb;
