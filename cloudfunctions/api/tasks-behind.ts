import type { Task } from '../../domain/concern';
import { openTasksIn } from '../../domain/tasks';
import * as concerns from '../store/concerns';

/** The open tasks that rows of a list name, in their order, with their concerns; a list may be a moment behind them. */
export async function tasksBehind(
  rows: readonly { id: string; concernId: string }[],
): Promise<{ task: Task; concern: concerns.TaskSource }[]> {
  const about = await concerns.withTasks(rows.map(({ concernId }) => concernId));
  return rows.flatMap(({ id, concernId }) => {
    const concern = about.find((one) => one.id === concernId);
    const task = concern && openTasksIn(concern).find((one) => one.id === id);
    return task ? [{ task, concern }] : [];
  });
}
