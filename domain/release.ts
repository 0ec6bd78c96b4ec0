/**
 * Which ended rounds may enter the figures now without showing fewer than five secret answers.
 *
 * Each round adds to one community and one category family: an edge between two cells. Whoever subtracts figures from
 * each other (cells, totals, two days) learns sums over the edges of a cut between cells. So a set of rounds is safe
 * when every cut through cells that hang together crosses at least five secret answers. There is one largest such
 * set: nothing safe is ever divided by a cut that is too thin. Source: product.md §2 promise 6.
 */

/** An ended round; `secret`: its answers other than "not solved". */
export type EndedRound = { cells: [string, string]; secret: number };

export const FEWEST_SHOWN = 5;

/** An ended round that has not been looked at yet. */
export type NewRound = { cells: [string, string]; asked: number };

/**
 * Which of the new rounds to look at now: none, or those of at least five people, in every cell. Otherwise the moment of
 * a release would tell that the one person asked last has answered. Nothing here depends on the answers.
 */
export function readyToLookAt<T extends NewRound>(rounds: readonly T[]): T[] {
  const askedIn = (cell: string) =>
    rounds.filter(({ cells }) => cells.includes(cell)).reduce((sum, { asked }) => sum + asked, 0);
  const ready = rounds.filter(({ cells }) => cells.every((cell) => askedIn(cell) >= FEWEST_SHOWN));
  return ready.length === rounds.length ? ready : readyToLookAt(ready);
}

/** The largest part of these rounds that may be released together; those without answers go with cells that are. */
export function releasable<T extends EndedRound>(rounds: readonly T[]): T[] {
  const together = groupsOf([...new Set(rounds.flatMap(({ cells }) => cells))], rounds);
  const groupOf = new Map(together.flatMap((cells, index) => cells.map((cell) => [cell, index])));
  return rounds.filter(({ cells: [one, other] }) => groupOf.get(one) === groupOf.get(other));
}

/** Divides the cells until what is left together hangs together by at least five answers everywhere. */
function groupsOf(cells: string[], rounds: readonly EndedRound[]): string[][] {
  if (cells.length < 2) return [cells];
  const inside = rounds.filter(({ cells: ends }) => ends.every((end) => cells.includes(end)));
  const { weight, side } = thinnestCut(cells, inside);
  if (weight >= FEWEST_SHOWN) return [cells];
  const rest = cells.filter((cell) => !side.includes(cell));
  return [...groupsOf(side, inside), ...groupsOf(rest, inside)];
}

type Cut = { weight: number; side: string[] };

/** Source: M. Stoer, F. Wagner, A Simple Min-Cut Algorithm, J. ACM 44 (1997). */
function thinnestCut(cells: readonly string[], rounds: readonly EndedRound[]): Cut {
  const merged = cells.map((cell) => [cell]);
  const weights = cells.map((one) => cells.map((other) => weightBetween(one, other, rounds)));
  let thinnest: Cut = { weight: Infinity, side: [] };
  for (let left = cells.map((_, index) => index); left.length > 1;) {
    const { order, weight } = byAdjacency(left, weights);
    const [before, last] = order.slice(-2) as [number, number];
    if (weight < thinnest.weight) thinnest = { weight, side: [...merged[last]!] };
    merged[before]!.push(...merged[last]!);
    for (const other of left) {
      weights[before]![other]! += weights[last]![other]!;
      weights[other]![before] = weights[before]![other]!;
    }
    left = left.filter((index) => index !== last);
  }
  return thinnest;
}

const weightBetween = (one: string, other: string, rounds: readonly EndedRound[]): number =>
  one === other
    ? 0
    : rounds
        .filter(({ cells }) => cells.includes(one) && cells.includes(other))
        .reduce((sum, { secret }) => sum + secret, 0);

/** Each time the one that hangs most by those already chosen; `weight`: by how much the last one does. */
function byAdjacency(left: readonly number[], weights: readonly number[][]): { order: number[]; weight: number } {
  const order = [left[0]!];
  let weight = 0;
  while (order.length < left.length) {
    const hangsBy = (index: number) => order.reduce((sum, chosen) => sum + weights[index]![chosen]!, 0);
    const rest = left.filter((index) => !order.includes(index));
    const next = rest.reduce((most, index) => (hangsBy(index) > hangsBy(most) ? index : most));
    weight = hangsBy(next);
    order.push(next);
  }
  return { order, weight };
}
