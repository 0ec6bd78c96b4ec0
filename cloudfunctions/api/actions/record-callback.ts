import { recordCall } from '../../../domain/callback-answer';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as callbacks from '../../store/callbacks';
import { ownCall } from '../calls';
import type { Changer } from '../write-concern';

/** What was heard on the phone, by whoever was drawn to call. */
export const recordCallback: Changer<ActionInput<'recordCallback'>, ActionOutput<'recordCallback'>> = {
  as: 'staff',
  concernOf: async ({ callbackId }) => (await callbacks.get(callbackId))?.concernId,
  change: async ({ callbackId, ...note }, act, context) =>
    recordCall(context.concern, act, await ownCall(callbackId, context.concern, context), note, context),
  particulars: ({ words }) => ({ words }),
  answer: () => ({}),
};
