import type { ActionInput, ActionOutput } from '../../../domain/contract';
import type { Page } from '../../cloud';
import * as inbox from '../../store/inbox';
import type { Context } from '../context';
import { addressesOf, mergedPage } from '../pages';

/** What I was told, newest first. */
export async function listInbox(
  { offset }: ActionInput<'listInbox'>,
  { caller }: Context,
): Promise<ActionOutput<'listInbox'>> {
  const lists = addressesOf(caller).map((to) => (page: Page) => inbox.listFor(to, page));
  const { items, hasMore } = await mergedPage(lists, (one, other) => other.at - one.at, offset);
  return { notices: items.map((item) => ({ ...item, isRead: item.readAt !== null })), hasMore };
}
