import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { cardOf } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { actedFor, dueFirst, mergedPage } from '../pages';

/** What waits for my decision, or for that of somebody I act for; the most urgent first. */
export async function listDecisions(
  { offset }: ActionInput<'listDecisions'>,
  context: Context,
): Promise<ActionOutput<'listDecisions'>> {
  const { town, now } = context;
  const lists = actedFor(context).map((id) => (page: Page) => concerns.toDecide(id, page));
  // While a closing is being verified, dueAt is the moment by which to decide.
  const { items, hasMore } = await mergedPage(lists, dueFirst, offset);
  return { cards: items.map((concern) => cardOf(concern, town, now)), hasMore };
}
