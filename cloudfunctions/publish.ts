/** The row of a concern on the public board follows from its document. */
import { boardConcernOf, isOnBoard, type BoardConcern } from '../domain/board';
import { isSame } from '../domain/canonical';
import { currentRound, type Concern } from '../domain/concern';
import { isOpen } from '../domain/lifecycle';
import type { Town } from '../domain/town';
import * as board from './store/board';
import * as concerns from './store/concerns';
import * as particulars from './store/particulars';

/** Writes or removes the row where it has changed; and looks again, because somebody may have written meanwhile. */
export async function publish(concern: Concern, town: Town): Promise<void> {
  for (let current: Concern | undefined = concern; current; current = await movedOnFrom(current)) {
    const [known, fresh] = await Promise.all([board.get(current.id), rowOf(current, town)]);
    if (isSame(known, fresh)) return;
    await (fresh ? board.put(fresh) : board.remove(current.id));
  }
}

async function rowOf(concern: Concern, town: Town): Promise<BoardConcern | undefined> {
  if (!isOnBoard(concern, town)) return undefined;
  const { closing } = currentRound(concern);
  const [outcome] = isOpen(concern.status) || !closing ? [] : await particulars.ofEvents([closing.eventId]);
  return boardConcernOf(concern, outcome?.words ?? '', town);
}

async function movedOnFrom({ id, rev }: Concern): Promise<Concern | undefined> {
  const latest = await concerns.get(id);
  return latest?.rev === rev ? undefined : latest;
}
