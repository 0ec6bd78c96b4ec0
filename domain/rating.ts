/** The rating is the residents'. Who is asked, what an answer does, when it ends. Source: product.md §7. */
import { isOfUndoneClaim } from './claim';
import * as z from './zod';
import {
  change,
  currentRound,
  isReopening,
  nextRound,
  withCurrentRound,
  type Act,
  type Change,
  type Concern,
  type ConcernEvent,
  type Participant,
  type Round,
} from './concern';
import { AppError } from './errors';
import type { Absence, BoundStaff } from './roster';
import { ownerForMore } from './rerouting';
import { DAY, HOUR, type Instant } from './time';
import type { Town } from './town';

export const SOLVED_LABELS = { yes: '解决了', partly: '部分解决', no: '没有解决' } as const;
export const RATING_TAGS = {
  prompt: '响应快',
  kind: '态度好',
  thorough: '办得细',
  slow: '太慢',
  unclear: '没说清',
  unfair: '不公平',
} as const;

/** What a participant answers. "partly" counts as not solved when it still needs handling. */
export const rating = z.object({
  solved: z.enum(Object.keys(SOLVED_LABELS) as [keyof typeof SOLVED_LABELS], '请选择问题是否解决了'),
  satisfaction: z.int('请选择 1 到 5 星').min(1, '请选择 1 到 5 星').max(5, '请选择 1 到 5 星'),
  tags: z.array(z.enum(Object.keys(RATING_TAGS) as [keyof typeof RATING_TAGS])).max(6),
  words: z.string().trim().max(500, '最多写 500 个字').default(''),
  stillNeedsHandling: z.boolean().default(false),
});
export type Rating = z.infer<typeof rating>;

/** Joining later than this before the proposal does not count as affected. */
const JOINED_BEFORE = 24 * HOUR;

/**
 * Keys of those asked when a closing proposed at `proposedAt` is confirmed: reached by WeChat and not staff, neither
 * when they took part nor now. Whoever takes part in a follow-up was asked about what it follows up.
 */
export const askedIn = (
  { participants, followUpOf }: Pick<Concern, 'participants' | 'followUpOf'>,
  proposedAt: Instant,
  bound: readonly BoundStaff[],
): string[] =>
  participants
    .filter(({ openid, isStaff }) => openid !== null && !isStaff && bound.every((staff) => staff.openid !== openid))
    .filter(({ relation, joinedAt }) => relation === 'reporter' || followUpOf || joinedAt <= proposedAt - JOINED_BEFORE)
    .map(({ key }) => key);

/** From this many asked on, one "not solved" does not end the round for everybody else. */
const LARGE_FROM = 5;
/** Of the round under way, or the last one. */
export const isLargeRound = (concern: Pick<Concern, 'rounds'>): boolean =>
  (currentRound(concern).asked?.length ?? 0) >= LARGE_FROM;

const ratingCloses = (confirmedAt: Instant, town: Town): Instant => confirmedAt + town.rules.ratingDays * DAY;

/** The answer that this participant gave in a round, the one under way or the last unless another is named. */
export const ratingOf = (
  concern: Pick<Concern, 'events' | 'rounds' | 'participants'>,
  { key }: Pick<Participant, 'key'>,
  round = concern.rounds.length,
) =>
  concern.events.find(
    (event) =>
      event.type === 'rate' && event.by === key && event.data?.['round'] === round && !isOfUndoneClaim(concern, event),
  );

export const isNotSolved = ({ solved, stillNeedsHandling }: Pick<Rating, 'solved' | 'stillNeedsHandling'>): boolean =>
  solved === 'no' || (solved === 'partly' && stillNeedsHandling);

/** What an event keeps of an answer, given or noted on the phone; words and tags are not counted. */
export type Said = Pick<Rating, 'solved' | 'satisfaction' | 'stillNeedsHandling'>;
export const dataOf = ({ solved, satisfaction, stillNeedsHandling }: Said) => ({
  solved,
  satisfaction,
  ...(stillNeedsHandling && { stillNeedsHandling: true }),
});
/** Only of an event that holds one. */
export const saidIn = ({ data = {} }: ConcernEvent): Said => ({
  solved: data['solved'] as Rating['solved'],
  satisfaction: Number(data['satisfaction']),
  stillNeedsHandling: data['stillNeedsHandling'] === true,
});
const holdsNotSolved = (event: ConcernEvent): boolean => isNotSolved(saidIn(event));
/** Of an answer: its author has been told that it is addressed to the owner. */
export const saysNotSolved = (event: ConcernEvent): boolean => event.to === 'handling' || holdsNotSolved(event);

/** Says "not solved" after a large round: the concern stays as it is, and a follow-up takes it up. */
export const isObjection = (event: ConcernEvent): boolean =>
  event.from === event.to && (event.type === 'reopen' || holdsNotSolved(event));
/** Whoever says it; of a call, whoever was called. */
export const objectorOf = ({ type, by, data }: ConcernEvent): string =>
  type === 'callback' ? String(data?.['of']) : by;

