import fc from 'fast-check';
import type { Concern } from '../../domain/concern';
import { contributionsOf } from '../../domain/contributions';
import { addSums, BREAKDOWNS, cellsIn, cellsOf, noSums, sumsOf, type Row, type Sums } from '../../domain/figure-sums';
import { countsOf, figuresOf, listsOf } from '../../domain/figures';
import { categoryOf, recurrenceDaysOf } from '../../domain/town';
import { anyHistory } from '../support/a-history';
import { aTown } from '../support/a-town';
import { countByHand, type HandTown, type RawConcern, type Tally } from '../support/counted-by-hand';

const town = aTown();
const handTown: HandTown = {
  familyOf: (categoryId) => categoryOf(town, categoryId).family,
  recurrenceDaysOf: (categoryId) => recurrenceDaysOf(categoryOf(town, categoryId)),
  calendar: town.calendar,
};

/** Every second ended round has been released. */
function rowsOf(concerns: Concern[]): Row[] {
  return concerns
    .flatMap((concern) => contributionsOf(concern, town))
    .map((row, index) => {
      const cells = row.ratedQuarter === null ? undefined : cellsIn(row, row.ratedQuarter);
      const isReleased = cells && index % 2 === 0 && row.isOver;
      return {
        ...row,
        released: isReleased && row.rated!.asked ? { cells, answers: row.rated! } : null,
        releasedCalls: isReleased && row.called!.answered ? { cells, answers: row.called! } : null,
      };
    });
}

function summed(rows: Row[]): Map<string, Sums> {
  const related = { members: rows.filter(({ lead }) => lead), breakers: rows.filter(({ breaks }) => breaks) };
  const cells = [...new Set(rows.flatMap(cellsOf))];
  return new Map(
    cells.map((cell) => [
      cell,
      sumsOf(
        cell,
        rows.filter((row) => cellsOf(row).includes(cell)),
        related,
      ),
    ]),
  );
}

const tallyOf = (sums: Sums): Tally => ({
  figures: Object.fromEntries(
    figuresOf(sums).map(({ key, numerator, denominator }) => [key, [numerator, denominator]]),
  ),
  counts: Object.fromEntries(countsOf(sums).map(({ key, count }) => [key, count])),
});

const idsOf = (rows: Row[]) => new Set(rows.map(({ concernId, round }) => `${concernId}-${round}`));

function checkHistory(concerns: Concern[]): void {
  const rows = rowsOf(concerns);
  const cells = summed(rows);
  const shown = { rounds: idsOf(rows.filter((r) => r.released)), calls: idsOf(rows.filter((r) => r.releasedCalls)) };
  const byHand = countByHand(JSON.parse(JSON.stringify(concerns)) as RawConcern[], handTown, shown);
  const expected = Object.fromEntries([...byHand].filter(([cell]) => !cell.startsWith('town')));
  expect(Object.fromEntries([...cells].map(([cell, sums]) => [cell, tallyOf(sums)]))).toEqual(expected);
  for (const [cell, tally] of [...byHand].filter(([each]) => each.startsWith('town')))
    for (const by of BREAKDOWNS) {
      const parts = [...cells].filter(([each]) => each.startsWith(by) && each.endsWith(cell.split(':')[2]!));
      expect(tallyOf(parts.reduce((total, [, sums]) => addSums(total, sums), noSums()))).toEqual(tally);
    }
}

test('every figure of every cell and total is what an independent count of the events gives', () => {
  fc.assert(fc.property(anyHistory, checkHistory), { numRuns: 12 });
});

test('the histories have everything in them that is counted', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyHistory, (concerns) => {
      for (const sums of summed(rowsOf(concerns)).values())
        for (const { key, numerator, denominator } of figuresOf(sums)) {
          if (numerator) seen.set(key, 1);
          if (numerator < denominator) seen.set(`not ${key}`, 1);
        }
      for (const sums of summed(rowsOf(concerns)).values())
        for (const { key, count } of countsOf(sums)) if (count) seen.set(key, 1);
    }),
    { numRuns: 15, seed: 11 },
  );
  const all = figuresOf(noSums()).flatMap(({ key }) => [key, `not ${key}`]);
  const counted = countsOf(noSums())
    .map(({ key }) => key)
    .filter((key) => key !== 'referred');
  expect([...all, ...counted].filter((key) => !seen.has(key))).toEqual([]);
});

test('rows follow from the document alone: they are the same whenever they are made', () => {
  fc.assert(
    fc.property(anyHistory, (concerns) => {
      for (const concern of concerns)
        expect(contributionsOf(JSON.parse(JSON.stringify(concern)) as Concern, town)).toEqual(
          contributionsOf(concern, town),
        );
    }),
    { numRuns: 10 },
  );
});

test('the list behind a figure over concerns is as long as its denominator, but for linked ones', () => {
  fc.assert(
    fc.property(anyHistory, (concerns) => {
      const rows = rowsOf(concerns).map((row) => ({ ...row, lead: null }));
      for (const [cell, sums] of summed(rows))
        for (const { key, denominator } of figuresOf(sums)) {
          if (!['response', 'onTime', 'durability'].includes(key)) continue;
          expect([cell, key, rows.filter((row) => listsOf(row).includes(`${key}@${cell}`)).length]).toEqual([
            cell,
            key,
            denominator,
          ]);
        }
    }),
    { numRuns: 10 },
  );
});
