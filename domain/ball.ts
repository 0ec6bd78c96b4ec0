/** Whose turn it is. Every moment of an open concern belongs to somebody. Source: product.md §2 promise 9, §6. */
import type { Concern, ConcernEvent } from './concern';
import { isOpen, type EventType, type Status } from './lifecycle';
import type { Instant } from './time';

export type Holder = 'owner' | 'decider' | 'resident';
/** `holder` is null once nobody has to do anything any more. */
export type Ball = { holder: Holder | null; staffId?: string; since: Instant };

export const HOLDER_LABELS: Record<Holder, string> = { owner: '首访责任人', decider: '审批人', resident: '居民' };

type Held = Pick<Concern, 'status' | 'ownerId' | 'decision' | 'ball'>;

/** Who has to do something in this status; the decider while a decision is pending, unless the resident is asked. */
export function holderIn(status: Status, isDecisionPending: boolean): Holder | null {
  if (status === 'awaitingResident' || status === 'rating') return 'resident';
  if (!isOpen(status)) return null;
  return isDecisionPending ? 'decider' : 'owner';
}

/** After a change at `at`; `since` stays while the same person holds it. */
export function ballAfter({ status, ownerId, decision, ball }: Held, at: Instant): Ball {
  const holder = holderIn(status, decision !== null);
  const staffId = holder === 'owner' ? ownerId : holder === 'decider' ? decision!.decider : undefined;
  if (holder === ball.holder && staffId === ball.staffId) return ball;
  return { holder, ...(staffId && { staffId }), since: at };
}

/** From one event to the next. */
export type Turn = { holder: Holder; from: Instant; to: Instant };

const PROPOSALS: readonly EventType[] = [
  'proposeClosing',
  'proposeDefer',
  'proposeExtension',
  'proposeHandover',
  'objectRouting',
];
const ENDS_OF_DECISIONS: readonly EventType[] = ['decide', 'takeBack', 'lapseDecision', 'withdraw', 'closeWithLead'];

function isPendingAfter(isPending: boolean, { type, to, data }: ConcernEvent): boolean {
  if (PROPOSALS.includes(type)) return isOpen(to);
  return isPending && !ENDS_OF_DECISIONS.includes(type) && !data?.['settles'];
}

/** Who held the ball when, read from the events; adjacent, and together as long as the concern was open or rated. */
export function turnsOf({ events }: Pick<Concern, 'events'>, now: Instant): Turn[] {
  const turns: Turn[] = [];
  let isPending = false;
  events.forEach((event, index) => {
    isPending = isPendingAfter(isPending, event);
    const holder = holderIn(event.to, isPending);
    const to = Math.min(events[index + 1]?.at ?? now, now);
    const last = turns.at(-1);
    if (!holder || to <= event.at) return;
    if (last?.holder === holder && last.to === event.at) last.to = to;
    else turns.push({ holder, from: event.at, to });
  });
  return turns;
}

/** How long each held it, in milliseconds. */
export function totalsOf(turns: readonly Turn[]): Record<Holder, number> {
  const totals: Record<Holder, number> = { owner: 0, decider: 0, resident: 0 };
  for (const { holder, from, to } of turns) totals[holder] += to - from;
  return totals;
}
