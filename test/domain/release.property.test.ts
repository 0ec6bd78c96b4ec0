/** What anybody learns who keeps every figure of every day and subtracts them from each other as they like. */
import fc from 'fast-check';
import { FEWEST_SHOWN, readyToLookAt, releasable, type EndedRound } from '../../domain/release';

type Round = EndedRound & { id: number };
const CELLS = { communities: ['c1', 'c2', 'c3', 'c4'], families: ['A', 'B', 'C', 'D'] };
const anyRound = fc.record({
  community: fc.constantFrom(...CELLS.communities),
  family: fc.constantFrom(...CELLS.families),
  secret: fc.constantFrom(0, 0, 1, 1, 1, 2, 3, 6),
});
/** What ended between one run of the clock and the next. */
const anyDays = fc.array(fc.array(anyRound, { maxLength: 8 }), { minLength: 1, maxLength: 8 }).map((days) => {
  let id = 0;
  return days.map((rounds) =>
    rounds.map(({ community, family, secret }): Round => ({ id: (id += 1), cells: [community, family], secret })),
  );
});

/** @returns the batches released. */
function released(days: Round[][]): Round[][] {
  let waiting: Round[] = [];
  return days.map((ended) => {
    waiting.push(...ended);
    const batch = releasable(waiting);
    waiting = waiting.filter((round) => !batch.includes(round));
    return batch;
  });
}

const secretOf = (rounds: readonly EndedRound[]) => rounds.reduce((sum, { secret }) => sum + secret, 0);
const showsNobody = (rounds: readonly EndedRound[]) => !rounds.length || secretOf(rounds) >= FEWEST_SHOWN;

test('any two figures of any two days differ by no round, or by at least five secret answers', () => {
  fc.assert(
    fc.property(anyDays, (days) => {
      const batches = released(days);
      const shown = [...CELLS.communities, ...CELLS.families, 'town', 'nothing'].flatMap((cell) =>
        batches.map((_, day) =>
          batches
            .slice(0, day + 1)
            .flat()
            .filter(({ cells }) => cell === 'town' || cells.includes(cell)),
        ),
      );
      const pairs = shown.flatMap((one) => shown.map((other) => [new Set(one), new Set(other)] as const));
      const telling = pairs.filter(
        ([one, other]) =>
          !showsNobody([...[...one].filter((r) => !other.has(r)), ...[...other].filter((r) => !one.has(r))]),
      );
      expect(telling).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('any sums and differences of the cells of one batch leave no round, or at least five secret answers', () => {
  const anyFactors = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(anyDays, fc.array(anyFactors, { minLength: 20, maxLength: 20 }), (days, tries) => {
      const names = [...CELLS.communities, ...CELLS.families];
      for (const batch of released(days))
        for (const factors of tries) {
          const factorOf = (cell: string) => factors[names.indexOf(cell)]!;
          expect(showsNobody(batch.filter(({ cells: [one, other] }) => factorOf(one) + factorOf(other) !== 0))).toBe(
            true,
          );
        }
    }),
    { numRuns: 30 },
  );
});

test('no larger part could have been released: whatever is added to it shows somebody', () => {
  fc.assert(
    fc.property(fc.array(anyRound, { maxLength: 7 }), (rounds) => {
      const ended = rounds.map(({ community, family, secret }, id): Round => ({
        id,
        cells: [community, family],
        secret,
      }));
      expect(releasable(ended)).toHaveLength(largestByHand(ended));
    }),
    { numRuns: 25 },
  );
});

/** Tries every part, and every cut through it. */
function largestByHand(rounds: Round[]): number {
  let largest = 0;
  for (let mask = 0; mask < 2 ** rounds.length; mask += 1) {
    const part = rounds.filter((_, index) => mask & (2 ** index));
    if (part.length > largest && isSafeByHand(part)) largest = part.length;
  }
  return largest;
}

function isSafeByHand(part: Round[]): boolean {
  const cells = [...new Set(part.flatMap((round) => round.cells))];
  for (let mask = 0; mask < 2 ** cells.length; mask += 1) {
    const side = cells.filter((_, index) => mask & (2 ** index));
    const cut = part.filter(({ cells: [one, other] }) => side.includes(one) !== side.includes(other));
    if (!showsNobody(cut)) return false;
  }
  return true;
}

test.each<[string, [string, string, number][], number]>([
  ['four answers', [['c1', 'A', 4]], 0],
  ['five answers', [['c1', 'A', 5]], 1],
  [
    'five answers and a round that nobody answered',
    [
      ['c1', 'A', 5],
      ['c1', 'A', 0],
    ],
    2,
  ],
  [
    'a round that nobody answered, elsewhere',
    [
      ['c1', 'A', 5],
      ['c2', 'A', 0],
    ],
    1,
  ],
  [
    'two that the category minus the community would show',
    [
      ['c1', 'A', 5],
      ['c2', 'A', 2],
      ['c2', 'B', 5],
    ],
    2,
  ],
  [
    'a ring that no difference opens',
    [
      ['c1', 'A', 3],
      ['c1', 'B', 3],
      ['c2', 'A', 3],
      ['c2', 'B', 3],
    ],
    4,
  ],
])('of %s so many rounds are released', (_what, rounds, expected) => {
  expect(releasable(rounds.map(([one, other, secret]) => ({ cells: [one, other], secret })))).toHaveLength(expected);
});

test('when it is decided what to release depends on how many were asked, and never on fewer than five of them', () => {
  const anyNew = fc.array(anyRound, { maxLength: 12 });
  fc.assert(
    fc.property(anyNew, (rounds) => {
      const fresh = rounds.map(({ community, family, secret }) => ({
        cells: [community, family] as [string, string],
        asked: secret,
      }));
      const ready = readyToLookAt(fresh);
      for (const cell of [...CELLS.communities, ...CELLS.families]) {
        const inCell = ready.filter(({ cells }) => cells.includes(cell));
        expect(!inCell.length || inCell.reduce((sum, { asked }) => sum + asked, 0) >= FEWEST_SHOWN).toBe(true);
      }
    }),
  );
});
