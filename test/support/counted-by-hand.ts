/**
 * The figures of product.md §7 counted from raw event JSON, written from their definitions alone: nothing of domain/ but
 * types is used. What has been released is told, because that is history; the answers themselves are counted from the events.
 */
import type { Calendar } from '../../domain/calendar';
import type { Limit } from '../../domain/deadlines';
import { Clock } from '../model/time';

type Json = Record<string, string | number | boolean | undefined>;
type Event = { id: string; type: string; at: number; by: string; from: string | null; to: string; data?: Json };
export type RawConcern = {
  id: string;
  status: string;
  categoryId: string;
  place: { communityId?: string };
  certificates: { inputs: { communityId?: string } }[];
  recorded?: unknown;
  recurrenceOf?: string | null;
  followUpOf?: { concernId: string; round: number } | null;
  firstContact: { deadline: { dueAt: number }; doneAt?: number };
  rounds: { startedAt: number; finish: RawFinish; asked?: string[]; ratingClosesAt?: number }[];
  events: Event[];
};
export type RawFinish = {
  filedAt: number;
  limit: Limit;
  dueAt: number;
  pauses?: unknown[];
  extensions?: { days: number }[];
  promised?: unknown;
};
export type HandTown = {
  familyOf: (categoryId: string) => string;
  recurrenceDaysOf: (categoryId: string) => number;
  /** Whose days the clock would have counted, had it never stood still. */
  calendar: Calendar;
};
/** `concern-round` of those whose answers are shown: of those asked, of those called. */
export type Shown = { rounds: ReadonlySet<string>; calls: ReadonlySet<string> };

type Fraction = [numerator: number, denominator: number];
export type Tally = {
  figures: Record<string, Fraction>;
  counts: Record<string, number>;
};

const DAY = 86_400_000;
export function quarterByHand(at: number): string {
  const date = new Date(at + 8 * 3_600_000);
  return `${date.getUTCFullYear()}Q${Math.ceil((date.getUTCMonth() + 1) / 3)}`;
}

const FIGURES =
  'response onTime onTimeStrictly resolution satisfaction participation durability promise calledResolution calledSatisfaction';
const COUNTS =
  'filed recorded linked withdrawn closings explained referred notAsked notSolved calledNotSolved reopened unanswered waiting';
const emptyTally = (): Tally => ({
  figures: Object.fromEntries(FIGURES.split(' ').map((key) => [key, [0, 0] as Fraction])),
  counts: Object.fromEntries(COUNTS.split(' ').map((key) => [key, 0])),
});

/** One life of a concern between two reopenings, told from beginning to end. */
type Life = {
  concern: RawConcern;
  number: number;
  events: Event[];
  startedAt: number;
  dueAt: number;
  strictDueAt: number;
  community: string;
  category: string;
  lead: { id: string; since: number } | null;
  closing: { kind: string; proposedAt: number; confirmedAt: number } | null;
  endedAt: number | null;
  again: Event | null;
  seenLateAt: number;
  promises: Fraction;
};

/** Minute by minute, with what was agreed, and without what the clock waited for. A promised day waits for nothing. */
function withoutPauses({ filedAt, limit, dueAt, pauses, extensions = [], promised }: RawFinish, calendar: Calendar) {
  if (promised || !pauses?.length) return dueAt;
  const clock = new Clock(filedAt, limit, calendar);
  for (const { days } of extensions) clock.extend(days, calendar);
  return Math.min(dueAt, clock.dueAt);
}

