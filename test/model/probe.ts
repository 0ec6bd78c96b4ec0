/** Never stuck: asks as the people who are there whether one of them, other than the owner, can move a concern on. */
import type { Concern } from '../../domain/concern';
import { violate } from './checker';
import { OPEN } from './expected';
import { hasAccess, isThere } from './presence';
import { openidOf } from './town';
import type { Snapshot, World } from './world';

/** What brings a concern nearer to its end, or under somebody who will. */
const MOVES = ['decide', 'orderHandover', 'assignCover', 'recordFirstContact', 'proposeClosing', 'resumeConcern'];
const READERS = ['supervisor', 'coordinator', 'officer'];

type View = { mayDo: string[]; ball?: { totals: { who: string; time: string }[] } };

/** @param seen the kinds of state that have been asked about. */
export async function probe(world: World, at: Snapshot, seen: Set<string>): Promise<void> {
  for (const concern of at.concerns.values()) {
    const { status, decision, ownerId } = concern;
    if (!OPEN.includes(status)) continue;
    const state = `${status} ${decision?.kind} ${decision?.level} ${isThere(ownerId, at)} ${isThere(decision?.decider ?? ownerId, at)}`;
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
  const people = [...new Set([...(decision ? [decision.decider] : []), ...readers])].filter(
    (id) => id !== ownerId && hasAccess(id, at),
  );
  let isDecidable = decision === null;
  let isMovable = false;
  for (const id of people) {
    const answer = await world.ask({
      who: openidOf(id),
      action: 'getConcern',
      input: { concernId: concern.id },
      requestId: 'probe-concern',
    });
    if (!answer.ok) continue;
    const { mayDo, ball } = answer.data as View;
    if (ball) checkTotals(concern, ball.totals, at.now);
    isMovable ||= mayDo.some((action) => MOVES.includes(action));
    isDecidable ||= mayDo.includes('decide');
    if (isMovable && isDecidable) return;
  }
  const state = `${concern.status}${decision ? ` with ${decision.kind} at ${decision.level} ${decision.decider}` : ''}`;
  if (!isMovable) violate('2', `nobody but ${ownerId} can move it on: ${state}`, concern.id);
  // A person who is asked to take over may be away for the one working day that it takes until the supervisor is asked.
  if (!isDecidable && decision?.level !== 'newOwner') violate('2', `nobody can decide: ${state}`, concern.id);
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
const LABELS: Record<string, string> = { owner: '首访责任人', decider: '审批人', resident: '居民' };

/** The view tells how long each has held it; the events, told again, say the same. */
function checkTotals({ events, id }: Concern, totals: { who: string; time: string }[], now: number): void {
  const held: Record<string, number> = {};
  let pending: string | undefined;
  events.forEach(({ type, to, at }, index) => {
    if (PROPOSALS.includes(type)) pending = OPEN.includes(to) ? type : undefined;
    if (ENDS.includes(type)) pending = undefined;
    // An order settles only what was asked about the owner.
    if (type === 'orderHandover' && ['proposeHandover', 'objectRouting'].includes(pending ?? '')) pending = undefined;
    const holder =
      to === 'awaitingResident' || to === 'rating'
        ? 'resident'
        : OPEN.includes(to)
          ? pending
            ? 'decider'
            : 'owner'
          : '';
    if (holder) held[holder] = (held[holder] ?? 0) + (events[index + 1]?.at ?? now) - at;
  });
  const told = Object.fromEntries(totals.map(({ who, time }) => [who, time]));
  for (const [holder, time] of Object.entries(held))
    if (time > 0 && told[LABELS[holder]!] !== spanOf(time))
      violate('9', `${holder} held it ${spanOf(time)}, the page says ${told[LABELS[holder]!]}`, id);
}

function spanOf(time: number): string {
  const minutes = Math.floor(time / 60_000);
  if (minutes >= 1440) return `${Math.floor(minutes / 1440)} 天`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.max(1, minutes)} 分钟`;
}
