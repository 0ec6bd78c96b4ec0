import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { hasLeft, isLeaving } from '../../../domain/roster';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import { waitingFor } from '../../store/waiting';
import type { Context } from '../context';
import { dueFirst, mergedPage } from '../pages';

/** Who is leaving service, how much still waits of each; and of one of them the open concerns. */
export async function listLeaving(
  { staffId, offset }: ActionInput<'listLeaving'>,
  { town, absences, now }: Context,
): Promise<ActionOutput<'listLeaving'>> {
  const leaving = town.staff.filter(({ id }) => isLeaving(id, absences, now) && !hasLeft(id, absences, now));
  const [people, { items, hasMore }] = await Promise.all([
    Promise.all(
      leaving.map(async ({ id, name, title }) => {
        const since = absences.find((entry) => entry.staffId === id && entry.kind === 'leaving')!.from;
        return { id, name, title, since, ...(await waitingFor(id)) };
      }),
    ),
    mergedPage(staffId ? [(page) => concerns.openOf(staffId, page)] : [], dueFirst, offset),
  ]);
  return { people, cards: items.map((concern) => cardOf(concern, town, now)), hasMore };
}
