/**
 * What each round of a concern adds to the figures: a row that follows from the document alone, so that every figure can
 * be recounted. Rows never leave the server. Source: product.md §7.
 */
import { answersIn, calledIn, type Answers } from './answers';
import { CALL_DAYS } from './callback';
import { SUPERSEDE_DAYS } from './callback-answer';
import { isReopening, type ClosingKind, type Concern, type ConcernEvent, type Round } from './concern';
import { deadlineFrom } from './deadlines';
import { DAY, quarterOf, type Instant, type Quarter } from './time';
import { categoryOf, recurrenceDaysOf, type Town } from './town';

export type Contribution = {
  concernId: string;
  /** 1 for the first. */
  round: number;
  startedAt: Instant;
  /** Where and what it was when the round ended; null outside every community. */
  communityId: string | null;
  family: string;
  /** Of its beginning, for what is measured against deadlines. */
  quarter: Quarter;
  /** Of the end of its rating window, whenever the round really ended: that tells nothing of the answers. */
  ratedQuarter: Quarter | null;
  /** The concern it was handled with, since when. */
  lead: { id: string; since: Instant } | null;
  /** The older concern, or one round of it, that turns out not to have been solved for good. */
  breaks: { concernId: string; round: number | null } | null;
  /** Null until its time has come, and for a follow-up, which needs none. */
  firstContact: 'inTime' | 'late' | null;
  isRecorded: boolean;
  isWithdrawn: boolean;
  finish: Finish;
  promises: { due: number; kept: number };
  closing: ClosingKind | null;
  /** When the closing ended the round; null before that. */
  endedAt: Instant | null;
  /** When it was taken up again; `isBroken` where that was within the time in which it would be a recurrence. */
  reopenedAt: Instant | null;
  isBroken: boolean;
  /** Null where there was no closing; nobody may have been asked. */
  rated: Answers | null;
  called: Answers | null;
  /** No answer will come any more; of those called back, from then on. */
  isOver: boolean;
  callsEndAt: Instant | null;
  /** Answers whose words may be praise. */
  praise: string[];
};

/** `strictDueAt`: had the clock never stood still. `lateAt`: when it was last seen to be open past its time. */
type Finish = { dueAt: Instant; strictDueAt: Instant; doneAt: Instant | null; lateAt: Instant | null };

/** A called-back answer may be given for so long after the window, and superseded for so long after that. */
const CALLS_END_AFTER = (CALL_DAYS + SUPERSEDE_DAYS) * DAY;

type Part = { concern: Concern; town: Town; index: number; round: Round; events: ConcernEvent[]; isLast: boolean };

export function contributionsOf(concern: Concern, town: Town): Contribution[] {
  const parts = partsOf(concern);
  return concern.rounds.map((round, index) =>
    contributionOf({ concern, town, index, round, events: parts[index]!, isLast: index === parts.length - 1 }),
  );
}

/** The events of each round; what reopens belongs to the round that it begins. */
function partsOf({ events }: Concern): ConcernEvent[][] {
  const parts: ConcernEvent[][] = [];
  for (const event of events) {
    if (!parts.length || isReopening(event)) parts.push([event]);
    else parts.at(-1)!.push(event);
  }
  return parts;
}

function contributionOf(part: Part): Contribution {
  const { concern, town, index, round, isLast } = part;
  const isFirst = index === 0;
  const confirmedAt = confirmationIn(part)?.at;
  const endedAt = endOf(part) ?? null;
  const reopenedAt = concern.rounds[index + 1]?.startedAt ?? null;
  const ratedAt = confirmedAt === undefined ? undefined : (round.ratingClosesAt ?? confirmedAt);
  const rated = confirmedAt === undefined ? null : answersIn(concern, index + 1, round.asked!.length);
  return {
    concernId: concern.id,
    round: index + 1,
    startedAt: round.startedAt,
    communityId: communityAtEnd(part),
    family: categoryOf(town, categoryAtEnd(part)).family,
    quarter: quarterOf(round.startedAt),
    ratedQuarter: ratedAt === undefined ? null : quarterOf(ratedAt),
    lead: leadIn(part),
    breaks: isFirst ? brokenBy(concern) : null,
    firstContact: isFirst ? firstContactOf(concern) : null,
    isRecorded: isFirst && concern.recorded !== undefined,
    isWithdrawn: isLast && concern.status === 'withdrawn',
    finish: finishOf(part, confirmedAt),
    promises: promisesIn(part.events),
    closing: confirmedAt === undefined ? null : round.closing!.kind,
    endedAt,
    reopenedAt,
    isBroken: reopenedAt !== null && isSoon(part, endedAt, reopenedAt),
    rated: rated && rated.answers,
    called: rated && calledIn(concern, index + 1),
    isOver: rated !== null && (!isLast || concern.status === 'closed'),
    callsEndAt: ratedAt === undefined ? null : ratedAt + CALLS_END_AFTER,
    praise: rated?.praise ?? [],
  };
}

