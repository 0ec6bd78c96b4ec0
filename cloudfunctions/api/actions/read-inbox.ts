import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as inbox from '../../store/inbox';
import * as pushes from '../../store/pushes';
import type { Context } from '../context';
import { addressesOf } from '../pages';

/** Marks notices as read; only my own are touched. What is read needs no push and no call any more. */
export async function readInbox(
  { ids }: ActionInput<'readInbox'>,
  { caller, now }: Context,
): Promise<ActionOutput<'readInbox'>> {
  if (!ids.length) return {};
  await Promise.all(addressesOf(caller).flatMap((to) => [inbox.markRead(to, ids, now), pushes.markRead(to, ids, now)]));
  return {};
}