/** Walks forward through the events, carrying what is known at each moment. */
function livesOf(concern: RawConcern, calendar: Calendar): Life[] {
  const firstCorrection = concern.events.find((event) => event.type === 'correctCategory');
  let category = firstCorrection ? String(firstCorrection.data!['from']) : concern.categoryId;
  const isMoved = concern.events.some((event) => event.type === 'correctPlace');
  let community = (isMoved ? concern.certificates[0]!.inputs.communityId : concern.place.communityId) ?? '-';
  const lives: Life[] = [];
  let life: Life | undefined;
  let promise: number | null = null;
  let isPromiseMissed = false;
  let wish: Event | undefined;
  for (const event of concern.events) {
    const data = event.data ?? {};
    const isAgain = ['rating', 'closed'].includes(event.from ?? '') && event.to === 'handling';
    if (!life || isAgain) {
      if (life) life.again = event;
      const { finish, startedAt } = concern.rounds[lives.length]!;
      life = {
        concern,
        number: lives.length + 1,
        events: [],
        startedAt,
        dueAt: finish.dueAt,
        strictDueAt: withoutPauses(finish, calendar),
        community,
        category,
        lead: null,
        closing: null,
        endedAt: null,
        again: null,
        seenLateAt: -Infinity,
        promises: [0, 0],
      };
      lives.push(life);
      promise = null;
      isPromiseMissed = false;
    }
    life.events.push(event);
    switch (event.type) {
      case 'correctCategory':
        category = String(data['to']);
        break;
      case 'correctPlace':
        community = String(data['communityId'] ?? '-');
        break;
      case 'link':
        life.lead = { id: String(data['leadId']), since: event.at };
        break;
      case 'unlink':
        life.lead = null;
        break;
      case 'proposeDefer':
      case 'proposeClosing':
        wish = event;
        if (event.to === 'verifying') promise = null;
        break;
      case 'resume':
        promise = null;
        break;
      case 'plan':
        if (promise !== null) {
          if (!isPromiseMissed) life.promises[1] += 1;
          if (!isPromiseMissed && event.at <= promise) life.promises[0] += 1;
        }
        promise = data['nextUpdateAt'] === undefined ? null : Number(data['nextUpdateAt']);
        isPromiseMissed = false;
        break;
      case 'escalate':
        if (Number(data['step']) >= 100 && data['of'] === 'finish') life.seenLateAt = event.at;
        if (Number(data['step']) >= 100 && data['of'] === 'update' && !isPromiseMissed) {
          isPromiseMissed = true;
          life.promises[1] += 1;
        }
        break;
      case 'decide':
        if (data['kind'] === 'defer' && data['agrees'] === true) {
          promise = Math.min(Number(wish!.data!['until']), Number(wish!.data!['nextUpdateAt']));
          isPromiseMissed = false;
        }
    }
    const isClosing = event.from !== 'rating' && event.from !== 'closed' && ['rating', 'closed'].includes(event.to);
    if (isClosing) {
      const proposal = event.type === 'closeWithLead' ? undefined : wish!;
      life.closing = {
        kind: String(proposal?.data?.['kind'] ?? data['kind'] ?? 'resolved'),
        proposedAt: proposal?.at ?? Number(data['proposedAt'] ?? event.at),
        confirmedAt: event.at,
      };
    }
    if (event.from !== 'closed' && event.to === 'closed') life.endedAt = event.at;
    life.category = category;
    life.community = community;
  }
  return lives;
}

type Said = { solved: unknown; satisfaction: number; isNo: boolean };
const saidBy = ({ data = {} }: Event): Said => ({
  solved: data['solved'],
  satisfaction: Number(data['satisfaction']),
  isNo: data['solved'] === 'no' || (data['solved'] === 'partly' && data['stillNeedsHandling'] === true),
});

/** All but what somebody said under the name of the reporter until the supervisor took the claim back. */
function countedOf({ events }: RawConcern): Event[] {
  const takenBack = events.map(({ data }) => data?.['undoesClaim'] === true).lastIndexOf(true);
  return events.filter(({ by }, index) => by !== 'p1' || index > takenBack);
}
function ratingsOf({ concern, number }: Life): Said[] {
  return countedOf(concern)
    .filter((e) => e.type === 'rate' && e.data?.['round'] === number)
    .map(saidBy);
}
function callsOf({ concern, number }: Life): Said[] {
  const people: Record<string, Said> = {};
  for (const event of countedOf(concern)) {
    if (event.data?.['round'] !== number) continue;
    if (event.type === 'callback' && event.data['solved']) people[String(event.data['of'])] = saidBy(event);
    else if (event.type === 'supersedeCallback') people[event.by] = saidBy(event);
    else if (event.type === 'disownCallback') delete people[String(event.data['of'])];
  }
  return Object.values(people);
}

