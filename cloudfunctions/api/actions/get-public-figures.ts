import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { breakdownOf, forEverybody, totalOf } from '../../../domain/breakdowns';
import { quarterOf, quartersUpTo } from '../../../domain/time';
import * as figures from '../../store/figures';
import type { Context } from '../context';

const QUARTERS_SHOWN = 4;

/** What the town publishes about itself: a quarter of it and of its communities. */
export async function getPublicFigures(
  { quarter: chosen }: ActionInput<'getPublicFigures'>,
  { town, now }: Context,
): Promise<ActionOutput<'getPublicFigures'>> {
  const quarters = quartersUpTo(quarterOf(now), QUARTERS_SHOWN);
  const quarter = chosen ?? quarters.at(-1)!;
  const cells = await figures.of([quarter], 'community');
  return {
    quarter,
    quarters,
    total: forEverybody(totalOf(cells, quarter, town)),
    communities: breakdownOf(cells, 'community', quarter, town).map(forEverybody),
  };
}
