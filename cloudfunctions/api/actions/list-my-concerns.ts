import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** The concerns I take part in, newest first. */
export async function listMyConcerns(
  { offset }: ActionInput<'listMyConcerns'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'listMyConcerns'>> {
  const newestFirst = (one: { openedAt: number }, other: { openedAt: number }) => other.openedAt - one.openedAt;
  const { items, hasMore } = await mergedPage([(page) => concerns.mine(caller.openid, page)], newestFirst, offset);
  return { cards: items.map((concern) => cardOf(concern, town, now)), hasMore };
}
