import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { objectRouting as object } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner says that it should not have come to them. */
export const objectRouting: Changer<ActionInput<'objectRouting'>, ActionOutput<'objectRouting'>> = {
  as: 'staff',
  change: async ({ ground }, act, context) => object(context.concern, act, ground, await aroundOf(context)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
