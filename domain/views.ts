/** What leaves the server about a concern. A field that is not named in a schema here cannot leave. */
import * as z from './zod';
import {
  CLOSING_LABELS,
  currentRound,
  participantOf,
  placeLabel,
  type ClosingKind,
  type Concern,
  type ConcernEvent,
  type Particulars,
} from './concern';
import { deadlineFrom, explainDeadline, limitLabel, type Deadline } from './deadlines';
import { CONTACT_LABELS, type ContactWay } from './handling';
import { isAllowed, STATUSES, type EventType } from './lifecycle';
import { isPermitted, type Caller, type Relation } from './permissions';
import { ratingOf, reopenUntil, SOLVED_LABELS } from './rating';
import { actingOn } from './emergencies';
import type { Absence } from './roster';
import type { RoutingRule, Verdict } from './routing';
import { formatMoment, type Instant } from './time';
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

export const person = z.object({ name: z.string(), title: z.string(), officePhone: z.string() });

const deadlineView = z.object({
  dueAt: instant,
  doneAt: instant.optional(),
  limit: z.string(),
  isAssumed: z.boolean(),
  /** The proof in plain words. */
  lines: z.array(z.string()),
});

export const historyEntry = z.object({
  at: instant,
  title: z.string(),
  /** 您, 反映人, or a name. */
  by: z.string(),
  words: z.string().optional(),
  photoUrls: z.array(z.string()),
});

/** What a viewer may do now; the names of actions. */
const CONCERN_ACTIONS = {
  addDetail: 'addDetail',
  withdrawConcern: 'withdraw',
  rateConcern: 'rate',
  reopenConcern: 'reopen',
  recordFirstContact: 'recordFirstContact',
  reply: 'reply',
  revealContact: 'revealContact',
  proposeClosing: 'proposeClosing',
  decideClosing: 'decideClosing',
} as const satisfies Record<string, EventType>;
export type ConcernAction = keyof typeof CONCERN_ACTIONS;
const concernActions = Object.keys(CONCERN_ACTIONS) as [ConcernAction, ...ConcernAction[]];

