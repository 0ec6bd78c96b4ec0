import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { dutyPlacesOf } from '../../../domain/emergencies';
import { cardOf } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import * as tasks from '../../store/tasks';
import { decisionsWaiting } from '../../store/waiting';
import type { Context } from '../context';
import { actedFor, dueFirst, mergedPage } from '../pages';

/**
 * Open concerns of mine and of those I act for, and outside working hours the emergencies I am on duty for; by what is
 * due. And how many decisions and departments' tasks wait for me.
 */
export async function listToday(
  { offset }: ActionInput<'listToday'>,
  context: Context,
): Promise<ActionOutput<'listToday'>> {
  const { caller, town, now } = context;
  const people = actedFor(context);
  const lists = people.map((id) => (page: Page) => concerns.openOf(id, page));
  const [{ items, hasMore }, decisions, asked] = await Promise.all([
    mergedPage([...lists, ...emergencyLists(people, context)], dueFirst, offset),
    sumOver(people, (id) => decisionsWaiting(id, id === caller.staffId)),
    sumOver(people, tasks.openCount),
  ]);
  return {
    cards: items.map((concern) => cardOf(concern, town, now)),
    hasMore,
    decisions,
    tasks: asked,
  };
}

async function sumOver(people: readonly string[], count: (id: string) => Promise<number>): Promise<number> {
  return (await Promise.all(people.map(count))).reduce((sum, each) => sum + each, 0);
}

/** @param people whose concerns are listed already. */
function emergencyLists(people: string[], { caller, town, absences, now }: Context) {
  const places = dutyPlacesOf(caller.staffId!, town, absences, now);
  const restricted = town.categories.filter((category) => category.isRestricted).map(({ id }) => id);
  const isDesk = places.includes(null);
  return [
    ...(places.length ? [(page: Page) => concerns.emergenciesIn(places, people, { not: restricted }, page)] : []),
    // Restricted ones are the desk's, wherever they are.
    ...(isDesk ? [(page: Page) => concerns.emergenciesIn(undefined, people, { only: restricted }, page)] : []),
  ];
}
