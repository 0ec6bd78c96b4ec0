/** Who is told what at each event: the one table behind the inbox. Nothing personal in it. */
import {
  CLOSING_LABELS,
  currentRound,
  placeLabel,
  type ClosingKind,
  type Concern,
  type ConcernEvent,
  type Participant,
} from './concern';
import type { EventType } from './lifecycle';
import { formatMoment } from './time';
import { categoryOf, memberOf, type Town } from './town';

/** A resident by openid, or a member of staff by id. */
export type Recipient = { openid: string } | { staffId: string };
export type Notice = { to: Recipient; text: string };

/** `doer`: the member of staff who did it, the owner or whoever acts. */
type Facts = { concern: Concern; event: ConcernEvent; owner: string; doer: string; title: string };
type Audience = 'owner' | 'decider' | 'reporter' | 'participants' | 'asked';
/** undefined: this audience is not told about this event. */
type Line = (facts: Facts) => string | undefined;

const NOTICES: Record<EventType, Partial<Record<Audience, Line>>> = {
  submitConcern: { owner: newConcern },
  recordConcern: { owner: newConcern, participants: ({ owner }) => `已登记您的诉求，由${owner}负责到底` },
  recordFirstContact: { participants: ({ doer }) => `${doer}已与您联系，正在办理` },
  reply: { participants: ({ doer }) => `${doer}回复了您` },
  addDetail: { owner: () => '居民补充了情况' },
  revealContact: { reporter: ({ doer }) => `${doer}为联系您查看了电话` },
  withdraw: { owner: () => '居民撤回了诉求' },
  proposeClosing: {
    decider: () => '有一条办结等您核验',
    participants: ({ concern }) => (concern.decision ? '已提出办结，正在核验' : undefined),
    asked: askToRate,
  },
  decideClosing: {
    owner: ({ event }) => (event.data?.['agrees'] ? '办结已核验通过' : '办结未通过核验，请继续办理'),
    participants: ({ event }) => (event.data?.['agrees'] ? undefined : '核验认为还没办好，继续为您办理'),
    asked: askToRate,
  },
  // Only "not solved" is addressed to the owner; any other answer is nobody's to know. Source: product.md §2 promise 6.
  rate: { owner: ({ event }) => (event.to === 'handling' ? '居民反映没有解决，请重新办理' : undefined) },
  closeRating: { participants: () => '评价期已结束，诉求办结' },
  reopen: { owner: () => '居民申请重新办理', participants: () => '已为您重新办理' },
  recomputeDeadlines: {
    owner: () => '节假日安排已公布，时限已重新计算',
    participants: () => '节假日安排已公布，办理时限已重新计算',
  },
};

function newConcern({ concern, event }: Facts): string | undefined {
  if (event.by === concern.ownerId) return undefined;
  const { dueAt } = concern.firstContact.deadline;
  return `新诉求，请在 ${formatMoment(dueAt)} 前首次联系`;
}

function askToRate({ concern, event }: Facts): string | undefined {
  const { closing } = currentRound(concern);
  if (event.to !== 'rating' || !closing) return undefined;
  return `办结结果：${CLOSING_LABELS[closing.kind satisfies ClosingKind]}，请您评价`;
}

const openidsOf = (people: Participant[]) => people.map(({ openid }) => ({ openid: openid! }));

/**
 * What to tell about one event of a concern, to whom. Computed from the concern as it is when the event is projected;
 * nobody is told of their own doing.
 */
export function noticesFor(concern: Concern, event: ConcernEvent, town: Town): Notice[] {
  const { ownerId, decision, place, participants } = concern;
  const { label } = categoryOf(town, concern.categoryId);
  const title = place.kind === 'none' ? label : `${label} · ${placeLabel(place, town)}`;
  const owner = memberOf(town, ownerId).name;
  const doer = town.staff.find(({ id }) => id === event.by)?.name ?? owner;
  const facts = { concern, event, owner, doer, title };
  const asked = currentRound(concern).asked ?? [];
  const residents = participants.filter(({ openid, key }) => openid !== null && key !== event.by);
  const people: Record<Audience, Recipient[]> = {
    owner: ownerId === event.by ? [] : [{ staffId: ownerId }],
    decider: decision ? [{ staffId: decision.decider }] : [],
    reporter: openidsOf(residents.filter(({ relation }) => relation === 'reporter')),
    participants: openidsOf(residents),
    asked: openidsOf(residents.filter(({ key }) => asked.includes(key))),
  };
  return Object.entries(NOTICES[event.type]).flatMap(([audience, line]) => {
    const text = line(facts);
    return text ? people[audience as Audience].map((to) => ({ to, text: `${title}：${text}` })) : [];
  });
}
