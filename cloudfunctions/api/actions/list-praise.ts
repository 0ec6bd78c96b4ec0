import type { ActionOutput } from '../../../domain/contract';
import { idOf } from '../../secrets';
import * as particulars from '../../store/particulars';
import * as releases from '../../store/releases';

const BATCHES_SHOWN = 10;
const MOST_SHOWN = 200;

/** Words of residents who were satisfied: of nobody, about nothing in particular, in no order that tells anything. */
export async function listPraise(): Promise<ActionOutput<'listPraise'>> {
  const batches = await releases.praiseShown(BATCHES_SHOWN);
  const ids = batches.flatMap(({ eventIds }) => eventIds).slice(0, MOST_SHOWN);
  const written = await particulars.ofEvents(ids); // those erased since are gone
  const byChance = written.map(({ id, words }) => ({ words: words ?? '', rank: idOf('praise', id) }));
  return { words: byChance.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ words }) => words) };
}
