import { MOST_TRIES, slipIn, slipUntil } from '../../domain/claim';
import type { Concern } from '../../domain/concern';
import type { Instant } from '../../domain/time';
import { atMost, collection, otherThan } from '../cloud';
import { idOf, slipCode } from '../secrets';

/** Which concern a code stands for. */
export type Slip = {
  id: string;
  v: 1;
  concernId: string;
  ordinal: number;
  expiresAt: Instant;
  /** Guesses at the last four digits, and what the last one was known by. */
  tries: number;
  lastTry: string;
};

const slips = collection<Slip>('slips');

/** The code itself is not stored. */
const idOfCode = (code: string) => idOf('slip', code);

/** What stands on the first slip; the same whenever it is asked for again. */
export const firstSlipOf = ({ id, openedAt }: Concern) => ({ code: slipCode(id, 0), validUntil: slipUntil(openedAt) });

/** What stands on the slip that can be used now. */
export function slipOf(concern: Concern): { code: string; validUntil: Instant } | undefined {
  const slip = slipIn(concern);
  return slip && { code: slipCode(concern.id, slip.ordinal), validUntil: slip.validUntil };
}

/** Makes the code of the present slip known; a repetition changes nothing. */
export async function issue(concern: Concern): Promise<void> {
  const { ordinal, validUntil: expiresAt } = slipIn(concern) ?? {};
  if (ordinal === undefined || expiresAt === undefined) return;
  const id = idOfCode(slipCode(concern.id, ordinal));
  await slips.add({ id, v: 1, concernId: concern.id, ordinal, expiresAt, tries: 0, lastTry: '' });
}

export const ofCode = (code: string) => slips.get(idOfCode(code));

/**
 * Counts a guess before it is looked at, so that many at once are no more than a few. The same guess of the same request
 * counts once. @returns whether it may be looked at.
 */
export async function takeTry({ id }: Slip, guess: string): Promise<boolean> {
  const isFree = { _id: id, tries: atMost(MOST_TRIES - 1), lastTry: otherThan(guess) };
  if ((await slips.update(isFree, { lastTry: guess }, { raise: ['tries'] })) === 1) return true;
  return (await slips.get(id))?.lastTry === guess;
}
