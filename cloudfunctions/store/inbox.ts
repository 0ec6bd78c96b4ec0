import { keyOf, type Recipient } from '../../domain/recipients';
import type { Instant } from '../../domain/time';
import { collection, oneOf, type Page } from '../cloud';
import { idOf } from '../secrets';

/** The record of what somebody was told. */
export type InboxItem = {
  id: string;
  v: 1;
  recipient: string;
  at: Instant;
  text: string;
  /** Absent when it is about a leave. */
  concernId?: string;
  readAt: Instant | null;
};

const inbox = collection<InboxItem>('inbox');

/** Made of the event and the recipient: exactly once. */
export const noticeId = (eventId: string, to: Recipient): string => idOf(eventId, keyOf(to));
export const tell = (eventId: string, to: Recipient, item: Pick<InboxItem, 'at' | 'text' | 'concernId'>) =>
  inbox.add({ id: noticeId(eventId, to), v: 1, recipient: keyOf(to), readAt: null, ...item });

export const listFor = (to: Recipient, page: Page) =>
  inbox.find({ recipient: keyOf(to) }, { orderBy: ['at', 'desc'], ...page });
export const unreadOf = (to: Recipient) => inbox.count({ recipient: keyOf(to), readAt: null });
/** Only the recipient's own items are touched. */
export const markRead = (to: Recipient, ids: readonly string[], readAt: Instant) =>
  inbox.update({ _id: oneOf(ids), recipient: keyOf(to), readAt: null }, { readAt });
