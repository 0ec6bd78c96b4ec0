import type { Concern } from '../../domain/concern';
import { decryptPhone } from '../secrets';
import * as particulars from '../store/particulars';

/** The phone in clear that was left with this event, if it has not been erased since. */
export async function phoneLeftWith(eventId: string | undefined): Promise<string | undefined> {
  const [left] = eventId === undefined ? [] : await particulars.ofEvents([eventId]);
  return left?.phone && decryptPhone(left.phone);
}

/** The reporter's. */
export const phoneOf = ({ id }: Concern): Promise<string | undefined> => phoneLeftWith(id);
