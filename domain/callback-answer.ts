/** What is heard when somebody is called back, and what they may do about it afterwards. Source: product.md §7. */
import * as z from './zod';
import type { Callback } from './callback';
import { isOfUndoneClaim } from './claim';
import { change, type Act, type Change, type Concern, type ConcernEvent } from './concern';
import { AppError } from './errors';
import { targetsOf } from './lifecycle';
import type { Surroundings } from './proposals';
import { afterAnswer, dataOf, isNotSolved, rating, saidIn, type Rating } from './rating';
import { DAY, type Instant } from './time';

export const CALL_OUTCOMES = {
  reached: '接通了，听到了意见',
  notReached: '没接通',
  declined: '接通了，不愿意说',
} as const;
export type CallOutcome = keyof typeof CALL_OUTCOMES;

/** What the caller notes down. */
export const callDraft = z
  .object({
    outcome: z.enum(Object.keys(CALL_OUTCOMES) as [CallOutcome], '请选择电话打得怎么样'),
    solved: rating.shape.solved.optional(),
    satisfaction: rating.shape.satisfaction.optional(),
    stillNeedsHandling: z.boolean().default(false),
    words: rating.shape.words,
  })
  .refine(({ outcome, solved }) => outcome !== 'reached' || solved, {
    path: ['solved'],
    message: '请选择居民说问题是否解决了',
  })
  .refine(({ outcome, satisfaction }) => outcome !== 'reached' || satisfaction, {
    path: ['satisfaction'],
    message: '请选择居民给几星',
  });
export type CallNote = z.output<typeof callDraft>;

/** Days within which somebody may put right what was noted. */
export const SUPERSEDE_DAYS = 7;
/** Who does not pick up is called this often. */
const MOST_CALLS = 3;

const callsTo = ({ events }: Concern, { key, round }: Pick<Callback, 'key' | 'round'>): ConcernEvent[] =>
  events.filter(({ type, data }) => type === 'callback' && data?.['of'] === key && data['round'] === round);

const isFinal = ({ data }: ConcernEvent): boolean => data?.['outcome'] !== 'notReached';
/** How often they were called in vain. */
export const callsMade = (concern: Concern, call: Pick<Callback, 'key' | 'round'>): number =>
  callsTo(concern, call).length;
/** They have answered, do not want to, or cannot be reached. */
export const isCallDone = (concern: Concern, call: Pick<Callback, 'key' | 'round'>): boolean =>
  callsTo(concern, call).some(isFinal) || callsMade(concern, call) >= MOST_CALLS;

/** The round is still the last one, and over. */
export const isCallable = (concern: Concern, { round }: Pick<Callback, 'round'>): boolean =>
  concern.status === 'closed' && concern.rounds.length === round;

/** Throws unless there is still something to call about. */
export function refuseCall(concern: Concern, call: Callback, at: Instant): void {
  if (isCallDone(concern, call)) throw new AppError('CALLED_ALREADY', call.id);
  if (!isCallable(concern, call)) throw new AppError('CALL_MOOT', call.id);
  if (at > call.until) throw new AppError('CALL_LATE', call.id);
}

/** Looks at the phone of whoever is to be called; only they and the caller see that. */
export const revealForCall = (concern: Concern, act: Act, { key, round }: Callback): Change =>
  change(concern, 'revealContact', act, concern.status, {}, { of: key, round });

/** What was heard on the phone. "Not solved" acts as in a rating. */
export function recordCall(
  concern: Concern,
  act: Act,
  { key, round }: Callback,
  { outcome, solved, satisfaction, stillNeedsHandling }: CallNote,
  around: Surroundings,
): Change {
  const isReached = outcome === 'reached' && solved !== undefined && satisfaction !== undefined;
  const said = isReached ? { solved, satisfaction, stillNeedsHandling } : undefined;
  const data = { of: key, round, outcome, ...(said && dataOf(said)) };
  return afterAnswer(concern, 'callback', act, data, said !== undefined && isNotSolved(said), around);
}

/** How a participant was heard on the phone last, and what they did about it since. */
export type Heard = {
  round: number;
  /** Of the call. */
  at: Instant;
  /** Of what stands: the call's, or the resident's own instead. */
  eventId: string;
  solved: Rating['solved'];
  satisfaction: number;
  /** Addressed to the owner, as in a rating. */
  isNotSolved: boolean;
  isDisowned: boolean;
  isSuperseded: boolean;
};

export function heardFrom(concern: Concern, key: string): Heard | undefined {
  const events = concern.events.filter((event) => !isOfUndoneClaim(concern, event));
  const call = events
    .filter(({ type, data }) => type === 'callback' && data?.['of'] === key && data['outcome'] === 'reached')
    .at(-1);
  if (!call) return undefined;
  const round = Number(call.data!['round']);
  const has = (what: ConcernEvent['type']) =>
    events.filter(({ type, data }) => type === what && data?.['of'] === key && data['round'] === round).at(-1);
  const superseded = has('supersedeCallback');
  const stands = superseded ?? call;
  const { solved, satisfaction, stillNeedsHandling } = saidIn(stands);
  return {
    round,
    at: call.at,
    eventId: stands.id,
    solved,
    satisfaction,
    isNotSolved: isNotSolved({ solved, stillNeedsHandling }),
    isDisowned: has('disownCallback') !== undefined,
    isSuperseded: superseded !== undefined,
  };
}

export const supersedeUntil = ({ at }: Heard): Instant => at + SUPERSEDE_DAYS * DAY;
export const mayDisown = (concern: Concern, key: string): boolean => {
  const heard = heardFrom(concern, key);
  return heard !== undefined && !heard.isDisowned && !heard.isSuperseded;
};
export function maySupersede(concern: Concern, key: string, at: Instant): boolean {
  const heard = heardFrom(concern, key);
  return heard !== undefined && !heard.isSuperseded && at <= supersedeUntil(heard) && isCallable(concern, heard);
}

/** 不是我评的: the answer is void. A reopening that came of it stands. */
export function disownCallback(concern: Concern, act: Act): Change {
  const heard = heardFrom(concern, act.by);
  if (!heard || !mayDisown(concern, act.by)) throw new AppError('NOT_CALLED', act.by);
  const data = { of: act.by, round: heard.round };
  return change(concern, 'disownCallback', act, concern.status, {}, data);
}

/** The resident's own answer instead of what was noted on the phone. */
export function supersedeCallback(concern: Concern, act: Act, answer: Rating, around: Surroundings): Change {
  targetsOf(concern.status, 'supersedeCallback');
  const heard = heardFrom(concern, act.by);
  if (!heard || heard.isSuperseded) throw new AppError('NOT_CALLED', act.by);
  if (!isCallable(concern, heard)) throw new AppError('WRONG_STATUS', `supersede while ${concern.status}`);
  if (act.at > supersedeUntil(heard)) throw new AppError('SUPERSEDE_LATE', act.by);
  const data = { of: act.by, round: heard.round, ...dataOf(answer), tags: answer.tags.join(' ') };
  return afterAnswer(concern, 'supersedeCallback', act, data, isNotSolved(answer), around);
}
