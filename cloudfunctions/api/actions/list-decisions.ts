import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { asksFor, cardOf } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { actedFor, mergedPage } from '../pages';

/** What waits for my decision, or for that of somebody I act for; the most urgent first. */
export async function listDecisions(
  { offset }: ActionInput<'listDecisions'>,
  context: Context,
): Promise<ActionOutput<'listDecisions'>> {
  const { caller, town, now } = context;
  const lists = actedFor(context).map((id) => (page: Page) => concerns.toDecide(id, id === caller.staffId, page));
  const { items, hasMore } = await mergedPage(
    lists,
    (one, other) => one.decision.decideBy - other.decision.decideBy,
    offset,
  );
  return {
    decisions: items.map((concern) => ({
      ...cardOf(concern, town, now),
      kind: concern.decision.kind,
      asks: asksFor(concern.decision, town, now),
      decideBy: concern.decision.decideBy,
    })),
    hasMore,
  };
}
