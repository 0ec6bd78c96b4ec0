import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { breakdownOf, totalOf, totalsOf } from '../../../domain/breakdowns';
import { quarterOf, quartersUpTo } from '../../../domain/time';
import * as figures from '../../store/figures';
import type { Context } from '../context';

const QUARTERS_SHOWN = 8;

/** A quarter's figures of the town and of each community or category, and how the town's have moved. */
export async function getFigures(
  { by, quarter: chosen }: ActionInput<'getFigures'>,
  { town, now }: Context,
): Promise<ActionOutput<'getFigures'>> {
  const quarters = quartersUpTo(quarterOf(now), QUARTERS_SHOWN);
  const quarter = chosen ?? quarters.at(-1)!;
  const cells = await figures.of([...new Set([...quarters, quarter])], by);
  return {
    quarter,
    quarters,
    total: totalOf(cells, quarter, town),
    cells: breakdownOf(cells, by, quarter, town),
    trend: totalsOf(cells, quarters),
  };
}
