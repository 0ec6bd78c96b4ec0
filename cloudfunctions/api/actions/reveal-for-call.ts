import { revealForCall as reveal } from '../../../domain/callback-answer';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as callbacks from '../../store/callbacks';
import { ownCall, phoneToCall } from '../calls';
import type { Changer } from '../write-concern';

/** Whoever calls back reads the phone of the person drawn; the event shows that person who did and when. */
export const revealForCall: Changer<ActionInput<'revealForCall'>, ActionOutput<'revealForCall'>> = {
  as: 'staff',
  isConfidential: true,
  concernOf: async ({ callbackId }) => (await callbacks.get(callbackId))?.concernId,
  change: async ({ callbackId }, act, context) => {
    const call = await ownCall(callbackId, context.concern, context);
    await phoneToCall(context.concern, call.key);
    return reveal(context.concern, act, call);
  },
  answer: async (concern, { data }, context) => {
    const id = callbacks.callbackId(concern.id, Number(data?.['round']), String(data?.['of']));
    const { key } = await ownCall(id, concern, context);
    return { phone: await phoneToCall(concern, key) };
  },
};
