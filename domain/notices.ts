/** Who is told what at each event: the one table behind the inbox and the pushes. Nothing personal in it. */
import {
  CLOSING_LABELS,
  currentRound,
  placeLabel,
  roundOf,
  type ClosingKind,
  type Concern,
  type ConcernEvent,
  type Participant,
} from './concern';
import { actingOn } from './emergencies';
import type { EventType } from './lifecycle';
import type { PushFacts, PushTemplate } from './push-templates';
import type { Recipient } from './recipients';
import { isSuspended, type Absence } from './roster';
import { formatMoment, type Instant } from './time';
import { categoryOf, memberOf, type Town } from './town';

export type Notice = { to: Recipient; text: string; push?: { template: PushTemplate; facts: PushFacts } };

/** `doer`: the member of staff who did it, the owner or whoever acts. */
type Facts = { concern: Concern; event: ConcernEvent; owner: string; doer: string };
/** `owner`: the owner and whoever acts for them at that moment. */
type Audience = 'owner' | 'decider' | 'supervisor' | 'reporter' | 'participants' | 'asked';
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
const progress = (status: string, says: Words): Pushed => ({ says, template: () => 'progress', status: () => status });
const returned = (status: string, says: Words): Pushed => ({ says, template: () => 'returned', status: () => status });

const NOTICES: Record<EventType, Partial<Record<Audience, Line>>> = {
  submitConcern: { owner: newConcern },
  recordConcern: { owner: newConcern, participants: ({ owner }) => `已登记您的诉求，由${owner}负责到底` },
  recordFirstContact: { participants: progress('已联系您', ({ doer }) => `${doer}已与您联系，正在办理`) },
  reply: { participants: progress('有新回复', ({ doer }) => `${doer}回复了您`) },
  addDetail: { owner: () => '居民补充了情况' },
  revealContact: { reporter: ({ doer }) => `${doer}为联系您查看了电话` },
  withdraw: {
    owner: () => '居民撤回了诉求',
    // Whether anybody asked them to is the supervisor's to know. Source: product.md §6.
    supervisor: ({ concern }) =>
      concern.firstContact.doneAt === undefined ? undefined : '居民在首次联系后撤回了诉求，请了解原因',
  },
  proposeClosing: {
    decider: {
      says: ({ concern, event }) => (isPending(concern, event) ? '有一条办结等您核验' : undefined),
      template: () => 'decision',
      status: () => '等您核验',
      at: ({ concern, event }) => concern.decision?.decideBy ?? event.at,
    },
    participants: progress('正在核验', ({ event }) => (event.to === 'verifying' ? '已提出办结，正在核验' : undefined)),
    asked: askToRate,
  },
  decideClosing: {
    owner: {
      says: (facts) => (isAgreed(facts) ? '办结已核验通过' : '办结未通过核验，请继续办理'),
      template: (facts) => (isAgreed(facts) ? undefined : 'returned'),
      status: () => '未通过核验',
    },
    participants: progress('继续办理', (facts) => (isAgreed(facts) ? undefined : '核验认为还没办好，继续为您办理')),
    asked: askToRate,
  },
  // Only "not solved" is addressed to the owner; any other answer is nobody's to know. Source: product.md §2 promise 6.
  rate: {
    owner: returned('没有解决', ({ event }) => (event.to === 'handling' ? '居民反映没有解决，请重新办理' : undefined)),
  },
  closeRating: { participants: () => '评价期已结束，诉求办结' },
  reopen: {
    owner: returned('重新办理', () => '居民申请重新办理'),
    participants: progress('重新办理', () => '已为您重新办理'),
  },
  recomputeDeadlines: {
    owner: () => '节假日安排已公布，时限已重新计算',
    participants: () => '节假日安排已公布，办理时限已重新计算',
  },
};

const isAgreed = ({ event }: Facts) => event.data?.['agrees'] === true;
/** Told late, the closing may have been decided, or proposed once more, by now. */
const isPending = (concern: Concern, event: ConcernEvent) =>
  concern.decision !== null && currentRound(concern).closing?.eventId === event.id;

/** As it was told; it may have been recomputed since. */
function firstContactDueAt({ concern, event }: Pick<Facts, 'concern' | 'event'>): Instant {
  return Number(event.data?.['firstContactDueAt'] ?? concern.firstContact.deadline.dueAt);
}

const openidsOf = (people: Participant[]) => people.map(({ openid }) => ({ openid: openid! }));

function audiencesOf({ concern, event }: Facts, town: Town, absences: readonly Absence[]) {
  const { ownerId, decision, participants } = concern;
  const acting = actingOn({ ...concern, status: event.to }, town, absences, event.at);
  const staff = (...ids: string[]) =>
    [...new Set(ids)].filter((id) => id !== event.by).map((staffId): Recipient => ({ staffId }));
  const residents = participants.filter(
    ({ openid, key, joinedAt }) => openid !== null && key !== event.by && joinedAt <= event.at,
  );
  const asked = roundOf(concern, event).asked ?? [];
  return {
    owner: staff(ownerId, ...acting),
    decider: decision ? staff(decision.decider) : [],
    supervisor: staff(town.dutyDesk.supervisorId),
    reporter: openidsOf(residents.filter(({ relation }) => relation === 'reporter')),
    participants: openidsOf(residents),
    asked: openidsOf(residents.filter(({ key }) => asked.includes(key))),
  } satisfies Record<Audience, Recipient[]>;
}

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
  const facts = { concern, event, owner, doer };
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
