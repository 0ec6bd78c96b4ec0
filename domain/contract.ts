/**
 * Everything the mini-program can ask the cloud to do: what it sends and what it gets. Who may ask is permissions.ts's
 * business. Adding a row makes TypeScript ask for its handler and its permission.
 */
import * as z from './zod';
import { boardConcern, boardGroup } from './board';
import {
  CLOSING_LABELS,
  concernDraft,
  consentVersion,
  GROUND_LABELS,
  hasAtLeast,
  phone,
  photoFileIds,
  placeDraft,
  recordedDraft,
  requiredWords,
  TASK_ROLES,
  words,
  type ClosingKind,
  type DecisionKind,
  type ObjectionGround,
  type TaskRole,
} from './concern';
import { callDraft } from './callback-answer';
import { outcomes } from './closing';
import { DECISION_LABELS } from './decisions';
import { TASK_LIMITS, type TaskLimit } from './dispatching';
import type { ErrorCode } from './errors';
import { EXPORT_FORMATS, type ExportFormat } from './export-table';
import { explanation } from './explanation';
import { point } from './geography';
import { BREAKDOWNS } from './figure-sums';
import { cellFigures, figure, FIGURE_KEYS, isListed } from './figures';
import { CONTACT_LABELS, type ContactWay } from './handling';
import { STATUSES } from './lifecycle';
import { bounds } from './map';
import { MOST_NEIGHBOURS, neighbour } from './neighbours';
import { MOST_ASKED, pushTemplate } from './push-templates';
import { rating } from './rating';
import type { Instant } from './time';
import { place, role } from './town';
import { concernCard, concernView, linkable, person, supervisedCard, taskCard } from './views';

/** A `write` is idempotent: its request id is remembered, a repetition gets the first answer. */
const action = <In extends z.ZodType, Out extends z.ZodType>(kind: 'read' | 'write', input: In, output: Out) => ({
  kind,
  input,
  output,
});

const nothing = z.object({});
const concernId = z.string().regex(/^[0-9a-f]{32}$/, '没有找到这条诉求，请返回列表后重试');
const callbackId = z.string().regex(/^[0-9a-f]{32}$/, '没有找到这通回访，请返回列表刷新');
const onConcern = z.object({ concernId });
const page = z.object({ offset: z.int().min(0).max(2000).default(0) });
const quarter = z.string('请选择季度').regex(/^20\d\dQ[1-4]$/, '请选择季度');
const staffId = z.string().min(1).max(40);
const townVersion = z.object({
  version: z.string(),
  importedAt: z.number(),
  communities: z.number(),
  grids: z.number(),
  staff: z.number(),
});
const identity = z.object({ name: z.string(), title: z.string(), roles: z.array(role), isDutyDesk: z.boolean() });
/** A subscription message to ask for in a tap; `left` consents of staff are counted. */
const messageOffer = z.object({
  template: pushTemplate,
  templateId: z.string(),
  label: z.string(),
  left: z.number().optional(),
});
const cards = z.object({ cards: z.array(concernCard), hasMore: z.boolean() });
/** `isExact`: the place itself; otherwise the middle of the cell of about 100 m that it lies in. */
const mapConcern = concernCard.extend({ ...point.shape, isExact: z.boolean() });
export type MapConcern = z.infer<typeof mapConcern>;
const moved = z.object({ status: z.enum(STATUSES) });
const filed = z.object({
  concernId: z.string(),
  number: z.string(),
  owner: z.object({ name: z.string(), title: z.string(), officePhone: z.string() }),
  firstContactDueAt: z.number(),
  isCalendarAssumed: z.boolean(),
  why: z.string(),
});
const slip = z.object({ code: z.string(), validUntil: z.number() });
const outcomeWords = requiredWords('请填写办理结果', '请写清楚办理结果，至少 5 个字', 1000);
const optionalWords = z.string().trim().max(1000, '最多写 1000 个字').default('');
const reason = requiredWords('请写明原因', '请写清楚原因，至少 5 个字', 1000);
/** A calendar day in Beijing; what is due then is due when the offices close. */
const date = (missing: string) => z.iso.date(missing);
const colleague = z.object({ id: z.string(), name: z.string(), title: z.string() });
const onTask = onConcern.extend({ taskId: z.string('请选择哪一项任务').regex(/^[0-9a-f]{32}$/, '请选择哪一项任务') });
const withPhotos = { words, photoFileIds: photoFileIds.default([]) };

