import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as inbox from '../../store/inbox';
import type { Context } from '../context';
import { addressesOf } from '../pages';

/** Marks notices as read; only my own are touched. */
export async function readInbox(
  { ids }: ActionInput<'readInbox'>,
  { caller, now }: Context,
): Promise<ActionOutput<'readInbox'>> {
  if (ids.length) await Promise.all(addressesOf(caller).map((to) => inbox.markRead(to, ids, now)));
  return {};
}
