/** Departments are asked to do something; the owner stays responsible. Each returns the one change to write. Source: product.md §2 promise 3, §8. */
import { change, type Act, type Change, type Concern, type Task, type TaskRole } from './concern';
import { deadlineFrom, type Limit } from './deadlines';
import { decisionOn } from './decisions';
import { AppError } from './errors';
import { targetsOf } from './lifecycle';
import { refuseLinked } from './linking';
import { participatingStaff, type Around, type Surroundings } from './proposals';
import { isLeaving, isSuspended } from './roster';
import { leadTaskIn, openTasksIn, taskIn, tasksIn, tasksWith } from './tasks';
import type { Instant } from './time';
import { categoryOf, type Member } from './town';

/** By when a department is to have done it. */
export const TASK_LIMITS = {
  h4: { label: '4 小时内，不分昼夜', limit: { unit: 'clockHours', amount: 4 } },
  d1: { label: '1 个工作日内', limit: { unit: 'workingDays', amount: 1 } },
  d3: { label: '3 个工作日内', limit: { unit: 'workingDays', amount: 3 } },
  d5: { label: '5 个工作日内', limit: { unit: 'workingDays', amount: 5 } },
  d10: { label: '10 个工作日内', limit: { unit: 'workingDays', amount: 10 } },
  d20: { label: '20 个工作日内', limit: { unit: 'workingDays', amount: 20 } },
} as const satisfies Record<string, { label: string; limit: Limit }>;
export type TaskLimit = keyof typeof TASK_LIMITS;

/** The liaisons to whom a task of this concern may go. */
export function departmentsFor(concern: Concern, at: Instant, { town, absences }: Surroundings): Member[] {
  const { isRestricted } = categoryOf(town, concern.categoryId);
  const { aboutStaffId } = concern.certificates[0]!.inputs;
  return town.staff.filter(
    ({ id, roles, isCleared }) =>
      roles.includes('department') &&
      (isCleared || !isRestricted) &&
      id !== aboutStaffId &&
      !isLeaving(id, absences, at) &&
      !isSuspended(id, absences, at),
  );
}

export type Dispatch = { liaisonId: string; role: TaskRole; limit: TaskLimit };

/**
 * Asks a department. One whose return was upheld is asked again by an arbiter only: a task never goes to and fro
 * between those who do not want it. Source: product.md §2 promise 9.
 */
export function dispatchTask(
  concern: Concern,
  act: Act,
  { liaisonId, role, limit }: Dispatch,
  isByArbiter: boolean,
  around: Surroundings,
): Change {
  targetsOf(concern.status, 'dispatchTask');
  refuseLinked(concern);
  if (!departmentsFor(concern, act.at, around).some(({ id }) => id === liaisonId))
    throw new AppError('DEPARTMENT_INVALID', liaisonId);
  if (openTasksIn(concern).some((task) => task.liaisonId === liaisonId)) throw new AppError('TASK_OPEN', liaisonId);
  if (role === 'lead' && leadTaskIn(concern)) throw new AppError('LEAD_TAKEN', concern.id);
  const wasReturned = tasksIn(concern).some((task) => task.liaisonId === liaisonId && task.ended?.how === 'returned');
  if (wasReturned && !isByArbiter) throw new AppError('TASK_RETURNED', liaisonId);
  const deadline = deadlineFrom(act.at, TASK_LIMITS[limit].limit, around.town.calendar);
  const task: Task = { id: act.id, liaisonId, role, dispatchedBy: act.by, deadline };
  const data = { liaisonId, role, dueAt: deadline.dueAt };
  return change(concern, 'dispatchTask', act, concern.status, { tasks: [...tasksIn(concern), task] }, data);
}

/** Throws unless it is open. */
function openTask(concern: Concern, taskId: string): Task {
  const task = taskIn(concern, taskId);
  if (!task || task.ended) throw new AppError('WRONG_STATUS', `task ${taskId} is over`);
  return task;
}

/** 签收. */
export function acknowledgeTask(concern: Concern, act: Act, taskId: string): Change {
  targetsOf(concern.status, 'acknowledgeTask');
  const task = openTask(concern, taskId);
  if (task.acknowledgedAt !== undefined) throw new AppError('TASK_ACKNOWLEDGED', taskId);
  const tasks = tasksWith(concern, { ...task, acknowledgedAt: act.at });
  return change(concern, 'acknowledgeTask', act, concern.status, { tasks }, { taskId });
}

/** 退单: not theirs, with grounds. Somebody decides; until then it stays theirs, and so does its deadline. */
export function returnTask(concern: Concern, act: Act, taskId: string, { bound, ...around }: Around): Change {
  targetsOf(concern.status, 'returnTask');
  const task = openTask(concern, taskId);
  if (task.returning) throw new AppError('RETURN_PENDING', taskId);
  if (task.isSettled) throw new AppError('RETURN_REFUSED', taskId);
  const barred = [...participatingStaff(concern, bound), task.dispatchedBy];
  const returning = decisionOn(concern, act, { kind: 'taskReturn', taskId }, around.town, around.absences, barred);
  const tasks = tasksWith(concern, { ...task, returning });
  return change(concern, 'returnTask', act, concern.status, { tasks }, { taskId });
}

const ending =
  (type: 'completeTask' | 'recallTask', how: 'completed' | 'recalled') =>
  (concern: Concern, act: Act, taskId: string): Change => {
    targetsOf(concern.status, type);
    const { returning: _, ...task } = openTask(concern, taskId);
    const tasks = tasksWith(concern, { ...task, ended: { at: act.at, by: act.by, how } });
    return change(concern, type, act, concern.status, { tasks }, { taskId, isInTime: act.at <= task.deadline.dueAt });
  };

/** By the department; whatever it asked lapses. */
export const completeTask = ending('completeTask', 'completed');
/** By whoever handles the concern, or coordinates: nobody waits for a department that does nothing. */
export const recallTask = ending('recallTask', 'recalled');
