import type { ActionOutput } from '../../domain/contract';
import { categoryOf, recurrenceDaysOf, type Town } from '../../domain/town';
import { staffOpenid } from '../../local/demo/people';
import { countByHand, quarterByHand, type RawConcern, type Shown, type Tally } from './counted-by-hand';
import type { LocalTown } from './local-town';

const supervisor = staffOpenid('s10');
type Shows = ActionOutput<'getFigures'>['total'];

/** Counted again from the raw events of the database; what has been released is read from the rows. */
export function countedByHand({ cloud }: Pick<LocalTown, 'cloud'>, town: Town): Map<string, Tally> {
  const { concerns = [], contributions = [] } = cloud.dump();
  const concernsOf = concerns.map(({ _id, ...rest }) => ({ id: _id, ...rest })) as unknown as RawConcern[];
  const idsWith = (field: string) => new Set(contributions.filter((row) => row[field]).map(({ _id }) => String(_id)));
  const shown: Shown = { rounds: idsWith('released'), calls: idsWith('releasedCalls') };
  const handTown = {
    familyOf: (id: string) => categoryOf(town, id).family,
    recurrenceDaysOf: (id: string) => recurrenceDaysOf(categoryOf(town, id)),
    calendar: town.calendar,
  };
  return countByHand(concernsOf, handTown, shown);
}

/** Every figure and count that the supervisor's and the public action show in these quarters, against the count by hand. */
export async function expectFiguresCountedByHand(local: LocalTown, town: Town, quarters?: string[]): Promise<void> {
  await local.cloud.timer('timer');
  const byHand = countedByHand(local, town);
  for (const quarter of quarters ?? [quarterByHand(local.cloud.clock.now())]) {
    const expected = (by: string, key: string) => byHand.get(`${by}:${key}:${quarter}`);
    for (const by of ['community', 'category'] as const) {
      const { total, cells, trend } = await local.act(supervisor, 'getFigures', { by, quarter });
      expectSame(total, expected('town', ''));
      for (const cell of cells) expectSame(cell, expected(by, cell.key));
      const last = trend.find((each) => each.quarter === quarter);
      if (last) expect(last.figures).toEqual(total.figures);
    }
    const shown = await local.act('anybody', 'getPublicFigures', { quarter });
    expectSame(shown.total, expected('town', ''));
    for (const cell of shown.communities) expectSame(cell, expected('community', cell.key));
  }
}

function expectSame({ label, figures, counts }: Shows, byHand: Tally | undefined): void {
  for (const { key, numerator, denominator } of figures)
    expect([label, key, numerator, denominator]).toEqual([label, key, ...(byHand?.figures[key] ?? [0, 0])]);
  for (const { key, count } of counts) expect([label, key, count]).toEqual([label, key, byHand?.counts[key] ?? 0]);
}
