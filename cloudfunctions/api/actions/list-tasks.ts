import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { tasksOf } from '../../../domain/tasks';
import { taskCardOf } from '../../../domain/views';
import * as tasks from '../../store/tasks';
import type { Context } from '../context';
import { actedFor, mergedPage } from '../pages';
import { tasksBehind } from '../tasks-behind';

/** Open tasks of my department and of those I stand in for, by when they are due. */
export async function listTasks(
  { offset }: ActionInput<'listTasks'>,
  context: Context,
): Promise<ActionOutput<'listTasks'>> {
  const { caller, town, absences, now } = context;
  const { items, hasMore } = await mergedPage(
    actedFor(context).map((id) => (page) => tasks.openOf(id, page)),
    (one, other) => one.dueAt - other.dueAt,
    offset,
  );
  const tasksNow = await tasksBehind(items);
  return {
    tasks: tasksNow.flatMap(({ task, concern }) =>
      // Who stands in is not told what they may not know.
      tasksOf(caller.staffId!, concern, town, absences, now).includes(task)
        ? [taskCardOf(task, concern, caller.staffId!, town, now)]
        : [],
    ),
    hasMore,
  };
}
