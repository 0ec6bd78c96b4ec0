import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { assignCover as assign } from '../../../domain/handling';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The coordinator appoints somebody to act besides the owner, or ends that. */
export const assignCover: Changer<ActionInput<'assignCover'>, ActionOutput<'assignCover'>> = {
  as: 'staff',
  change: ({ staffId }, act, context) => assign(context.concern, act, staffId, context),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
