/** Who is phoned after a round, and what became of it: rows that follow from the events, whenever they are written. */
import { callerOf, callUntil, drawn, endsRound, phoneEventOf, silentIn } from '../domain/callback';
import { isCallDone, type CallOutcome } from '../domain/callback-answer';
import { roundNumberOf, type Concern, type ConcernEvent } from '../domain/concern';
import type { Surroundings } from './projections';
import { idOf } from './secrets';
import * as bindings from './store/bindings';
import * as callbacks from './store/callbacks';
import * as particulars from './store/particulars';

export async function projectCallbacks(
  concern: Concern,
  events: readonly ConcernEvent[],
  surroundings: Surroundings,
): Promise<void> {
  for (const ended of events.filter(endsRound)) await draw(concern, ended, surroundings);
  for (const call of events.filter(({ type }) => type === 'callback')) await note(concern, call);
}

async function draw(concern: Concern, ended: ConcernEvent, { town, absences, now }: Surroundings): Promise<void> {
  const bound = await bindings.among(concern.participants);
  const silent = silentIn(concern, ended, bound);
  if (!silent.length) return;
  const round = roundNumberOf(concern, ended);
  const idFor = (key: string) => callbacks.callbackId(concern.id, round, key);
  const places = silent.flatMap((someone) => phoneEventOf(concern, someone) ?? []);
  const left = (await particulars.ofEvents(places)).filter(({ phone }) => phone).map(({ id }) => id);
  const reachable = silent.filter((someone) => left.includes(phoneEventOf(concern, someone) ?? ''));
  const until = callUntil(concern, ended);
  const around = { town, absences, bound, at: now };
  for (const key of drawn(
    reachable.map((someone) => someone.key),
    idFor,
  )) {
    const call = { id: idFor(key), concernId: concern.id, key, round, until, callerId: null };
    await callbacks.add({ ...call, callerId: callerOf(call, concern, around, idOf) ?? null });
  }
}

async function note(concern: Concern, { at, data }: ConcernEvent): Promise<void> {
  const call = { key: String(data?.['of']), round: Number(data?.['round']) };
  const id = callbacks.callbackId(concern.id, call.round, call.key);
  await callbacks.note(id, data?.['outcome'] as CallOutcome, isCallDone(concern, call) ? at : null);
}
