import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { complain as complainOf } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A participant complains about the handling; only the supervisor reads it. */
export const complain: Changer<ActionInput<'complain'>, ActionOutput<'complain'>> = {
  as: 'participant',
  change: (_input, act, { concern }) => complainOf(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
