import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { decideClosing as decide } from '../../../domain/handling';
import * as bindings from '../../store/bindings';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The verifier confirms a closing, or says what is still missing. */
export const decideClosing: Changer<ActionInput<'decideClosing'>, ActionOutput<'decideClosing'>> = {
  as: 'staff',
  change: async ({ agrees }, act, { concern, town }) =>
    decide(concern, act, agrees, town, await bindings.among(concern.participants)),
  particulars: ({ words }) => ({ words }),
  answer: moved,
};
