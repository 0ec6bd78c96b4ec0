/**
 * Everything the mini-program can ask the cloud to do: what it sends and what it gets. Who may ask is permissions.ts's
 * business. Adding a row makes TypeScript ask for its handler and its permission.
 */
import * as z from './zod';
import {
  CLOSING_LABELS,
  concernDraft,
  hasAtLeast,
  photoFileIds,
  recordedDraft,
  requiredWords,
  words,
  type ClosingKind,
} from './concern';
import type { ErrorCode } from './errors';
import { point } from './geography';
import { CONTACT_LABELS, type ContactWay } from './handling';
import { STATUSES } from './lifecycle';
import { bounds } from './map';
import { MOST_ASKED, pushTemplate } from './push-templates';
import { rating } from './rating';
import type { Instant } from './time';
import { place, role } from './town';
import { concernCard, concernView, person } from './views';

/** A `write` is idempotent: its request id is remembered, a repetition gets the first answer. */
const action = <In extends z.ZodType, Out extends z.ZodType>(kind: 'read' | 'write', input: In, output: Out) => ({
  kind,
  input,
  output,
});

const nothing = z.object({});
const concernId = z.string().regex(/^[0-9a-f]{32}$/, '没有找到这条诉求，请返回列表后重试');
const onConcern = z.object({ concernId });
const page = z.object({ offset: z.int().min(0).max(2000).default(0) });
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
const outcomeWords = requiredWords('请填写办理结果', '请写清楚办理结果，至少 5 个字', 1000);
const optionalWords = z.string().trim().max(1000, '最多写 1000 个字').default('');

/** What the closing page sends. Explained and referred need a reason or a route in the words. */
export const closingDraft = z.object({
  kind: z.enum(Object.keys(CLOSING_LABELS) as [ClosingKind], '请选择办结方式'),
  words: outcomeWords,
  /** A typed outcome, such as 1400 平方米. */
  quantity: z.number('请填写数字').positive('请填写大于 0 的数字').max(1e9).optional(),
  unit: z.string().trim().max(10, '单位最多 10 个字').optional(),
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
  startUpload: action('read', nothing, z.object({ prefix: z.string() })),
  submitConcern: action('write', concernDraft, filed),
  listMyConcerns: action('read', page, cards),
  getConcern: action('read', onConcern, concernView),
  addDetail: action('write', onConcern.extend({ words, photoFileIds }), moved),
  withdrawConcern: action('write', onConcern.extend({ words: optionalWords }), moved),
  rateConcern: action('write', rating.extend({ concernId }), moved),
  reopenConcern: action('write', onConcern.extend({ words }), moved),
  listInbox: action(
    'read',
    page,
    z.object({
      notices: z.array(
        z.object({ id: z.string(), at: z.number(), text: z.string(), concernId: z.string(), isRead: z.boolean() }),
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
  listToday: action('read', page, cards.extend({ decisions: z.number() })),
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
  recordConcern: action('write', recordedDraft, filed),
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
  proposeClosing: action(
    'write',
    closingDraft.extend({ concernId }).refine(({ quantity, unit }) => quantity === undefined || unit, {
      path: ['unit'],
      message: '请写上单位，例如“平方米”',
    }),
    moved,
  ),
  listDecisions: action('read', page, cards),
  decideClosing: action(
    'write',
    onConcern
      .extend({ agrees: z.boolean('请选择是否同意办结'), words: optionalWords })
      .refine(({ agrees, words }) => agrees || hasAtLeast(words, 5), {
        path: ['words'],
        message: '请写清楚还缺什么，至少 5 个字',
      })
      .refine(({ agrees, words }) => !agrees || hasAtLeast(words, 2), {
        path: ['words'],
        message: '请写明核对了什么，例如“到现场看过”',
      }),
    moved,
  ),
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
