/** A resident without WeChat gets a slip for what staff recorded, and takes it over later. Source: product.md §4, §7. */
import {
  change,
  currentRound,
  presentIn,
  withCurrentRound,
  type Act,
  type Change,
  type Concern,
  type ConcernEvent,
  type Participant,
} from './concern';
import { AppError } from './errors';
import { DAY, type Instant } from './time';

/** Days for which a slip can be used. */
const SLIP_DAYS = 90;
/** Wrong guesses at the last four digits that one slip endures. */
export const MOST_TRIES = 5;

export const slipUntil = (issuedAt: Instant): Instant => issuedAt + SLIP_DAYS * DAY;

const reporterOf = (concern: Concern): Participant | undefined =>
  presentIn(concern).find(({ relation }) => relation === 'reporter');

const undoings = ({ events }: Pick<Concern, 'events'>): ConcernEvent[] =>
  events.filter(({ data }) => data?.['undoesClaim'] === true);

/** Said by somebody whose claim of it was undone since: nobody's word. What came of it stands. */
export function isOfUndoneClaim(concern: Pick<Concern, 'events' | 'participants'>, event: ConcernEvent): boolean {
  const { events, participants } = concern;
  const undone = undoings(concern).at(-1);
  const isReporters = participants.some(({ relation, key }) => relation === 'reporter' && key === event.by);
  return undone !== undefined && isReporters && events.indexOf(event) < events.indexOf(undone);
}

/** The slip that can be used now: a new one after each claim that was undone. Undefined where there is nothing to claim. */
export function slipIn(concern: Concern): { ordinal: number; validUntil: Instant } | undefined {
  if (!concern.recorded || reporterOf(concern)?.openid !== null) return undefined;
  const undone = undoings(concern);
  return { ordinal: undone.length, validUntil: slipUntil(undone.at(-1)?.at ?? concern.openedAt) };
}

/**
 * Whoever holds the slip becomes the reporter. Somebody who has joined keeps one voice, the reporter's; a frozen list
 * stays as it is, so that a late claim counts in the next round.
 */
export function claim(concern: Concern, { id, at }: Omit<Act, 'by'>, openid: string, ordinal: number): Change {
  const slip = slipIn(concern);
  if (slip?.ordinal !== ordinal) throw new AppError('SLIP_USED', concern.id);
  if (at > slip.validUntil) throw new AppError('SLIP_INVALID', 'too old');
  const { key } = reporterOf(concern)!;
  const participants = concern.participants.map((someone): Participant => {
    if (someone.key === key) return { ...someone, openid, claimedAt: at };
    return someone.openid === openid ? { ...someone, openid: null, leftAt: at } : someone;
  });
  return change(concern, 'claim', { id, at, by: key }, concern.status, { participants });
}

const isClaimed = (concern: Concern): boolean => reporterOf(concern)?.claimedAt !== undefined;

/** Doubts about a claim that the supervisor has not settled. */
const openDisputes = ({ events }: Concern): ConcernEvent[] => {
  const settled = events.map(({ data }) => data?.['of']);
  return events.filter(({ type, id }) => type === 'disputeClaim' && !settled.includes(id));
};

export const mayDisputeClaim = (concern: Concern): boolean => isClaimed(concern) && !openDisputes(concern).length;

/** "It was not I who claimed it": staff pass it on to the supervisor, after whatever complaint waits already. */
export function disputeClaim(concern: Concern, act: Act): Change {
  if (!isClaimed(concern)) throw new AppError('NOT_CLAIMED', concern.id);
  if (openDisputes(concern).length) throw new AppError('DISPUTED_ALREADY', concern.id);
  const complaint = concern.complaint ?? { eventId: act.id, by: act.by, at: act.at };
  return change(concern, 'disputeClaim', act, concern.status, { complaint });
}

/** What the supervisor has before them is a doubt about a claim. */
export const isAboutClaim = ({ complaint, events }: Concern): boolean =>
  events.some(({ id, type }) => id === complaint?.eventId && type === 'disputeClaim');

/** What waits for the supervisor once they have answered this. */
export function nextDispute(concern: Concern, answered: string): Concern['complaint'] {
  const next = openDisputes(concern).find(({ id }) => id !== answered);
  return next ? { eventId: next.id, by: next.by, at: next.at } : null;
}

/** As before the claim; whoever claimed it is not asked any more. */
export function withoutClaim(concern: Concern): Pick<Concern, 'participants' | 'rounds'> {
  const { key } = reporterOf(concern)!;
  const { asked } = currentRound(concern);
  const isAsked = concern.status === 'rating' && asked?.includes(key);
  return {
    participants: concern.participants.map(({ claimedAt, ...someone }) =>
      someone.key === key
        ? { ...someone, openid: null }
        : { ...someone, ...(claimedAt !== undefined && { claimedAt }) },
    ),
    rounds: isAsked ? withCurrentRound(concern, { asked: asked!.filter((one) => one !== key) }) : concern.rounds,
  };
}
