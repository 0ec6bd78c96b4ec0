import type { CheckState, Particulars } from '../../domain/concern';
import type { Instant } from '../../domain/time';
import { atMost, collection, moreThan, oneOf } from '../cloud';

const particulars = collection<Particulars>('particulars');

/** Written before the event they belong to; a repetition of the request replaces them. */
export const put = (item: Particulars) => particulars.put(item);

const MOST_PER_CONCERN = 500;
export const ofConcern = (concernId: string) =>
  particulars.find({ concernId }, { orderBy: ['at', 'asc'], limit: MOST_PER_CONCERN });
export const ofEvents = async (eventIds: readonly string[]): Promise<Particulars[]> =>
  eventIds.length ? particulars.find({ _id: oneOf(eventIds) }, { limit: eventIds.length }) : [];

export const confirm = (id: string) => particulars.update({ _id: id }, { isConfirmed: true });
export const markChecked = (id: string, textCheck: CheckState) => particulars.update({ _id: id }, { textCheck });
export const remove = (id: string) => particulars.remove(id);

export const unconfirmedBefore = (at: Instant, limit: number) =>
  particulars.find({ isConfirmed: false, at: atMost(at) }, { orderBy: ['at', 'asc'], limit });
export const uncheckedSince = (at: Instant, limit: number) =>
  particulars.find({ textCheck: 'pending', at: moreThan(at) }, { orderBy: ['at', 'asc'], limit });
