/** Published numbers can be counted again, and show nobody's answer. Source: product.md §2 promises 6 and 12, §7. */
import type { Cell } from '../../cloudfunctions/store/figures';
import type { ActionOutput } from '../../domain/contract';
import { countByHand, type Tally } from '../support/counted-by-hand';
import { hasAccess } from './presence';
import type { Fault } from './shadow';
import { openidOf } from './town';
import type { Snapshot, World } from './world';

const FEWEST_SHOWN = 5;
/** Days within which a matter that comes back was not solved for good, unless the category says otherwise. */
const RECURRENCE_DAYS = 30;
type Shows = ActionOutput<'getFigures'>['total'];

/** Figures over answers move on only by at least five that are nobody's to know. */
export function* checkSteps(before: Snapshot, after: Snapshot): Generator<Fault> {
  for (const [id, { sums }] of after.cells) {
    const old = before.cells.get(id)?.sums;
    if (old === sums) continue;
    for (const kind of ['rated', 'called'] as const) {
      const secretIn = (answers: Cell['sums']['rated'] | undefined) =>
        answers ? answers.answered - answers.notSolved : 0;
      const more = secretIn(sums[kind]) - secretIn(old?.[kind]);
      if (more !== 0 && more < FEWEST_SHOWN) yield { promise: '6', what: `${id} moves on by ${more} ${kind} answers` };
    }
  }
}

/** What the supervisor is shown is what a count by hand of the raw events gives. */
export async function* checkFigures(world: World, end: Snapshot): AsyncGenerator<Fault> {
  const byHand = countedByHand(world, end);
  const supervisor = ['s10', 's12'].find((id) => hasAccess(id, end));
  const quarters = new Set([...byHand.keys()].map((cell) => cell.split(':').at(-1)!));
  for (const quarter of supervisor ? quarters : [])
    for (const by of ['community', 'category'] as const) {
      const ask = {
        who: openidOf(supervisor!),
        action: 'getFigures',
        input: { by, quarter },
        requestId: 'recount-figures',
      } as const;
      const answer = await world.ask(ask);
      if (!answer.ok) return yield { promise: '12', what: `the figures are answered with ${answer.code}` };
      const { total, cells } = answer.data as ActionOutput<'getFigures'>;
      yield* differences(total, byHand.get(`town::${quarter}`), quarter);
      for (const cell of cells) yield* differences(cell, byHand.get(`${by}:${cell.key}:${quarter}`), quarter);
    }
}

function countedByHand({ cloud }: World, { concerns, town }: Snapshot): Map<string, Tally> {
  const rows = cloud.dump()['contributions'] ?? [];
  const idsWith = (field: string) => new Set(rows.filter((row) => row[field]).map(({ _id }) => String(_id)));
  const categoryOf = (id: string) => town.categories.find((category) => category.id === id)!;
  return countByHand(
    [...concerns.values()],
    {
      familyOf: (id) => categoryOf(id).family,
      recurrenceDaysOf: (id) => categoryOf(id).recurrenceDays ?? RECURRENCE_DAYS,
      calendar: town.calendar,
    },
    { rounds: idsWith('released'), calls: idsWith('releasedCalls') },
  );
}

function* differences({ label, figures, counts }: Shows, byHand: Tally | undefined, quarter: string): Generator<Fault> {
  const compare = (what: string, shown: string, counted: string): Fault[] =>
    shown === counted
      ? []
      : [
          {
            promise: '12',
            what: `${what} of ${label} in ${quarter} is shown as ${shown}, counted by hand it is ${counted}`,
          },
        ];
  // Under which calendar a row was written last is history where calendars come and go: told in check-figures.ts.
  for (const { key, numerator, denominator } of figures.filter((each) => each.key !== 'onTimeStrictly'))
    yield* compare(key, `${numerator}/${denominator}`, (byHand?.figures[key] ?? [0, 0]).join('/'));
  for (const { key, count } of counts) yield* compare(key, `${count}`, `${byHand?.counts[key] ?? 0}`);
}
