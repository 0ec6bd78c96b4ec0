import type { Decision } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { asksFor, cardOf, type CardSource } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import * as tasks from '../../store/tasks';
import type { Context } from '../context';
import { actedFor, mergedPage } from '../pages';
import { tasksBehind } from '../tasks-behind';

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
  const returned = await tasksBehind(await tasks.toDecide(decider, page));
  return returned.flatMap(({ concern, task: { returning: decision } }) =>
    decision ? [{ concern, decision, decideBy: decision.decideBy }] : [],
  );
}
