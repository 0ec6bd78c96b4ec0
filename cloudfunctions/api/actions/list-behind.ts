import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { behindOf } from '../../../domain/figures';
import { cellOf } from '../../../domain/figure-sums';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import * as rows from '../../store/contributions';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** The concerns that a figure counts; for a rating those that were asked about, never who answered what. */
export async function listBehind(
  { figure, by, key, quarter, offset }: ActionInput<'listBehind'>,
  { town, now }: Context,
): Promise<ActionOutput<'listBehind'>> {
  const list = behindOf(figure, cellOf(by, key, quarter));
  const { items, hasMore } = await mergedPage([(page) => rows.inList(list, page)], () => 0, offset);
  const found = await concerns.named([...new Set(items.map(({ concernId }) => concernId))]);
  return {
    rounds: items.flatMap(({ concernId, round }) => {
      const concern = found.find(({ id }) => id === concernId);
      return concern ? [{ ...cardOf(concern, town, now), round }] : [];
    }),
    hasMore,
  };
}
