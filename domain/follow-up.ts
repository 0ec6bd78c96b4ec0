/** What is not solved after a large round is taken up by a concern of its own: that of the objectors. Source: product.md §7. */
import {
  change,
  nextRound,
  opened,
  roundNumberOf,
  type Change,
  type Concern,
  type ConcernEvent,
  type Participant,
} from './concern';
import { deadlineFrom } from './deadlines';
import { joiner } from './joining';
import { isAllowed, isEnded } from './lifecycle';
import { isObjection, objectionsIn, objectorOf } from './rating';
import { inputsNow } from './rerouting';
import type { Absence } from './roster';
import { routeConcern } from './routing';
import type { Instant } from './time';
import { categoryOf, type Town } from './town';

/** A concern whose large round is over, or goes on, and somebody who said in it that it is not solved. */
export type Objection = { concern: Concern; event: ConcernEvent };

const personIn = ({ concern, event }: Objection): Participant =>
  concern.participants.find(({ key }) => key === objectorOf(event))!;

/** Theirs, this one included: the second makes the supervisor decide. */
function timesIn({ concern: { events }, event }: Objection): number {
  const until = events.slice(0, events.findIndex(({ id }) => id === event.id) + 1);
  return objectionsIn(until).get(objectorOf(event))!;
}

/** Counted from 1: the rounds that somebody has objected to in this way. */
export const roundsObjectedTo = (concern: Concern): number[] => [
  ...new Set(concern.events.filter(isObjection).map((event) => roundNumberOf(concern, event))),
];

/** The objections to that round. */
export const objectionsTo = (concern: Concern, round: number): ConcernEvent[] =>
  concern.events.filter((event) => isObjection(event) && roundNumberOf(concern, event) === round);

/**
 * The follow-up that the first objector makes, worked on at once: the owner knows what it is about.
 * @param id its own, made of the concern and the round.
 * @param now at which somebody is looked for in place of an owner who has left service.
 */
export function followUp(
  objection: Objection,
  id: string,
  town: Town,
  absences: readonly Absence[],
  now: Instant,
): Concern {
  const { concern, event } = objection;
  const { at } = event;
  const { openid, isStaff } = personIn(objection);
  const round = roundNumberOf(concern, event);
  const { categoryId, isEmergency, place, consentVersion } = concern;
  const inputs = { ...inputsNow(concern, now, town, absences), followsUp: concern.ownerId };
  const data = { of: concern.id, round, objection: event.id, objections: timesIn(objection) };
  return opened(
    { ...routeConcern(inputs, town), seal: '' },
    { id, type: 'followUp', at, by: 'clock', from: null, to: 'handling', data },
    {
      categoryId,
      isEmergency,
      place,
      consentVersion,
      participants: [{ key: 'p1', relation: 'reporter', joinedAt: at, openid, isStaff }],
      followUpOf: { concernId: concern.id, number: concern.number, round },
      firstContact: {
        deadline: deadlineFrom(at, categoryOf(town, categoryId).firstContact, town.calendar),
        doneAt: at,
      },
      rounds: [nextRound(concern, at, town)],
    },
  );
}

/**
 * What becomes of an objection at a follow-up that exists: it is heard there already, its author joins, or the next
 * follow-up has to be looked at, because this one has ended or is being verified.
 * @param joinId of the event by which the objection is taken up.
 */
export function heardIn(
  followUpConcern: Concern,
  objection: Objection,
  joinId: string,
): 'heard' | 'next' | Required<Pick<Change, 'event' | 'joins'>> {
  const { events, status, participants } = followUpConcern;
  const { openid, isStaff } = personIn(objection);
  const isTakenUp = events[0]!.data?.['objection'] === objection.event.id || events.some(({ id }) => id === joinId);
  if (isTakenUp) return 'heard';
  const takesPart = openid !== null && participants.some((someone) => someone.openid === openid);
  // Whoever takes part in one that goes on is heard when it is rated.
  if (takesPart) return isEnded(status) ? 'next' : 'heard';
  if (!isAllowed(status, 'join')) return 'next';
  const at = Math.max(objection.event.at, events.at(-1)!.at);
  const joins = joiner(joinId, at, { openid, isStaff });
  const data = { objections: timesIn(objection) };
  const { event } = change(followUpConcern, 'join', { id: joinId, at, by: joins.key }, status, {}, data);
  return { event, joins };
}