/** What the decider sends: about this proposal and no other, with what was checked or what is missing. */
export const verdictDraft = z
  .object({
    proposalId: z.string().max(40),
    kind: z.enum(Object.keys(DECISION_LABELS) as [DecisionKind, ...DecisionKind[]]),
    agrees: z.boolean('请选择同意还是不同意'),
    words: optionalWords,
    /** Whom an upheld objection gives the concern to. */
    toId: staffId.optional(),
  })
  .refine(({ agrees, words }) => agrees || hasAtLeast(words, 5), {
    path: ['words'],
    message: '请写清楚原因或还缺什么，至少 5 个字',
  })
  .refine(({ kind, agrees, words }) => kind !== 'closing' || !agrees || hasAtLeast(words, 2), {
    path: ['words'],
    message: '请写明核对了什么，例如“到现场看过”',
  })
  .refine(({ kind, agrees, toId }) => kind !== 'objectRouting' || !agrees || toId, {
    path: ['toId'],
    message: '请选择改由谁负责',
  });

/** What the form about a leave sends: whole days, the last one included. */
export const leaveDraft = z
  .object({
    /** Oneself where it is left out. */
    staffId: staffId.optional(),
    from: date('请选择开始日期'),
    to: date('请选择结束日期'),
    deputyId: staffId.optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '结束日期不能早于开始日期' });

/** What the page of a slip sends. Blanks and small letters are a matter of typing. */
export const claimDraft = z.object({
  code: z
    .string('请填写回执码')
    .transform((code) => code.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().min(1, '请填写回执码').max(40, '回执码是 10 位，请核对')),
  lastFour: z
    .string()
    .trim()
    .regex(/^\d{4}$/, '请填写 4 位数字')
    .optional(),
});

export const SUPERVISED_LABELS = { overdue: '超时', stuck: '久未推进', agenda: '例会', complaints: '投诉' } as const;
export type Supervised = keyof typeof SUPERVISED_LABELS;

/** What the closing page sends. Explained and referred need a reason or a route in the words. */
export const closingDraft = z.object({
  kind: z.enum(Object.keys(CLOSING_LABELS) as [ClosingKind], '请选择办结方式'),
  words: outcomeWords,
  outcomes: outcomes.default([]),
  photoFileIds,
});

