import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { proposeExtension as propose } from '../../../domain/proposals';
import { aroundOf } from '../around';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner asks for more working days. */
export const proposeExtension: Changer<ActionInput<'proposeExtension'>, ActionOutput<'proposeExtension'>> = {
  as: 'staff',
  change: async ({ days }, act, context) => propose(context.concern, act, days, await aroundOf(context)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
