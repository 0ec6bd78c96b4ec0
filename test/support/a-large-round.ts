/** A concern that so many are asked about that one "not solved" does not end the round. */
import { applied, type Concern } from '../../domain/concern';
import { followUp, heardIn, type Objection } from '../../domain/follow-up';
import { rate, type Rating } from '../../domain/rating';
import type { Instant } from '../../domain/time';
import { aConcernIn, anAct, anAnswer, joinedBy, type Changes } from './a-concern';
import { aTown } from './a-town';

const town = aTown();
export const SIX = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
export const neighbours = (keys: readonly string[]) => keys.map((key) => joinedBy(`openid-${key}`, { key }));

export const aLargeRound = (changes: Changes = {}): Concern =>
  aConcernIn('rating', { joined: neighbours(SIX.slice(1)), ...changes });

export const answeredBy = (concern: Concern, key: string, changes: Partial<Rating> = {}, at: Instant = NOW): Concern =>
  applied(
    concern,
    rate(
      concern,
      concern.participants.find((someone) => someone.key === key)!,
      anAct({ at, by: key }),
      anAnswer(changes),
      town,
    ),
  );

/** The concern after this person said "not solved", and what they said. */
export function objectedTo(concern: Concern, key: string, at: Instant = NOW): Objection {
  const after = answeredBy(concern, key, { solved: 'no', satisfaction: 1 }, at);
  return { concern: after, event: after.events.at(-1)! };
}

export const FOLLOW_UP_ID = 'f0110000f0110000f0110000f0110000';
export const joinIdOf = ({ event }: Objection): string => `${event.id.slice(-8)}${event.id.slice(0, 24)}`;
export const followUpOf = (objection: Objection, id = FOLLOW_UP_ID): Concern => followUp(objection, id, town, [], NOW);

/** The follow-up after it has heard this. */
export function takenUp(concern: Concern, objection: Objection): Concern {
  const made = heardIn(concern, objection, joinIdOf(objection));
  return typeof made === 'string' ? concern : applied(concern, { ...made, set: {} });
}
