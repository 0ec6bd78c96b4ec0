import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { actsFor } from '../../../domain/roster';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** What waits for my decision, or for that of somebody I act for; the most urgent first. */
export async function listDecisions(
  { offset }: ActionInput<'listDecisions'>,
  { caller, town, absences, now }: Context,
): Promise<ActionOutput<'listDecisions'>> {
  const people = [caller.staffId!, ...actsFor(caller.staffId!, town, absences, now)];
  const lists = people.map((id) => (page: { offset: number; limit: number }) => concerns.toDecide(id, page));
  // While a closing is being verified, dueAt is the moment by which to decide.
  const dueFirst = (one: { dueAt: number | null }, other: { dueAt: number | null }) => one.dueAt! - other.dueAt!;
  const { items, hasMore } = await mergedPage(lists, dueFirst, offset);
  return { cards: items.map((concern) => cardOf(concern, town, now)), hasMore };
}
