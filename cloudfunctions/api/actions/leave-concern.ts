import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { leave } from '../../../domain/joining';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** No longer takes part in a neighbour's concern. */
export const leaveConcern: Changer<ActionInput<'leaveConcern'>, ActionOutput<'leaveConcern'>> = {
  as: 'participant',
  change: (_input, act, { concern }) => leave(concern, act),
  answer: moved,
};
