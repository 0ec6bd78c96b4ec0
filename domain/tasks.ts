/** What departments are asked to do for a concern, as it stands. Source: product.md §8. */
import type { Act, Concern, Decision, Task } from './concern';
import { actingFor, type Absence } from './roster';
import type { Instant } from './time';
import { categoryOf, memberOf, type Town } from './town';

type Tasked = Pick<Concern, 'tasks'>;

export const tasksIn = ({ tasks = [] }: Tasked): Task[] => tasks;
export const openTasksIn = (concern: Tasked): Task[] => tasksIn(concern).filter(({ ended }) => !ended);
export const taskIn = (concern: Tasked, taskId: string): Task | undefined =>
  tasksIn(concern).find(({ id }) => id === taskId);
export const tasksWith = (concern: Tasked, changed: Task): Task[] =>
  tasksIn(concern).map((task) => (task.id === changed.id ? changed : task));
/** At most one is open. */
export const leadTaskIn = (concern: Tasked): Task | undefined =>
  openTasksIn(concern).find(({ role }) => role === 'lead');

/** Everything that waits for a decision: of the concern itself, and of each task that a department returns. */
export const decisionsIn = (concern: Pick<Concern, 'decision' | 'tasks'>): Decision[] => [
  ...(concern.decision ? [concern.decision] : []),
  ...openTasksIn(concern).flatMap(({ returning }) => returning ?? []),
];

/** Of these tasks, with what their departments asked, nothing is wanted any more. */
export const lapsed = (concern: Tasked, { at, by }: Act): Task[] =>
  tasksIn(concern).map(({ returning: _, ...task }) =>
    task.ended ? task : { ...task, ended: { at, by, how: 'lapsed' } },
  );

/**
 * Those of the concern's tasks, open or not, that this person sees to: as the liaison, or standing in for them; of a
 * restricted matter only where they are cleared.
 */
export function tasksOf(
  staffId: string,
  concern: Pick<Concern, 'tasks' | 'categoryId'>,
  town: Town,
  absences: readonly Absence[],
  at: Instant,
): Task[] {
  if (categoryOf(town, concern.categoryId).isRestricted && !memberOf(town, staffId).isCleared) return [];
  return tasksIn(concern).filter(
    ({ liaisonId }) => liaisonId === staffId || actingFor(liaisonId, town, absences, at) === staffId,
  );
}
