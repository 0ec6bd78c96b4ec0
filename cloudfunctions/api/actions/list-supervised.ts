import type { ActionInput, ActionOutput, Supervised } from '../../../domain/contract';
import { ballLabel, cardOf } from '../../../domain/views';
import type { Page } from '../../cloud';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { mergedPage } from '../pages';

/** What a supervisor looks after: overdue, stuck and in whose court, for the weekly meeting, complaints. */
export async function listSupervised(
  { kind, offset }: ActionInput<'listSupervised'>,
  { town, now }: Context,
): Promise<ActionOutput<'listSupervised'>> {
  const readers: Record<Supervised, (page: Page) => Promise<concerns.SupervisedSource[]>> = {
    overdue: (page) => concerns.overdue(now, page),
    stuck: (page) => concerns.stuck(now, page),
    agenda: concerns.onAgenda,
    complaints: concerns.complainedAbout,
  };
  const { items, hasMore } = await mergedPage([readers[kind]], () => 0, offset);
  return {
    cards: items.map((concern) => ({
      ...cardOf(concern, town, now),
      ball: ballLabel(concern.ball, town),
      since: concern.ball.since,
      step: concern.escalation.reached,
    })),
    hasMore,
  };
}
