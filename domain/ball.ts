/** Whose turn it is. Every moment of an open concern belongs to somebody. Source: product.md §2 promise 9, §6. */
import type { Concern, ConcernEvent } from './concern';
import { isOpen, type EventType, type Status } from './lifecycle';
import { leadTaskIn } from './tasks';
import type { Instant } from './time';

export type Holder = 'owner' | 'department' | 'decider' | 'resident';
/** `holder` is null once nobody has to do anything any more. */
export type Ball = { holder: Holder | null; staffId?: string; since: Instant };

export const HOLDER_LABELS: Record<Holder, string> = {
  owner: '首访责任人',
  department: '部门',
  decider: '审批人',
  resident: '居民',
};

type Held = Pick<Concern, 'status' | 'ownerId' | 'decision' | 'tasks' | 'ball'>;

/**
 * Who has to do something in this status; the decider while a decision is pending, unless the resident is asked.
 * @param isWithDepartment a department leads: its turn while the concern is being handled.
 */
export function holderIn(status: Status, isDecisionPending: boolean, isWithDepartment: boolean): Holder | null {
  if (status === 'awaitingResident' || status === 'rating') return 'resident';
  if (!isOpen(status)) return null;
  if (isDecisionPending) return 'decider';
  return isWithDepartment && status === 'handling' ? 'department' : 'owner';
}

/** After a change at `at`; `since` stays while the same person holds it. */
export function ballAfter(concern: Held, at: Instant): Ball {
  const { status, ownerId, ball } = concern;
  const lead = leadTaskIn(concern);
  const decision = concern.decision ?? lead?.returning;
  const holder = holderIn(status, Boolean(decision), lead !== undefined);
  const people = { owner: ownerId, department: lead?.liaisonId, decider: decision?.decider, resident: undefined };
  const staffId = holder ? people[holder] : undefined;
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
const ENDS_OF_TASKS: readonly EventType[] = ['completeTask', 'recallTask'];

/** What somebody besides the owner has been asked for, told event by event. */
type Asked = { isPending: boolean; leadId?: string | undefined; isReturning?: true | undefined };

const isAboutTask = ({ data }: ConcernEvent): boolean => data?.['taskId'] !== undefined;

function isPendingAfter(isPending: boolean, event: ConcernEvent): boolean {
  const { type, to, data } = event;
  if (PROPOSALS.includes(type)) return isOpen(to);
  if (isAboutTask(event)) return isPending;
  return isPending && !ENDS_OF_DECISIONS.includes(type) && !data?.['settles'];
}

/** Of the task of the department that leads. */
function leadAfter({ leadId, isReturning }: Asked, { id, type, data }: ConcernEvent): Omit<Asked, 'isPending'> {
  if (type === 'dispatchTask') return data?.['role'] === 'lead' ? { leadId: id } : { leadId, isReturning };
  if (type === 'withdraw') return {};
  if (!leadId || data?.['taskId'] !== leadId) return { leadId, isReturning };
  if (type === 'returnTask') return { leadId, isReturning: true };
  if (ENDS_OF_TASKS.includes(type) || (type === 'decide' && data['agrees'])) return {};
  return ENDS_OF_DECISIONS.includes(type) ? { leadId } : { leadId, isReturning };
}

/** Who held the ball when, read from the events; adjacent, and together as long as the concern was open or rated. */
export function turnsOf({ events }: Pick<Concern, 'events'>, now: Instant): Turn[] {
  const turns: Turn[] = [];
  let asked: Asked = { isPending: false };
  events.forEach((event, index) => {
    asked = { isPending: isPendingAfter(asked.isPending, event), ...leadAfter(asked, event) };
    const holder = holderIn(event.to, asked.isPending || asked.isReturning === true, asked.leadId !== undefined);
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
  const totals: Record<Holder, number> = { owner: 0, department: 0, decider: 0, resident: 0 };
  for (const { holder, from, to } of turns) totals[holder] += to - from;
  return totals;
}
