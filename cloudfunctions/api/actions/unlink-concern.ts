import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { unlink } from '../../../domain/linking';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The coordinator finds that it needs handling by itself. */
export const unlinkConcern: Changer<ActionInput<'unlinkConcern'>, ActionOutput<'unlinkConcern'>> = {
  as: 'staff',
  change: (_input, act, { concern }) => unlink(concern, act),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
