import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { orderHandover as order } from '../../../domain/proposals';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** A supervisor gives the concern to somebody else. */
export const orderHandover: Changer<ActionInput<'orderHandover'>, ActionOutput<'orderHandover'>> = {
  as: 'staff',
  change: ({ toId }, act, context) => order(context.concern, act, toId, context),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
