/** Neighbours who meet the same matter take part in one concern, each with a say in the rating. Source: product.md §4. */
import { change, participantOf, type Act, type Change, type Concern, type Participant } from './concern';
import { AppError } from './errors';
import { isAllowed, targetsOf } from './lifecycle';
import type { Instant } from './time';
import { categoryOf, type Town } from './town';

type Joinable = Pick<Concern, 'status' | 'categoryId' | 'followUpOf'>;
/** What is nobody else's home may be joined by anybody; a follow-up belongs to those who said "not solved". */
const isForNeighbours = ({ categoryId, followUpOf }: Joinable, town: Town): boolean =>
  categoryOf(town, categoryId).isPublicSpace && !followUpOf;
export const isJoinable = (concern: Joinable, town: Town): boolean =>
  isAllowed(concern.status, 'join') && isForNeighbours(concern, town);

/** How events name whoever joins: nothing in it tells how many were before. */
export const keyOfJoiner = (eventId: string): string => `p${eventId.slice(0, 8)}`;

export const joiner = (eventId: string, at: Instant, person: Pick<Participant, 'openid' | 'isStaff'>): Participant => ({
  key: keyOfJoiner(eventId),
  relation: 'joined',
  joinedAt: at,
  ...person,
});

/** Joins a concern, once. Where neighbours may not, it is as if it did not exist. */
export function join(
  concern: Concern,
  { id, at }: Omit<Act, 'by'>,
  person: { openid: string; isStaff: boolean },
  town: Town,
): Change {
  if (!isForNeighbours(concern, town)) throw new AppError('NOT_FOUND', concern.id);
  targetsOf(concern.status, 'join');
  if (participantOf(concern, person.openid)) throw new AppError('JOINED_ALREADY', concern.id);
  const joins = joiner(id, at, person);
  return { ...change(concern, 'join', { id, at, by: joins.key }, concern.status), joins };
}

/** No longer takes part; whoever filed it withdraws instead. What they wrote stays with it. */
export function leave(concern: Concern, act: Act): Change {
  const participants = concern.participants.map((someone) =>
    someone.key === act.by ? { ...someone, openid: null, leftAt: act.at } : someone,
  );
  return change(concern, 'leave', act, concern.status, { participants });
}
