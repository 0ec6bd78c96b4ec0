/** What follows from events: inbox and pushes, follow-ups, departments' lists, figures, the board, members of a lead, the confirmation of particulars, content checks. Can always be caught up. */
import { currentRound, type Concern, type ConcernEvent, type Particulars } from '../domain/concern';
import { closeWithLead } from '../domain/linking';
import { noticesFor, type Notice } from '../domain/notices';
import type { Push } from '../domain/pushes';
import { isObjection } from '../domain/rating';
import type { Absence } from '../domain/roster';
import { tasksIn } from '../domain/tasks';
import type { Instant } from '../domain/time';
import type { Town } from '../domain/town';
import { checkText } from './cloud';
import { contribute } from './contribute';
import { projectCallbacks } from './draw-callbacks';
import { takeUp } from './follow-ups';
import { publish } from './publish';
import { sendPushes } from './send-pushes';
import { idOf } from './secrets';
import * as bindings from './store/bindings';
import * as concerns from './store/concerns';
import * as inbox from './store/inbox';
import * as particulars from './store/particulars';
import * as pushes from './store/pushes';
import * as slips from './store/slips';
import * as tasks from './store/tasks';

/** What projecting needs to know besides the concern. */
export type Surroundings = { town: Town; absences: readonly Absence[]; now: Instant };

/** Projects the events not yet projected. Repeating it changes nothing; a failure leaves the rest for the timer. */
export async function project(concern: Concern, surroundings: Surroundings): Promise<void> {
  const { town, absences, now } = surroundings;
  const events = concern.events.slice(concern.projected);
  const notices = events.flatMap((event) =>
    noticesFor(concern, event, town, absences).map((notice) => ({ event, notice })),
  );
  const announced = await Promise.all(notices.map(({ event, notice }) => tell(concern, event, notice, surroundings)));
  // One after the other: the first makes the follow-up that the others join.
  for (const event of events.filter(isObjection)) {
    const followUp = await takeUp({ concern, event }, surroundings);
    if (followUp) await project(followUp, surroundings);
  }
  await projectCallbacks(concern, events, surroundings);
  await Promise.all(tasksIn(concern).map((task) => tasks.put(concern, task)));
  if (events.some(({ data }) => data?.['undoesClaim'])) await slips.issue(concern);
  const written = await particulars.ofEvents(events.map(({ id }) => id));
  await Promise.all(written.map(({ id }) => particulars.confirm(id)));
  await closeMembers(concern, surroundings);
  await Promise.all([contribute(concern, town), publish(concern, town)]);
  await concerns.markProjected(concern);
  const due = announced.flatMap((push) => (push && push.notBefore <= now ? [push] : []));
  await Promise.all([sendPushes(due, town, now), ...written.map((item) => checkWords(item, concern))]);
}

/** What is linked to a concern whose closing has just been confirmed closes with it. */
async function closeMembers(lead: Concern, surroundings: Surroundings): Promise<void> {
  const isConfirmed = lead.events
    .slice(lead.projected)
    .some(({ from, to }) => from !== to && (to === 'rating' || to === 'closed'));
  if (!isConfirmed) return;
  const members = await concerns.membersOf(lead.id);
  for (const { id } of members) await closeMember(id, lead, surroundings);
}

/**
 * Known by the lead's round, so that it happens once however often it is tried. The outcome stands on the member, too.
 * @returns whether it has closed now.
 */
export async function closeMember(memberId: string, lead: Concern, surroundings: Surroundings): Promise<boolean> {
  const member = await concerns.get(memberId);
  const closing = currentRound(lead).closing;
  if (!member || !closing) return false;
  const act = {
    id: idOf(lead.id, 'closeWithLead', String(lead.rounds.length), memberId),
    at: surroundings.now,
    by: 'clock',
  };
  const bound = await bindings.among(member.participants);
  const proposal = lead.events.find(({ id }) => id === closing.eventId);
  const made = closeWithLead(member, act, lead, proposal?.data, { ...surroundings, bound });
  if (!made) return false;
  const [outcome] = await particulars.ofEvents([closing.eventId]);
  if (outcome) await particulars.put({ ...outcome, id: act.id, concernId: memberId, at: act.at, isConfirmed: false });
  await project(await concerns.save(member, made), surroundings);
  return true;
}

/** @returns the push that announces it, if the town has a template for it. */
async function tell(
  { id: concernId }: Concern,
  event: ConcernEvent,
  { to, text, push }: Notice,
  { town, now }: Surroundings,
): Promise<Push | undefined> {
  const isPushed = push && town.messageTemplates?.[push.template];
  const [added] = await Promise.all([
    isPushed ? pushes.add({ id: inbox.noticeId(event.id, to), concernId, ...push }, to, now) : undefined,
    inbox.tell(event.id, to, { at: event.at, text, concernId }),
  ]);
  return added;
}

/** Hides nothing by failing: unchecked words stay hidden from others until a later attempt. */
export async function checkWords({ id, by, words, textCheck }: Particulars, concern: Concern): Promise<void> {
  const openid = concern.participants.find(({ key }) => key === by)?.openid;
  if (textCheck !== 'pending' || !words || !openid) return;
  await particulars.markChecked(id, await checkText(words, openid));
}
