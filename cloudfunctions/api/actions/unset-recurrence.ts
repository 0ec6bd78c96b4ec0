import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { unsetRecurrence as unset } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The coordinator finds that it repeats nothing. */
export const unsetRecurrence: Changer<ActionInput<'unsetRecurrence'>, ActionOutput<'unsetRecurrence'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => unset(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