export const ACTIONS = {
  getHome: action(
    'read',
    nothing,
    z.object({
      townName: z.string(),
      hotline: z.string(),
      centre: point,
      families: z.array(z.object({ id: z.string(), label: z.string() })),
      categories: z.array(
        z.object({ id: z.string(), label: z.string(), family: z.string(), isEmergency: z.boolean() }),
      ),
      /** Present for bound staff. */
      staff: identity.optional(),
      /** At most three for each audience, those with the fewest consents left first. */
      messages: z.object({ resident: z.array(messageOffer), staff: z.array(messageOffer) }),
      unread: z.number(),
      latest: z.array(concernCard),
    }),
  ),
  bindStaff: action('write', z.object({ code: z.string().trim().min(1, '请填写邀请码').max(40) }), identity),
  /** Landmarks and buildings of the town by name, or the one of this id; nothing where there is none. */
  findPlaces: action(
    'read',
    z.object({ search: z.string().trim().max(40).default(''), id: z.string().max(40).optional() }),
    z.object({ places: z.array(place.extend({ gridName: z.string().optional() })) }),
  ),
  /** Whom a concern may be about: people in service by name or title. Nothing searched finds nobody. */
  findStaff: action(
    'read',
    z.object({ search: z.string().trim().max(40) }),
    z.object({ staff: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })) }),
  ),
  startUpload: action('read', nothing, z.object({ prefix: z.string() })),
  /** What somebody is about to report and others may have reported already; the most similar first. */
  findNeighbours: action(
    'read',
    z.object({ categoryId: z.string().min(1).max(40), place: placeDraft, words: z.string().max(2000).default('') }),
    z.object({ neighbours: z.array(neighbour).max(MOST_NEIGHBOURS) }),
  ),
  submitConcern: action('write', concernDraft, filed),
  listMyConcerns: action('read', page, cards),
  getConcern: action('read', onConcern, concernView),
  /** Why this owner; and who it would be if the category or the place were another one. */
  explainRouting: action(
    'read',
    onConcern.extend({ categoryId: z.string().min(1).max(40).optional(), place: placeDraft.optional() }),
    explanation,
  ),
  /** 我也遇到。 */
  joinConcern: action('write', onConcern.extend({ phone: phone.optional(), consentVersion }), moved),
  leaveConcern: action('write', onConcern, moved),
  /** Takes over what staff recorded; the last four digits of the phone where one was recorded. */
  claimConcern: action('write', claimDraft, z.object({ concernId: z.string() })),
  addDetail: action('write', onConcern.extend({ words, photoFileIds }), moved),
  answerQuestion: action('write', onConcern.extend(withPhotos), moved),
  /** 没有联系我. */
  disputeContact: action('write', onConcern.extend({ words: optionalWords }), moved),
  urgeConcern: action('write', onConcern.extend({ words: optionalWords }), moved),
  /** About the handling; the owner does not see it. */
  complain: action('write', onConcern.extend({ words }), moved),
  correctPlace: action('write', onConcern.extend({ place: placeDraft }), moved),
  withdrawConcern: action(
    'write',
    onConcern.extend({
      words: optionalWords,
      /** 有人要求您撤回吗？ Asked once contact has been made; for the supervisor. */
      wasAsked: z.boolean().optional(),
    }),
    moved,
  ),
  undoWithdraw: action('write', onConcern, moved),
  rateConcern: action('write', rating.extend({ concernId }), moved),
  /** 不是我评的, of an answer noted on the phone. */
  disownCallback: action('write', onConcern, moved),
  supersedeCallback: action('write', rating.extend({ concernId }), moved),
  /** Whom the caller is to phone. */
  listCallbacks: action(
    'read',
    nothing,
    z.object({
      townName: z.string(),
      calls: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          categoryLabel: z.string(),
          placeName: z.string(),
          until: z.number(),
          /** How often nobody picked up. */
          calls: z.number(),
        }),
      ),
    }),
  ),
  revealForCall: action('write', z.object({ callbackId }), z.object({ phone: z.string() })),
  recordCallback: action('write', callDraft.and(z.object({ callbackId })), nothing),
  reopenConcern: action('write', onConcern.extend({ words }), moved),
  listInbox: action(
    'read',
    page,
    z.object({
      notices: z.array(
        z.object({
          id: z.string(),
          at: z.number(),
          text: z.string(),
          /** Absent when it is about a leave. */
          concernId: z.string().optional(),
          isRead: z.boolean(),
        }),
      ),
      hasMore: z.boolean(),
    }),
  ),
  /** What the person accepted in WeChat's dialog; each is good for one push. */
  addConsents: action(
    'write',
    z.object({ accepted: z.array(pushTemplate).max(MOST_ASKED) }),
    z.object({ left: z.array(z.object({ template: pushTemplate, left: z.number() })) }),
  ),
  readInbox: action('write', z.object({ ids: z.array(z.string().max(100)).max(50) }), nothing),
  listToday: action('read', page, cards.extend({ decisions: z.number(), tasks: z.number() })),
  /** Open concerns that have a place, the most urgent first; `hasMore` where a smaller map would show more. */
  listMapConcerns: action(
    'read',
    z.object({ bounds: bounds.optional() }),
    z.object({
      concerns: z.array(mapConcern),
      hasMore: z.boolean(),
      grids: z.array(z.object({ id: z.string(), name: z.string(), outline: z.array(point) })),
    }),
  ),
  recordConcern: action('write', recordedDraft, filed.extend({ slip })),
  recordFirstContact: action(
    'write',
    onConcern.extend({
      way: z.enum(Object.keys(CONTACT_LABELS) as [ContactWay], '请选择联系方式'),
      words: optionalWords,
    }),
    moved,
  ),
  reply: action('write', onConcern.extend({ words, photoFileIds }), moved),
  revealContact: action('write', onConcern, z.object({ phone: z.string() })),
  /** The slip to give the resident once more; none where it is claimed, or was not recorded. */
  showSlip: action('read', onConcern, z.object({ slip: slip.optional() })),
  /** A resident says that it was not they who claimed it; the supervisor finds out. */
  disputeClaim: action('write', onConcern.extend({ words }), moved),
  proposeClosing: action('write', closingDraft.extend({ concernId }), moved),
  askResident: action('write', onConcern.extend(withPhotos), moved),
  /** How it goes, and when the resident hears again. */
  updatePlan: action(
    'write',
    onConcern.extend({ words, nextUpdateOn: date('请选择下次告知进展的日期').optional() }),
    moved,
  ),
  completeStage: action(
    'write',
    onConcern.extend({ stage: z.int('请选择完成了哪个阶段').min(0).max(9), words: optionalWords }),
    moved,
  ),
  resumeConcern: action('write', onConcern.extend({ words: optionalWords }), moved),
  correctCategory: action(
    'write',
    onConcern.extend({ categoryId: z.string('请选择诉求类别').min(1, '请选择诉求类别').max(40) }),
    moved,
  ),
  proposeDefer: action(
    'write',
    onConcern.extend({
      words: requiredWords('请写明计划', '请写清楚为什么要更久、打算怎么做，至少 5 个字', 1000),
      until: date('请选择承诺办结的日期'),
      nextUpdateOn: date('请选择下次告知进展的日期'),
    }),
    moved,
  ),
  proposeExtension: action(
    'write',
    onConcern.extend({
      words: reason,
      days: z.int('请填写整数').min(1, '至少延期 1 个工作日').max(20, '一次最多延期 20 个工作日'),
    }),
    moved,
  ),
  proposeHandover: action('write', onConcern.extend({ words: reason, toId: staffId }), moved),
  objectRouting: action(
    'write',
    onConcern.extend({
      ground: z.enum(Object.keys(GROUND_LABELS) as [ObjectionGround], '请选择异议的理由'),
      words: reason,
    }),
    moved,
  ),
  /** The concern's own request, unless another of the caller's is named. */
  takeBackProposal: action('write', onConcern.extend({ proposalId: z.string().max(40).optional() }), moved),
  /** Whom a task may be dispatched to. */
  listDepartments: action(
    'read',
    onConcern.extend({ search: z.string().trim().max(40).default('') }),
    z.object({ people: z.array(colleague), hasMore: z.boolean() }),
  ),
  dispatchTask: action(
    'write',
    onConcern.extend({
      liaisonId: z.string('请选择请哪个部门办').min(1, '请选择请哪个部门办').max(40),
      role: z.enum(Object.keys(TASK_ROLES) as [TaskRole, ...TaskRole[]], '请选择主办还是协办'),
      limit: z.enum(Object.keys(TASK_LIMITS) as [TaskLimit, ...TaskLimit[]], '请选择办完的时限'),
      words: requiredWords('请写明要部门做什么', '请写清楚要部门做什么，至少 5 个字', 1000),
    }),
    moved,
  ),
  recallTask: action('write', onTask.extend({ words: reason }), moved),
  /** Open tasks of the caller's department, and of those whom they stand in for; the most urgent first. */
  listTasks: action('read', page, z.object({ tasks: z.array(taskCard), hasMore: z.boolean() })),
  acknowledgeTask: action('write', onTask, moved),
  returnTask: action('write', onTask.extend({ words: reason }), moved),
  completeTask: action(
    'write',
    onTask.extend({
      words: requiredWords('请填写办理情况', '请写清楚办了什么、结果怎样，至少 5 个字', 1000),
      photoFileIds: photoFileIds.default([]),
    }),
    moved,
  ),
  /** Who may take the concern over, act on it, or be given it after an objection. */
  listCandidates: action(
    'read',
    onConcern.extend({ for: z.enum(['owner', 'objection']), search: z.string().trim().max(40).default('') }),
    z.object({ people: z.array(colleague), hasMore: z.boolean() }),
  ),
  /** What waits for the caller's decision, the most urgent first. */
  listDecisions: action(
    'read',
    page,
    z.object({
      decisions: z.array(
        concernCard.extend({ proposalId: z.string(), kind: z.string(), asks: z.string(), decideBy: z.number() }),
      ),
      hasMore: z.boolean(),
    }),
  ),
  assignCover: action('write', onConcern.extend({ staffId: staffId.optional(), words: optionalWords }), moved),
  orderHandover: action('write', onConcern.extend({ toId: staffId, words: reason }), moved),
  /** Open concerns around that this one could be linked to, the nearest first. */
  listLinkable: action(
    'read',
    onConcern.extend({ search: z.string().trim().max(40).default('') }),
    z.object({ concerns: z.array(linkable), hasMore: z.boolean() }),
  ),
  linkConcern: action('write', onConcern.extend({ leadId: concernId, words: optionalWords }), moved),
  unlinkConcern: action('write', onConcern.extend({ words: reason }), moved),
  unsetRecurrence: action('write', onConcern.extend({ words: reason }), moved),
  answerComplaint: action('write', onConcern.extend({ words, undoesClaim: z.boolean().optional() }), moved),
  listSupervised: action(
    'read',
    page.extend({ kind: z.enum(Object.keys(SUPERVISED_LABELS) as [Supervised, ...Supervised[]]) }),
    z.object({ cards: z.array(supervisedCard), hasMore: z.boolean() }),
  ),
  /** A quarter, the present one unless it is named, of the town and of each cell; the town's last quarters. */
  getFigures: action(
    'read',
    z.object({ by: z.enum(BREAKDOWNS), quarter: quarter.optional() }),
    z.object({
      quarter: z.string(),
      quarters: z.array(z.string()),
      total: cellFigures,
      cells: z.array(cellFigures),
      trend: z.array(z.object({ quarter: z.string(), figures: z.array(figure) })),
    }),
  ),
  /** 件件有着落: for everybody. */
  listBoard: action(
    'read',
    page.extend({
      family: z.string().max(40).optional(),
      group: boardGroup.optional(),
      communityId: z.string().max(40).optional(),
    }),
    z.object({
      concerns: z.array(boardConcern),
      hasMore: z.boolean(),
      communities: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  getPublicFigures: action(
    'read',
    z.object({ quarter: quarter.optional() }),
    z.object({
      quarter: z.string(),
      quarters: z.array(z.string()),
      total: cellFigures,
      communities: z.array(cellFigures),
    }),
  ),
  listBehind: action(
    'read',
    page.extend({
      figure: z.enum(FIGURE_KEYS).refine(isListed, '这项没有清单'),
      by: z.enum(['town', ...BREAKDOWNS]),
      key: z.string().max(40).default(''),
      quarter,
    }),
    z.object({ rounds: z.array(concernCard.extend({ round: z.number() })), hasMore: z.boolean() }),
  ),
  startExport: action(
    'write',
    z.object({
      quarter,
      format: z.enum(Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]], '请选择格式'),
    }),
    z.object({ exportId: z.string(), total: z.number() }),
  ),
  /** To be called, step by step from 0 on, until there is a file; repeating that step gives its address anew. */
  continueExport: action(
    'write',
    z.object({
      exportId: z.string().regex(/^[0-9a-f]{32}$/, '这次导出已经不在了，请重新导出'),
      step: z.int().min(0).max(10_000),
    }),
    z.object({ done: z.number(), total: z.number(), url: z.string().optional() }),
  ),
  listPraise: action('read', nothing, z.object({ words: z.array(z.string()) })),
  decide: action('write', onConcern.and(verdictDraft), moved),
  /** The duty desk's page: emergencies nobody has contacted yet, notices to be given by phone, who is on duty. */
  listDuty: action(
    'read',
    page,
    z.object({
      emergencies: z.array(concernCard),
      calls: z.array(
        z.object({
          id: z.string(),
          /** Whom to phone; for a resident's notice the owner, who then phones the resident. */
          person,
          isForResident: z.boolean(),
          number: z.string(),
          what: z.string(),
          /** Why no push reached them. */
          why: z.string(),
          since: z.number(),
          /** How many notices are due; more than one after a digest. */
          count: z.number(),
        }),
      ),
      hasMore: z.boolean(),
      onDuty: z.array(z.object({ place: z.string(), people: z.array(person) })),
    }),
  ),
  /** Somebody has phoned; the answer names who did so first. */
  markCalled: action(
    'write',
    z.object({ callId: z.string().regex(/^[0-9a-f]{32}$/, '没有找到这条通知，请刷新后再试') }),
    z.object({ by: z.string(), at: z.number() }),
  ),
  getTown: action(
    'read',
    nothing,
    z.object({
      name: z.string(),
      version: z.string(),
      since: z.number(),
      communities: z.array(z.object({ name: z.string(), grids: z.number(), staff: z.number() })),
      /** What the import warned of and still holds. */
      warnings: z.array(z.string()),
      versions: z.array(townVersion),
    }),
  ),
  /** Puts an earlier version into force again. */
  useTownVersion: action(
    'write',
    z.object({ version: z.string().regex(/^v-[0-9a-f]{12}$/, '没有这个版本，请刷新后再试') }),
    z.object({ version: z.string() }),
  ),
  listStaff: action(
    'read',
    page.extend({ search: z.string().trim().max(40).default('') }),
    z.object({
      staff: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          roles: z.array(role),
          access: z.enum(['none', 'invited', 'bound', 'suspended']),
        }),
      ),
      hasMore: z.boolean(),
    }),
  ),
  /** A new one-time code; a phone bound before is unbound at once. */
  inviteStaff: action('write', z.object({ staffId }), z.object({ code: z.string(), expiresAt: z.number() })),
  suspendStaff: action('write', z.object({ staffId, isSuspended: z.boolean() }), nothing),
  /** Leaves that are planned or under way: of everybody whom the caller may enter one for. */
  listAbsences: action(
    'read',
    nothing,
    z.object({
      leaves: z.array(
        z.object({
          id: z.string(),
          person: colleague,
          from: z.number(),
          to: z.number(),
          deputy: colleague.optional(),
          isMine: z.boolean(),
          isUnderWay: z.boolean(),
        }),
      ),
      /** For whom a leave may be entered; the caller first. */
      people: z.array(colleague),
      /** Who may be asked to stand in. */
      deputies: z.array(colleague),
    }),
  ),
  enterLeave: action('write', leaveDraft, z.object({ id: z.string() })),
  /** Ends a leave now, or calls one off that has not begun. */
  endLeave: action('write', z.object({ id: z.string().max(60) }), nothing),
  /** Who is leaving service, and what still waits of one of them. */
  listLeaving: action(
    'read',
    page.extend({ staffId: staffId.optional() }),
    z.object({
      people: z.array(
        colleague.extend({ since: z.number(), open: z.number(), decisions: z.number(), tasks: z.number() }),
      ),
      cards: z.array(concernCard),
      hasMore: z.boolean(),
    }),
  ),
  startLeaving: action('write', z.object({ staffId }), nothing),
  cancelLeaving: action('write', z.object({ staffId }), nothing),
  /** Refused while anything still waits. */
  completeLeaving: action('write', z.object({ staffId }), nothing),
};

export type ActionName = keyof typeof ACTIONS;
/** What a page passes in (before defaults are filled). */
export type ActionRequest<A extends ActionName> = z.input<(typeof ACTIONS)[A]['input']>;
/** What the handler receives (after parsing). */
export type ActionInput<A extends ActionName> = z.output<(typeof ACTIONS)[A]['input']>;
export type ActionOutput<A extends ActionName> = z.output<(typeof ACTIONS)[A]['output']>;

/** The envelope of a call: `requestId` is made once per form and kept until it succeeds. */
export const call = z.object({
  action: z.enum(Object.keys(ACTIONS) as [ActionName, ...ActionName[]]),
  input: z.unknown().optional(),
  requestId: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
});
export type Call = z.input<typeof call>;

/** The one shape that travels back. Pages compute remaining time from `now`, not from the phone's clock. */
export type Reply<T> =
  { ok: true; data: T; now: Instant } | { ok: false; code: ErrorCode; message: string; field?: string; now: Instant };
