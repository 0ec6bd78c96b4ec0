import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as board from '../../store/board';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** What everybody may know of concerns in public space, the latest month first. */
export async function listBoard(
  { offset, ...filters }: ActionInput<'listBoard'>,
  { town }: Context,
): Promise<ActionOutput<'listBoard'>> {
  const { items, hasMore } = await mergedPage([(page) => board.list(filters, page)], () => 0, offset);
  return { concerns: items, hasMore, communities: town.communities.map(({ id, name }) => ({ id, name })) };
}
