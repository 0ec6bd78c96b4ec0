/** How much waits for somebody. */
import * as concerns from './concerns';
import * as tasks from './tasks';

/** Decisions about concerns, and about tasks that a department returns. @param isThemselves nobody takes over for somebody else. */
export async function decisionsWaiting(staffId: string, isThemselves: boolean): Promise<number> {
  const [own, returned] = await Promise.all([
    concerns.decisionsWaiting(staffId, isThemselves),
    tasks.decisionsWaiting(staffId),
  ]);
  return own + returned;
}

/** What keeps somebody from leaving service. */
export async function waitingFor(staffId: string): Promise<{ open: number; decisions: number; tasks: number }> {
  const [open, decisions, asked] = await Promise.all([
    concerns.openLoad(staffId),
    decisionsWaiting(staffId, true),
    tasks.openCount(staffId),
  ]);
  return { open, decisions, tasks: asked };
}