/** `cell` -> tally, where a cell is `community:<id>:<quarter>`, `category:<family>:<quarter>` or `town::<quarter>`. */
export function countByHand(concerns: readonly RawConcern[], town: HandTown, shown: Shown): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const lives = concerns.flatMap((concern) => livesOf(concern, town.calendar));

  const inCells = (life: Life, quarter: string, add: (tally: Tally) => void) => {
    const family = town.familyOf(life.category);
    for (const cell of [
      `community:${life.community}:${quarter}`,
      `category:${family}:${quarter}`,
      `town::${quarter}`,
    ]) {
      if (!tallies.has(cell)) tallies.set(cell, emptyTally());
      add(tallies.get(cell)!);
    }
  };
  const mark = (tally: Tally, figure: string, isGood: boolean) => {
    tally.figures[figure]![1] += 1;
    if (isGood) tally.figures[figure]![0] += 1;
  };
  const note = (tally: Tally, what: string, times = 1) => void (tally.counts[what]! += times);

  for (const life of lives) {
    const { concern } = life;
    const group = [
      life,
      ...lives.filter(
        ({ lead }) =>
          lead?.id === concern.id && lead.since >= life.startedAt && (!life.again || lead.since < life.again.at),
      ),
    ];
    inCells(life, quarterByHand(life.startedAt), (tally) => {
      if (life.number === 1) countBeginning(life, tally);
      if (!life.lead) countFinish(life, group, tally);
      else note(tally, 'linked');
      tally.figures['promise']![0] += life.promises[0];
      tally.figures['promise']![1] += life.promises[1];
      if (concern.status === 'withdrawn' && !life.again) note(tally, 'withdrawn');
    });
    if (life.closing) countClosing(life, group);
  }

  function countBeginning({ concern }: Life, tally: Tally) {
    note(tally, 'filed');
    if (concern.recorded) return note(tally, 'recorded');
    if (concern.followUpOf) return;
    const { doneAt, deadline } = concern.firstContact;
    const isOverdue = concern.events.some(
      ({ type, at, data }) =>
        type === 'escalate' && data!['of'] === 'firstContact' && Number(data!['step']) >= 100 && at >= deadline.dueAt,
    );
    if (doneAt !== undefined) mark(tally, 'response', doneAt <= deadline.dueAt);
    else if (isOverdue) mark(tally, 'response', false);
  }

  function countFinish({ closing }: Life, group: Life[], tally: Tally) {
    const dueAt = Math.min(...group.map((each) => each.dueAt));
    const strictDueAt = Math.min(...group.map((each) => each.strictDueAt));
    if (!closing && group.every((each) => each.seenLateAt < each.dueAt)) return;
    mark(tally, 'onTime', closing !== null && closing.proposedAt <= dueAt);
    mark(tally, 'onTimeStrictly', closing !== null && closing.proposedAt <= strictDueAt);
  }

  function isSolvedForGood(life: Life): boolean {
    const { again, endedAt, concern, number, category } = life;
    if (again && (endedAt === null || again.at - endedAt <= town.recurrenceDaysOf(category) * DAY)) return false;
    return !concerns.some((other) => {
      if (other.followUpOf) return other.followUpOf.concernId === concern.id && other.followUpOf.round === number;
      if (other.recurrenceOf !== concern.id || endedAt === null) return false;
      const openedAt = other.rounds[0]!.startedAt;
      return endedAt <= openedAt && (!again || openedAt < again.at);
    });
  }

  function countClosing(life: Life, group: Life[]) {
    const { concern, number, closing, lead, again } = life;
    const { asked = [], ratingClosesAt } = concern.rounds[number - 1]!;
    const id = `${concern.id}-${number}`;
    const [ratings, calls] = [ratingsOf(life), callsOf(life)];
    const isOver = concern.status === 'closed' || again !== null;
    inCells(life, quarterByHand(ratingClosesAt ?? closing!.confirmedAt), (tally) => {
      if (!lead) note(tally, 'closings');
      if (!lead && closing!.kind !== 'resolved') note(tally, closing!.kind);
      if (!lead && closing!.kind === 'resolved') mark(tally, 'durability', group.every(isSolvedForGood));
      if (!asked.length) note(tally, 'notAsked');
      if (again) note(tally, 'reopened');
      note(tally, 'notSolved', ratings.filter(({ isNo }) => isNo).length);
      note(tally, 'calledNotSolved', calls.filter(({ isNo }) => isNo).length);
      if (asked.length && isOver && !shown.rounds.has(id)) note(tally, 'waiting');
      if (shown.rounds.has(id)) {
        for (const { solved, satisfaction } of ratings) {
          mark(tally, 'resolution', solved === 'yes');
          mark(tally, 'satisfaction', satisfaction >= 4);
        }
        tally.figures['participation']![0] += ratings.length;
        tally.figures['participation']![1] += asked.length;
        note(tally, 'unanswered', asked.length - ratings.length);
      }
      for (const { solved, satisfaction } of shown.calls.has(id) ? calls : []) {
        mark(tally, 'calledResolution', solved === 'yes');
        mark(tally, 'calledSatisfaction', satisfaction >= 4);
      }
    });
  }
  return tallies;
}