export const concernView = concernCard.extend({
  owner: person,
  /** Who stands in while the owner is away. */
  acting: person.optional(),
  /** Why this owner, one sentence. */
  why: z.string(),
  point: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  gridName: z.string().optional(),
  communityName: z.string().optional(),
  firstContact: deadlineView,
  finish: deadlineView,
  /** What has to be done before the finish: 围护：7月8日 周三 14:00 前. */
  stages: z.array(z.string()),
  closing: z
    .object({ kind: z.enum(Object.keys(CLOSING_LABELS) as [ClosingKind]), words: z.string(), quantity: z.string() })
    .optional(),
  decision: z.object({ deciderName: z.string(), decideBy: instant }).optional(),
  /** For a participant: whether and until when they are asked, and what they answered. */
  rating: z
    .object({ closesAt: instant, mine: z.object({ solved: z.string(), satisfaction: z.number() }).optional() })
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
  receivedInPerson: '当面听取',
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

/** Everything that a view of one concern needs; `photoUrls` by fileID, `maskedPhone` only for those who may see it. */
export type Viewing = {
  concern: Concern;
  particulars: Particulars[];
  photoUrls: Record<string, string>;
  maskedPhone?: string;
  caller: Caller;
  relations: readonly Relation[];
  town: Town;
  absences: readonly Absence[];
  now: Instant;
};

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

const STAFF_RELATIONS: readonly Relation[] = ['owner', 'acting', 'decider', 'communityCoordinator', 'supervisor'];
export const seesAsStaff = (relations: readonly Relation[]) => relations.some((r) => STAFF_RELATIONS.includes(r));

/** The concern as this caller may see it. */
export function viewOf(viewing: Viewing): ConcernView {
  const { concern, town, absences, now, relations } = viewing;
  const actingId = actingOn(concern, town, absences, now)
    .filter((id) => id !== concern.ownerId)
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
    why: sentence,
    ...(point && { point }),
    gridName: gridName(town, gridId),
    communityName: communityName(town, communityId),
    firstContact: deadlineOf(concern.firstContact.deadline, concern.firstContact.doneAt),
    finish: deadlineOf(round.finish, round.closing?.proposedAt),
    stages: stagesOf(viewing),
    closing: closingOf(viewing),
    ...(concern.decision && {
      decision: { deciderName: memberOf(town, concern.decision.decider).name, decideBy: concern.decision.decideBy },
    }),
    rating: ratingView(viewing),
    ...(concern.closedAt !== null && { reopenUntil: reopenUntil(concern.closedAt, town) }),
    contact: contactOf(viewing),
    history: concern.events.filter((event) => isVisible(event, viewing)).map((event) => entryOf(event, viewing)),
    mayDo: mayDo(viewing),
    ...(seesAsStaff(relations) && { certificate: certificateOf(concern, town) }),
  };
}

/** As the category has them now, counted from the filing; a later round has its finish alone. */
function stagesOf({ concern, town, now }: Viewing): string[] {
  const { stages = [] } = categoryOf(town, concern.categoryId);
  if (!concern.isOpen || concern.rounds.length > 1) return [];
  return stages.map(({ label, limit }) => {
    const { dueAt } = deadlineFrom(concern.openedAt, limit, town.calendar);
    return `${label}：${formatMoment(dueAt, now)} 前`;
  });
}

function closingOf({ concern, particulars }: Viewing): ConcernView['closing'] {
  const { closing } = currentRound(concern);
  if (!closing) return undefined;
  const { data } = concern.events.find(({ id }) => id === closing.eventId)!;
  const words = particulars.find(({ id }) => id === closing.eventId)?.words ?? '';
  const quantity = data?.['quantity'] === undefined ? '' : `${data['quantity']} ${data['unit']}`;
  return { kind: closing.kind, words, quantity };
}

function ratingView({ concern, caller }: Viewing): ConcernView['rating'] {
  const participant = participantOf(concern, caller.openid);
  const { asked, ratingClosesAt } = currentRound(concern);
  if (!participant || !ratingClosesAt || !asked?.includes(participant.key)) return undefined;
  const data = ratingOf(concern, participant)?.data;
  const mine = data && {
    solved: SOLVED_LABELS[data['solved'] as keyof typeof SOLVED_LABELS],
    satisfaction: Number(data['satisfaction']),
  };
  return { closesAt: ratingClosesAt, ...(mine && { mine }) };
}

function contactOf({ concern, town, maskedPhone }: Viewing): ConcernView['contact'] {
  if (!maskedPhone) return undefined;
  const reveals = concern.events.filter(({ type }) => type === 'revealContact');
  return { maskedPhone, reveals: reveals.map(({ by, at }) => ({ name: memberOf(town, by).name, at })) };
}

/** 138****0000. Enough to recognise one's own number, not enough to call it. */
export const maskPhone = (phone: string): string => phone.replace(/^(.{3}).*(.{4})$/, '$1****$2');

/** Outside public space the point is a particular: for handling staff only. */
const pointFor = ({ concern, particulars, relations }: Viewing) =>
  concern.place.point ?? (seesAsStaff(relations) ? particulars.find(({ id }) => id === concern.id)?.point : undefined);

/** As the resident wrote it, for themselves and the handling staff. */
function placeNameFor({ concern, particulars, relations }: Viewing) {
  const written = particulars.find(({ id }) => id === concern.id)?.placeName;
  return written && (relations.includes('reporter') || seesAsStaff(relations)) ? { placeName: written } : {};
}

const isMine = ({ by }: ConcernEvent, { concern, caller }: Viewing) =>
  by === participantOf(concern, caller.openid)?.key || (caller.staffId !== undefined && by === caller.staffId);

/**
 * An answer, and the fact that one was given, is its author's alone, unless it says "not solved": that one is
 * addressed to the owner. Source: product.md §2 promise 6.
 */
function isVisible(event: ConcernEvent, viewing: Viewing): boolean {
  if (event.type !== 'rate' || isMine(event, viewing)) return true;
  return event.to === 'handling' && seesAsStaff(viewing.relations);
}

/**
 * Words and photos reach their author and the handling staff at once, other residents only once the content checks
 * have passed. What staff wrote is for everybody on the concern.
 */
export function visibleParticulars(event: ConcernEvent, viewing: Viewing) {
  const found = viewing.particulars.find(({ id }) => id === event.id);
  const isByStaff = viewing.concern.participants.every(({ key }) => key !== event.by);
  // Why somebody withdrew is for the supervisor: the owner may be the reason. Source: product.md §6, `withdraw`.
  const isAddressed =
    event.type === 'withdraw' ? viewing.relations.includes('supervisor') : seesAsStaff(viewing.relations);
  const seesAll = isMine(event, viewing) || isByStaff || isAddressed;
  const isForMany = event.type !== 'withdraw' && found?.textCheck === 'passed';
  const words = seesAll || isForMany ? found?.words : undefined;
  const photoFileIds = seesAll || found?.photoCheck === 'passed' ? (found?.photoFileIds ?? []) : [];
  return { words, photoFileIds };
}

function entryOf(event: ConcernEvent, viewing: Viewing): z.infer<typeof historyEntry> {
  const { words, photoFileIds } = visibleParticulars(event, viewing);
  return {
    at: event.at,
    title: titleOf(event),
    by: nameOf(event, viewing),
    ...(words && { words }),
    photoUrls: photoFileIds.flatMap((fileId) => viewing.photoUrls[fileId] ?? []),
  };
}

function nameOf(event: ConcernEvent, viewing: Viewing): string {
  if (isMine(event, viewing)) return '您';
  if (event.by === 'clock') return '系统';
  const participant = viewing.concern.participants.find(({ key }) => key === event.by);
  if (participant) return participant.relation === 'reporter' ? '反映人' : '参与人';
  return memberOf(viewing.town, event.by).name;
}

function titleOf({ type, to, data }: ConcernEvent): string {
  const titles: Record<EventType, string> = {
    submitConcern: '提交诉求',
    recordConcern: '当面听取并登记',
    recordFirstContact: `首次联系 · ${CONTACT_LABELS[(data?.['way'] ?? 'phone') as ContactWay]}`,
    reply: '回复',
    addDetail: '补充情况',
    revealContact: '查看了联系电话',
    withdraw: '撤回诉求',
    proposeClosing: `提出办结 · ${CLOSING_LABELS[(data?.['kind'] ?? 'resolved') as ClosingKind]}`,
    decideClosing: data?.['agrees'] ? '核验通过' : '核验未通过，继续办理',
    rate: to === 'handling' ? '反映没有解决，重新办理' : '提交评价',
    closeRating: '评价期结束，办结',
    reopen: '申请重新办理',
    recomputeDeadlines: '节假日安排公布，时限重新计算',
  };
  return titles[type];
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

const EXTRA_CONDITIONS: Partial<Record<ConcernAction, (viewing: Viewing) => boolean>> = {
  rateConcern: (viewing) => {
    const rating = ratingView(viewing);
    return rating !== undefined && !rating.mine && viewing.now < rating.closesAt && !viewing.caller.isBound;
  },
  reopenConcern: ({ concern, town, now }) => now <= reopenUntil(concern.closedAt!, town),
  revealContact: ({ maskedPhone }) => maskedPhone !== undefined,
};

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
