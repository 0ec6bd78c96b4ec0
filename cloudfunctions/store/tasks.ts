import type { Concern, Task } from '../../domain/concern';
import type { Instant } from '../../domain/time';
import { collection, lessThan, type Page } from '../cloud';

/** A task by whom it waits for; follows from its concern. */
export type TaskRow = {
  id: string;
  v: 1;
  concernId: string;
  /** Of the concern, when this was written. */
  rev: number;
  liaisonId: string;
  isOpen: boolean;
  dueAt: Instant;
  /** Of a return that waits for a decision. */
  decider: string | null;
  decideBy: Instant | null;
};

const tasks = collection<TaskRow>('tasks');

const rowOf = ({ id: concernId, rev }: Concern, { id, liaisonId, deadline, ended, returning }: Task): TaskRow => ({
  id,
  v: 1,
  concernId,
  rev,
  liaisonId,
  isOpen: !ended,
  dueAt: deadline.dueAt,
  decider: (!ended && returning?.decider) || null,
  decideBy: (!ended && returning?.decideBy) || null,
});

/** Writes the row, unless somebody has written a later one. */
export async function put(concern: Concern, task: Task): Promise<void> {
  const { id, ...row } = rowOf(concern, task);
  const updated = await tasks.update({ _id: id, rev: lessThan(row.rev) }, row);
  if (!updated) await tasks.add({ id, ...row });
}

export const openOf = (liaisonId: string, page: Page) =>
  tasks.find({ liaisonId, isOpen: true }, { orderBy: ['dueAt', 'asc'], ...page });
export const openCount = (liaisonId: string) => tasks.count({ liaisonId, isOpen: true });
/** Returned ones that this person is to decide about. */
export const toDecide = (decider: string, page: Page) =>
  tasks.find({ decider }, { orderBy: ['decideBy', 'asc'], ...page });
export const decisionsWaiting = (decider: string) => tasks.count({ decider });
