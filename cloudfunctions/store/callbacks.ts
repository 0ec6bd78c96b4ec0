import type { Callback } from '../../domain/callback';
import type { CallOutcome } from '../../domain/callback-answer';
import type { Instant } from '../../domain/time';
import { atLeast, collection, oneOf } from '../cloud';
import { idOf } from '../secrets';

/** Somebody to be phoned; a row whose time is over without an answer counts as "not called". */
export type CallbackRow = Callback & {
  v: 1;
  /** Null where it is still to be made. */
  doneAt: Instant | null;
  outcome: CallOutcome | null;
};

const callbacks = collection<CallbackRow>('callbacks');

export const callbackId = (concernId: string, round: number, key: string): string =>
  idOf('callback', concernId, String(round), key);

export const get = (id: string) => callbacks.get(id);
/** A repetition changes nothing. */
export const add = (call: Callback) => callbacks.add({ ...call, v: 1, doneAt: null, outcome: null });
export const note = (id: string, outcome: CallOutcome, doneAt: Instant | null) =>
  callbacks.update({ _id: id }, { outcome, doneAt });

/** Still to be made by one of these, or by nobody in particular; the first that runs out first. */
export const waitingFor = (callerIds: readonly string[], now: Instant, limit: number) =>
  callbacks.find(
    { callerId: oneOf([...callerIds, null]), doneAt: null, until: atLeast(now) },
    { orderBy: ['until', 'asc'], limit },
  );
