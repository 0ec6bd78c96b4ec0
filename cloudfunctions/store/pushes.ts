import { keyOf, type Recipient } from '../../domain/recipients';
import { ANSWER_WITHIN, sendableFrom, type afterOutcome, type Push } from '../../domain/pushes';
import type { Instant } from '../../domain/time';
import { atMost, collection, oneOf, type Page } from '../cloud';

const pushes = collection<Push>('pushes');

type Announced = Pick<Push, 'id' | 'concernId' | 'template' | 'facts'>;

/** Waits from now on, or from the end of the quiet hours; there is one for each notice however often it is added. */
export async function add(announced: Announced, to: Recipient, now: Instant): Promise<Push> {
  const push: Push = {
    ...announced,
    v: 1,
    recipient: keyOf(to),
    state: 'waiting',
    notBefore: sendableFrom(announced.template, now),
    changedAt: now,
    attempts: 0,
    count: 1,
  };
  await pushes.add(push);
  return push;
}

const isWaiting = ({ id, attempts }: Push) => ({ _id: id, state: 'waiting', attempts });

/** Marks it as being sent. @returns whether this call did, and nobody else may send it any more. */
export async function claim(push: Push, count: number, now: Instant): Promise<boolean> {
  const sending = {
    state: 'sending',
    notBefore: now + ANSWER_WITHIN,
    changedAt: now,
    attempts: push.attempts + 1,
    count,
  };
  return (await pushes.update(isWaiting(push), sending)) === 1;
}
export const postpone = (push: Push, notBefore: Instant) => pushes.update(isWaiting(push), { notBefore });
export const sayIn = (digestedIn: string, push: Push, now: Instant) =>
  pushes.update(isWaiting(push), { state: 'digested', changedAt: now, digestedIn });
/** @param push as it was claimed. */
export const settle = ({ id, attempts }: Push, after: ReturnType<typeof afterOutcome>) =>
  pushes.update({ _id: id, state: 'sending', attempts }, after);

const inState = (state: Push['state'], now: Instant, limit: number) =>
  pushes.find({ state, notBefore: atMost(now) }, { orderBy: ['notBefore', 'asc'], limit });
export const due = (now: Instant, limit: number) => inState('waiting', now, limit);
/** Claimed so long ago that their answer is lost. */
export const unanswered = (now: Instant, limit: number) => inState('sending', now, limit);

/** Whoever has read a notice needs neither a push nor a call about it. */
export const markRead = (to: Recipient, ids: readonly string[], now: Instant) =>
  pushes.update(
    { _id: oneOf(ids), recipient: keyOf(to), state: oneOf(['waiting', 'toCall']) },
    { state: 'read', changedAt: now },
  );

export const toCall = (page: Page) => pushes.find({ state: 'toCall' }, { orderBy: ['changedAt', 'asc'], ...page });
export const get = (id: string) => pushes.get(id);
export const markCalled = (id: string, calledBy: string, now: Instant) =>
  pushes.update({ _id: id, state: 'toCall' }, { state: 'called', changedAt: now, calledBy });
