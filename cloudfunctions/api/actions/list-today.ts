import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { actsFor } from '../../../domain/roster';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** Open concerns of mine and of those I act for, by what is due, and how many decisions wait for me. */
export async function listToday(
  { offset }: ActionInput<'listToday'>,
  { caller, town, absences, now }: Context,
): Promise<ActionOutput<'listToday'>> {
  const people = [caller.staffId!, ...actsFor(caller.staffId!, town, absences, now)];
  const dueFirst = (one: { dueAt: number | null }, other: { dueAt: number | null }) => one.dueAt! - other.dueAt!;
  const lists = people.map((id) => (page: { offset: number; limit: number }) => concerns.openOf(id, page));
  const [{ items, hasMore }, decisions] = await Promise.all([
    mergedPage(lists, dueFirst, offset),
    Promise.all(people.map(concerns.decisionsWaiting)),
  ]);
  return {
    cards: items.map((concern) => cardOf(concern, town, now)),
    hasMore,
    decisions: decisions.reduce((sum, count) => sum + count, 0),
  };
}