/** What made the residents be asked. */
const confirmationIn = ({ events, round }: Part) =>
  round.asked && events.find(({ from, to }) => from !== 'rating' && (to === 'rating' || to === 'closed'));
const endOf = ({ events }: Part): Instant | undefined =>
  events.filter(({ from, to }) => from !== 'closed' && to === 'closed').at(-1)?.at;

/** Corrections made after the round are not of it. */
function categoryAtEnd({ concern, events }: Part): string {
  const last = concern.events.indexOf(events.at(-1)!);
  const later = concern.events.slice(last + 1).find(({ type }) => type === 'correctCategory');
  return later ? String(later.data!['from']) : concern.categoryId;
}

function communityAtEnd({ concern, events }: Part): string | null {
  const last = concern.events.indexOf(events.at(-1)!);
  const isCorrection = ({ type }: ConcernEvent) => type === 'correctPlace';
  if (!concern.events.slice(last + 1).some(isCorrection)) return concern.place.communityId ?? null;
  const before = concern.events
    .slice(0, last + 1)
    .filter(isCorrection)
    .at(-1);
  const communityId = before ? before.data?.['communityId'] : concern.certificates[0]!.inputs.communityId;
  return communityId === undefined ? null : String(communityId);
}

/** The lead with which it was being handled when the round ended; earlier rounds were of their own. */
function leadIn({ events }: Part): Contribution['lead'] {
  const last = events.filter(({ type }) => type === 'link' || type === 'unlink').at(-1);
  return last?.type === 'link' ? { id: String(last.data!['leadId']), since: last.at } : null;
}

function brokenBy({ recurrenceOf, followUpOf }: Concern): Contribution['breaks'] {
  if (followUpOf) return { concernId: followUpOf.concernId, round: followUpOf.round };
  return recurrenceOf ? { concernId: recurrenceOf, round: null } : null;
}

/** Nobody contacts people again about what they have just been asked about. */
function firstContactOf({ firstContact, followUpOf, events }: Concern): Contribution['firstContact'] {
  const { deadline, doneAt } = firstContact;
  if (followUpOf) return null;
  if (doneAt !== undefined) return doneAt <= deadline.dueAt ? 'inTime' : 'late';
  return lateIn(events, 'firstContact', deadline.dueAt) === undefined ? null : 'late';
}

const TIME_IS_UP = 100;
/** When the clock last found that time was up. */
const lateIn = (events: readonly ConcernEvent[], kind: string, dueAt: Instant): Instant | undefined =>
  events
    .filter(
      ({ type, at, data }) =>
        type === 'escalate' && data?.['of'] === kind && Number(data['step']) >= TIME_IS_UP && at >= dueAt,
    )
    .at(-1)?.at;

function finishOf({ round, events, town }: Part, confirmedAt: Instant | undefined): Finish {
  const { finish, closing } = round;
  const { dueAt, filedAt, limit, extensions, promised, pauses } = finish;
  const isPaused = pauses !== undefined && !promised;
  const without = isPaused
    ? deadlineFrom(filedAt, limit, town.calendar, { ...(extensions && { extensions }) }).dueAt
    : dueAt;
  return {
    dueAt,
    strictDueAt: Math.min(dueAt, without),
    doneAt: confirmedAt === undefined ? null : closing!.proposedAt,
    lateAt: lateIn(events, 'finish', dueAt) ?? null,
  };
}

/** One that the clock saw pass is missed, however late the word came; each counts once. */
function promisesIn(events: readonly ConcernEvent[]): Contribution['promises'] {
  const promises = { due: 0, kept: 0 };
  let isMissed = false;
  for (const { type, data = {} } of events) {
    if (type === 'escalate' && data['of'] === 'update' && Number(data['step']) >= TIME_IS_UP && !isMissed) {
      isMissed = true;
      promises.due += 1;
    }
    if (type === 'plan' && data['isKept'] !== undefined && !isMissed) {
      promises.due += 1;
      promises.kept += Number(data['isKept']);
    }
    if (type === 'plan' || (type === 'decide' && data['kind'] === 'defer' && data['agrees'])) isMissed = false;
  }
  return promises;
}

/** "Not solved" before the round had ended, or a reopening while it would have been a recurrence. */
const isSoon = (part: Part, endedAt: Instant | null, reopenedAt: Instant): boolean =>
  endedAt === null || reopenedAt <= endedAt + recurrenceDaysOf(categoryOf(part.town, categoryAtEnd(part))) * DAY;
