import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { openTasksIn } from '../../../domain/tasks';
import { taskCardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import * as tasks from '../../store/tasks';
import type { Context } from '../context';
import { actedFor, mergedPage } from '../pages';

/** Open tasks of my department and of those I stand in for, by when they are due. */
export async function listTasks(
  { offset }: ActionInput<'listTasks'>,
  context: Context,
): Promise<ActionOutput<'listTasks'>> {
  const { caller, town, now } = context;
  const { items, hasMore } = await mergedPage(
    actedFor(context).map((id) => (page) => tasks.openOf(id, page)),
    (one, other) => one.dueAt - other.dueAt,
    offset,
  );
  const about = await concerns.withTasks(items.map(({ concernId }) => concernId));
  return {
    tasks: items.flatMap(({ id, concernId }) => {
      const concern = about.find((one) => one.id === concernId);
      // The list may be a moment behind.
      const task = concern && openTasksIn(concern).find((one) => one.id === id);
      return task ? [taskCardOf(task, concern, caller.staffId!, town, now)] : [];
    }),
    hasMore,
  };
}
