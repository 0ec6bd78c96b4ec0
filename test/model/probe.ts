/** Never stuck: asks as the people who are there whether one of them, other than the owner, can move a concern on. */
import type { Concern, ConcernEvent } from '../../domain/concern';
import { violate } from './checker';
import { OPEN } from './expected';
import { decisionsIn, openTasksIn } from './facts';
import { hasAccess, isThere } from './presence';
import { openidOf } from './town';
import type { Snapshot, World } from './world';

/** What brings a concern nearer to its end, or under somebody who will. */
const MOVES = ['decide', 'orderHandover', 'assignCover', 'recordFirstContact', 'proposeClosing', 'resumeConcern'];
const READERS = ['supervisor', 'coordinator', 'officer', 'department'];
/** What ends a task. */
const ENDS_TASK = ['completeTask', 'recallTask'];

type View = {
  mayDo: string[];
  tasks?: { id: string; mayDo: string[] }[];
  decision?: { id: string };
  ball?: { totals: { who: string; time: string }[] };
};

/** @param seen the kinds of state that have been asked about. */
export async function probe(world: World, at: Snapshot, seen: Set<string>): Promise<void> {
  for (const concern of at.concerns.values()) {
    const { status, decision, ownerId } = concern;
    if (!OPEN.includes(status)) continue;
    const tasks = openTasksIn(concern).map(({ role, returning }) => `${role} ${returning?.level}`);
    const people = [ownerId, decision?.decider ?? ownerId].map((id) => isThere(id, at));
    const state = `${status} ${decision?.kind} ${decision?.level} ${people.join(' ')} ${tasks.join(' ')}`;
    if (seen.has(state)) continue;
    seen.add(state);
    await checkMovable(world, concern, at);
  }
}

async function checkMovable(world: World, concern: Concern, at: Snapshot): Promise<void> {
  const { ownerId, decision } = concern;
  const readers = READERS.flatMap((role) =>
    at.town.staff.filter(({ roles }) => (roles as string[]).includes(role)).map(({ id }) => id),
  );
  const pending = decisionsIn(concern);
  const people = [...new Set([...pending.map(({ decider }) => decider), ...readers])].filter(
    (id) => id !== ownerId && hasAccess(id, at),
  );
  // A person who is asked to take over may be away for the one working day that it takes until the supervisor is asked.
  let undecided = pending.filter(({ level }) => level !== 'newOwner');
  let unending = openTasksIn(concern);
  let isMovable = false;
  for (const id of people) {
    const answer = await world.ask({
      who: openidOf(id),
      action: 'getConcern',
      input: { concernId: concern.id },
      requestId: 'probe-concern',
    });
    if (!answer.ok) continue;
    const { mayDo, ball, tasks, decision: shown } = answer.data as View;
    if (ball) checkTotals(concern, ball.totals, at.now);
    isMovable ||= mayDo.some((action) => MOVES.includes(action));
    if (mayDo.includes('decide'))
      undecided = undecided.filter((one) => one.eventId !== shown?.id && one.decider !== id);
    const mayEnd = (taskId: string) =>
      tasks?.find((task) => task.id === taskId)?.mayDo.some((action) => ENDS_TASK.includes(action));
    unending = unending.filter((task) => !mayEnd(task.id));
    if (isMovable && !undecided.length && !unending.length) return;
  }
  const state = `${concern.status}${decision ? ` with ${decision.kind} at ${decision.level} ${decision.decider}` : ''}`;
  if (!isMovable) violate('2', `nobody but ${ownerId} can move it on: ${state}`, concern.id);
  for (const { kind, level, decider } of undecided)
    violate('2', `nobody can decide: ${kind} at ${level} ${decider}`, concern.id);
  for (const { liaisonId } of unending)
    violate('2', `nobody but ${ownerId} can end the task of ${liaisonId}`, concern.id);
}

/** What staff read of a concern: of an answer other than "not solved" nothing may be seen in it. */
export async function staffViews(world: World, { id, ownerId }: Concern, at: Snapshot): Promise<string> {
  const readers = [...new Set([ownerId, 's10'])].filter((staffId) => hasAccess(staffId, at));
  const views = readers.map((staffId) => {
    const ask = {
      who: openidOf(staffId),
      action: 'getConcern',
      input: { concernId: id },
      requestId: 'what-staff-see',
    } as const;
    return world.ask(ask);
  });
  return JSON.stringify((await Promise.all(views)).map((answer) => answer.ok && answer.data));
}

const PROPOSALS = ['proposeClosing', 'proposeDefer', 'proposeExtension', 'proposeHandover', 'objectRouting'];
const ENDS = ['decide', 'takeBack', 'lapseDecision', 'withdraw'];
const LABELS: Record<string, string> = { owner: '首访责任人', department: '部门', decider: '审批人', resident: '居民' };

/** The view tells how long each has held it; the events, told again, say the same. */
function checkTotals({ events, id }: Concern, totals: { who: string; time: string }[], now: number): void {
  const held: Record<string, number> = {};
  let pending: string | undefined;
  let lead: { id: string; isReturning: boolean } | undefined;
  events.forEach((event, index) => {
    const { type, to, at, data } = event;
    const taskId = data?.['taskId'];
    if (PROPOSALS.includes(type)) pending = OPEN.includes(to) ? type : undefined;
    if (ENDS.includes(type) && !taskId) pending = undefined;
    // An order settles only what was asked about the owner.
    if (type === 'orderHandover' && ['proposeHandover', 'objectRouting'].includes(pending ?? '')) pending = undefined;
    if (type === 'dispatchTask' && data?.['role'] === 'lead') lead = { id: event.id, isReturning: false };
    if (type === 'withdraw' || (taskId === lead?.id && isEndOfTask(event))) lead = undefined;
    if (lead && taskId === lead.id && type === 'returnTask') lead.isReturning = true;
    if (lead && taskId === lead.id && ENDS.includes(type)) lead.isReturning = false;
    const holder =
      to === 'awaitingResident' || to === 'rating'
        ? 'resident'
        : !OPEN.includes(to)
          ? ''
          : (pending ?? lead?.isReturning)
            ? 'decider'
            : lead && to === 'handling'
              ? 'department'
              : 'owner';
    if (holder) held[holder] = (held[holder] ?? 0) + (events[index + 1]?.at ?? now) - at;
  });
  const told = Object.fromEntries(totals.map(({ who, time }) => [who, time]));
  for (const [holder, time] of Object.entries(held))
    if (time > 0 && told[LABELS[holder]!] !== spanOf(time))
      violate('9', `${holder} held it ${spanOf(time)}, the page says ${told[LABELS[holder]!]}`, id);
}

const isEndOfTask = ({ type, data }: ConcernEvent): boolean =>
  ['completeTask', 'recallTask'].includes(type) || (type === 'decide' && data?.['agrees'] === true);

function spanOf(time: number): string {
  const minutes = Math.floor(time / 60_000);
  if (minutes >= 1440) return `${Math.floor(minutes / 1440)} 天`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.max(1, minutes)} 分钟`;
}
