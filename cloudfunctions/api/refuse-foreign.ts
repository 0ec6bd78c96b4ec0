import type { Concern } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import { tasksOf } from '../../domain/tasks';
import type { Context } from './context';

/** Throws unless the caller sees to this task: of several departments on a concern each has its own. */
export function refuseForeign(taskId: string, context: Context & { concern: Concern }): void {
  const { concern, caller, town, absences, now } = context;
  const theirs = tasksOf(caller.staffId!, concern, town, absences, now);
  if (!theirs.some(({ id }) => id === taskId)) throw new AppError('NOT_ALLOWED', `task ${taskId}`);
}
