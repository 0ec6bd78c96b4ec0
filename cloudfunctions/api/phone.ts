import type { Concern } from '../../domain/concern';
import { decryptPhone } from '../secrets';
import * as particulars from '../store/particulars';

/** The reporter's phone in clear, if one was left and not erased since. */
export async function phoneOf({ id }: Concern): Promise<string | undefined> {
  const [first] = await particulars.ofEvents([id]);
  return first?.phone && decryptPhone(first.phone);
}
