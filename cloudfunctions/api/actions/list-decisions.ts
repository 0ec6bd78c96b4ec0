import type { Decision } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { taskIn } from '../../../domain/tasks';
import { asksFor, cardOf, type CardSource } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import * as tasks from '../../store/tasks';
import type { Context } from '../context';
import { actedFor, mergedPage } from '../pages';

type Waiting = { decideBy: number; concern: CardSource; decision: Decision };

/** What waits for my decision, or for that of somebody I act for; the most urgent first. */
export async function listDecisions(
  { offset }: ActionInput<'listDecisions'>,
  context: Context,
): Promise<ActionOutput<'listDecisions'>> {
  const { caller, town, now } = context;
  const lists = actedFor(context).flatMap((id) => [
    (page: Page) => ofConcerns(id, id === caller.staffId, page),
    (page: Page) => ofTasks(id, page),
  ]);
  const { items, hasMore } = await mergedPage(lists, (one, other) => one.decideBy - other.decideBy, offset);
  return {
    decisions: items.map(({ concern, decision, decideBy }) => ({
      ...cardOf(concern, town, now),
      proposalId: decision.eventId,
      kind: decision.kind,
      asks: asksFor(decision, town, now),
      decideBy,
    })),
    hasMore,
  };
}

async function ofConcerns(decider: string, isThemselves: boolean, page: Page): Promise<Waiting[]> {
  const found = await concerns.toDecide(decider, isThemselves, page);
  return found.map((concern) => ({ concern, decision: concern.decision, decideBy: concern.decision.decideBy }));
}

/** Returned by departments. */
async function ofTasks(decider: string, page: Page): Promise<Waiting[]> {
  const rows = await tasks.toDecide(decider, page);
  const about = await concerns.withTasks(rows.map(({ concernId }) => concernId));
  return rows.flatMap(({ id, concernId }) => {
    const concern = about.find((one) => one.id === concernId);
    // The list may be a moment behind.
    const decision = concern && taskIn(concern, id)?.returning;
    return decision ? [{ concern, decision, decideBy: decision.decideBy }] : [];
  });
}