/** How often each person has said that it is not solved after all, here or in the concern that this one follows up. */
export function objectionsIn(events: readonly ConcernEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string, times: number) => counts.set(key, (counts.get(key) ?? 0) + times);
  for (const event of events) {
    if (isReopening(event) || isObjection(event)) add(objectorOf(event), 1);
    if (event.type === 'followUp') add('p1', Number(event.data?.['objections']));
    if (event.type === 'join') add(event.by, Number(event.data?.['objections'] ?? 0));
  }
  return counts;
}

/** One answer per person and round. */
export function rate(
  concern: Concern,
  participant: Participant,
  act: Act,
  answer: Rating,
  town: Town,
  absences: readonly Absence[] = [],
): Change {
  const round = currentRound(concern);
  if (ratingOf(concern, participant)) throw new AppError('ALREADY_RATED', participant.key);
  if (concern.status !== 'rating') throw new AppError('WRONG_STATUS', `rate while ${concern.status}`);
  if (!round.asked?.includes(participant.key)) throw new AppError('NOT_ASKED', participant.key);
  if (act.at >= round.ratingClosesAt!) throw new AppError('RATING_CLOSED', concern.id);
  const data = { round: concern.rounds.length, ...dataOf(answer), tags: answer.tags.join(' ') };
  const made = afterAnswer(concern, 'rate', act, data, isNotSolved(answer), { town, absences });
  return made.event.to === 'rating' ? { ...made, answers: `${data.round}:${act.by}` } : made;
}

/**
 * After a small round "not solved" reopens the concern with the same owner; after a large one, and with any other answer,
 * it stays as it is.
 */
export function afterAnswer(
  concern: Concern,
  type: 'rate' | 'callback' | 'supersedeCallback',
  act: Act,
  data: NonNullable<ConcernEvent['data']>,
  isUnsolved: boolean,
  { town, absences }: { town: Town; absences: readonly Absence[] },
): Change {
  if (!isUnsolved || isLargeRound(concern)) return change(concern, type, act, concern.status, {}, data);
  return change(concern, type, act, 'handling', reopened(concern, act, town, absences), data);
}

/**
 * A confirmed closing: everybody on the list, frozen now, is asked; where nobody can be, that is the end.
 * @param bound whose WeChat is a member of staff's.
 */
export function confirmed(
  concern: Concern,
  type: 'proposeClosing' | 'decide' | 'closeWithLead',
  act: Act,
  closing: NonNullable<Round['closing']>,
  data: ConcernEvent['data'],
  { town, bound }: { town: Town; bound: readonly BoundStaff[] },
): Change {
  const asked = askedIn(concern, closing.proposedAt, bound);
  const ended = { decision: null, coverId: null };
  const round = { closing, promise: undefined, asked };
  if (!asked.length) {
    const rounds = withCurrentRound(concern, round);
    return change(concern, type, act, 'closed', { ...ended, rounds, closedAt: act.at }, data);
  }
  const rounds = withCurrentRound(concern, { ...round, ratingClosesAt: ratingCloses(act.at, town) });
  return change(concern, type, act, 'rating', { ...ended, rounds }, data);
}

/** When the window is over; undefined while it is not. */
export const closeRating = (concern: Concern, act: Act): Change | undefined =>
  concern.status === 'rating' && act.at >= currentRound(concern).ratingClosesAt!
    ? change(concern, 'closeRating', act, 'closed', { closedAt: act.at })
    : undefined;

export const reopenUntil = (closedAt: Instant, town: Town): Instant => closedAt + town.rules.reopenDays * DAY;

/** After a large round each says so once; what became of it is reopened from there. */
export const hasReopened = ({ events }: Concern, key: string): boolean =>
  events.slice(events.map(isReopening).lastIndexOf(true) + 1).some(({ type, by }) => type === 'reopen' && by === key);

/**
 * A participant finds within the window after the closing that it is not solved after all; a supervisor at any time.
 * After a large round a follow-up takes up what the participant misses.
 */
export function reopen(
  concern: Concern,
  act: Act,
  town: Town,
  absences: readonly Absence[] = [],
  isBySupervisor = false,
): Change {
  if (!isBySupervisor && concern.status === 'closed' && act.at > reopenUntil(concern.closedAt!, town))
    throw new AppError('REOPEN_CLOSED', concern.id);
  if (!isBySupervisor && concern.status === 'closed' && isLargeRound(concern)) {
    if (hasReopened(concern, act.by)) throw new AppError('FOLLOWED_UP', concern.id);
    return change(concern, 'reopen', act, 'closed');
  }
  return change(concern, 'reopen', act, 'handling', reopened(concern, act, town, absences));
}

/** Half the limit, the same owner; somebody who has left service, or is leaving, is replaced by routing again. */
function reopened(concern: Concern, { at }: Act, town: Town, absences: readonly Absence[]) {
  const rounds = [...concern.rounds, nextRound(concern, at, town)];
  // What comes up again is handled by itself. Source: product.md §6.
  const unlinked = concern.leadId ? { leadId: null } : {};
  return { rounds, closedAt: null, ...unlinked, ...ownerForMore(concern, at, town, absences) };
}
