import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { proposeClosing as propose } from '../../../domain/handling';
import * as bindings from '../../store/bindings';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** The owner proposes to close; somebody else verifies. */
export const proposeClosing: Changer<ActionInput<'proposeClosing'>, ActionOutput<'proposeClosing'>> = {
  as: 'staff',
  change: async (proposal, act, { concern, town, absences }) =>
    propose(concern, act, proposal, town, absences, await bindings.among(concern.participants)),
  particulars: ({ words, photoFileIds }) => ({ words, photoFileIds }),
  answer: moved,
};
