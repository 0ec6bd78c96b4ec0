/** A concern's rows in the figures follow from its document; the cells they add to are summed by the timer. */
import { holds } from '../domain/canonical';
import type { Concern } from '../domain/concern';
import { contributionsOf, type Contribution } from '../domain/contributions';
import type { Town } from '../domain/town';
import * as rows from './store/contributions';

/** Writes the rows that have changed. Throws LostRow where somebody else wrote one: the timer comes back to it. */
export async function contribute(concern: Concern, town: Town): Promise<void> {
  const known = new Map((await rows.ofConcerns([concern.id])).map((row) => [row.round, row]));
  const isOutdated = [...known.values()].some(({ rev }) => rev > concern.rev);
  if (isOutdated) return;
  for (const fresh of contributionsOf(concern, town)) {
    const row = known.get(fresh.round);
    if (row && holds<Contribution>(row, fresh)) continue;
    const stale = [...(row?.stale ?? []), ...(row?.cells ?? []), ...(await cellsRelatedTo([fresh, row]))];
    if (!(await rows.put(fresh, row, concern.rev, stale))) throw new LostRow(`${concern.id}, round ${fresh.round}`);
  }
}

class LostRow extends Error {}

/** The cells of the lead and of what it breaks, and of the lead of that: their sums ask for this row. */
async function cellsRelatedTo(versions: (Contribution | undefined)[]): Promise<string[]> {
  const named = versions.flatMap((row) => [row?.lead?.id, row?.breaks?.concernId]).filter((id) => id !== undefined);
  if (!named.length) return [];
  const related = await rows.ofConcerns([...new Set(named)]);
  const leads = related.flatMap(({ lead }) => (lead ? [lead.id] : []));
  return [...related, ...(await rows.ofConcerns([...new Set(leads)]))].flatMap(({ cells }) => cells);
}
