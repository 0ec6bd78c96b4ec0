/** A "not solved" after a large round is taken up by a follow-up. It may be asked for again, and by several at once. */
import { roundNumberOf, type Concern } from '../domain/concern';
import { followUp, heardIn, roundsObjectedTo, type Objection } from '../domain/follow-up';
import type { Surroundings } from './projections';
import { idOf, sealed } from './secrets';
import * as concerns from './store/concerns';

/** The `nth` follow-up of a round. */
const followUpId = (concernId: string, round: number, nth: number): string =>
  idOf('followUp', concernId, String(round), String(nth));

/** A round has one; more only where objectors come after the end of the one before. */
const MOST_SHOWN = 5;
/** Where the follow-ups of a concern are looked for. */
export const followUpIdsOf = (concern: Concern): string[] =>
  roundsObjectedTo(concern).flatMap((round) =>
    Array.from({ length: MOST_SHOWN }, (_, index) => followUpId(concern.id, round, index + 1)),
  );

/** @returns the follow-up as this made or changed it; undefined where the objection was heard before. */
export async function takeUp(objection: Objection, surroundings: Surroundings): Promise<Concern | undefined> {
  const { concern, event } = objection;
  const { town, absences, now } = surroundings;
  const round = roundNumberOf(concern, event);
  for (let nth = 1; ;) {
    const id = followUpId(concern.id, round, nth);
    const found = await concerns.get(id);
    if (!found) {
      const { certificates, ...made } = followUp(objection, id, town, absences, now);
      const filed = { ...made, certificates: certificates.map(sealed) };
      if (await isDone(() => concerns.file(filed))) return filed;
      continue; // somebody else was first
    }
    const heard = heardIn(found, objection, idOf('objection', event.id));
    if (heard === 'heard') return undefined;
    if (heard === 'next') nth += 1;
    else if (await isDone(() => concerns.join(found, heard))) return concerns.get(id);
  }
}

/** @returns whether this call did it; if not, it looks different by now. */
async function isDone(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof concerns.LostRace) return false;
    throw error;
  }
}
