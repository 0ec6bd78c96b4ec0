/** Chooses the next step of a history: mostly what is promising and has been seen too rarely, now and then what is wrong. */
import type { Concern } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import type { EventType, Status } from '../../domain/lifecycle';
import type { Chance } from './chance';
import { nextMove, rarest, suits, type Errand, type Move } from './errands';
import { CONCERN_ACTIONS, EXPECTED, expectationOf } from './expected';
import { decisionsIn, isPublic, LARGE_FROM, mayPhone, presentIn, waitingCall } from './facts';
import { Filings, PHONE, type Wanted } from './filings';
import { actionOf, Moves, type MoveAction } from './moves';
import { hasAccess, isThere } from './presence';
import { dayName, due } from './time';
import { DAY, LAST_STAGE, LIAISONS, MINUTE, openidOf, RESIDENTS, STAFF_IDS } from './town';
import { eventIdOf, type Answer, type Ask, type Snapshot, type Step, type TimerRun } from './world';

/** How often each pair should be seen within one seed; up to how many an errand is worth it. */
const GOAL = 5;
const ERRAND_GOAL = 5;
const MOST_CONCERNS = 9;
/** Of those that an errand needs. */
const MOST_WITH_ERRANDS = 14;
const LONGEST_ERRAND = 18;
/** By so much more what only the end of a year brings is sought then. */
const YEAR_END = 1.6;
/** What ends a concern, or lets days pass for all of them. */
const RARELY: readonly EventType[] = ['withdraw', 'escalate', 'raiseDecision', 'lapseDecision', 'closeRating'];
/** What asks for something first, or depends on others. */
const NOT_ELSEWHERE: readonly EventType[] = ['claim', 'decide', 'link', 'rate'];
/** Of the year without a calendar. */
const NEW_YEAR = Date.parse('2027-01-01T00:00:00+08:00');
export type Counts = Map<string, number>;
export const pairOf = (status: string, event: string) => `${status} ${event}`;

export class Generator {
  private readonly queue: Step[] = [];
  private requests = 0;
  private knows2027 = false;
  private hasGathered = false;
  private errand?: Errand;

  constructor(
    private readonly chance: Chance,
    private readonly counts: Counts,
    private readonly ask: (ask: Ask) => Promise<Answer>,
    private readonly name: string,
    private readonly isAtYearEnd: boolean,
  ) {}

  private requestId = () => `${this.name}-${(this.requests += 1)}`;

  async next(at: Snapshot): Promise<Step> {
    const queued = this.queue.shift();
    if (queued) return queued;
    const { chance } = this;
    const moves = new Moves(at, chance);
    const filing = (): Step => ({
      do: 'ask',
      ask: new Filings(at, chance).filing(this.requestId()),
      ...this.doubling(),
    });
    if (at.concerns.size < 3 || (at.concerns.size < MOST_CONCERNS && chance.is(0.08))) return filing();
    if (!this.hasGathered && chance.is(0.02)) return this.gathering(at) ?? filing();
    const led = chance.is(this.errand ? 0.93 : 0.85) ? await this.onErrand(at, moves) : undefined;
    if (led) return led;
    const roll = chance.next();
    if (roll < 0.05) return this.absence(at) ?? filing();
    if (roll < 0.08) return this.passing();
    if (roll < 0.14) return this.wrong(at, moves);
    return (await this.promising(at, moves)) ?? this.passing();
  }

  /** What leads to a pair that has been seen too rarely; undefined where no way is found. */
  private async onErrand(at: Snapshot, moves: Moves): Promise<Step | undefined> {
    for (let tries = 0; tries < 12; tries += 1) {
      const errand = this.errand ?? this.newErrand(at);
      delete this.errand;
      if (!errand) return undefined;
      const step = errand.concernId ? await this.lead(errand, at, moves) : this.begin(errand, at);
      if (step && !errand.concernId) this.follow(errand, step);
      if (step) return step;
    }
    return undefined;
  }

  /** It goes on with what was filed for it; where something else comes first, with filing. */
  private follow(errand: Errand, step: Step): void {
    const isFiled = step.do === 'ask' && !this.queue.length;
    const movesLeft = errand.movesLeft - 1;
    this.errand = { ...errand, movesLeft, ...(isFiled && { concernId: eventIdOf(step.ask) }) };
  }

  private newErrand(at: Snapshot): Errand | undefined {
    const missing = (status: Status, event: EventType) =>
      event === 'recomputeDeadlines'
        ? (this.isAtYearEnd ? YEAR_END : 0) * this.wanting(status, event)
        : this.wanting(status, event);
    const crowd = this.chance.is(0.15) ? this.crowd(at) : undefined;
    const pair = crowd ? ({ status: 'rating', event: 'rate' } as const) : rarest(missing, at, this.chance);
    if (!pair) return undefined;
    const suited = [...at.concerns.values()].filter(
      (concern) => suits(pair, concern, at) && nextMove(pair, concern, at),
    );
    const there = suited.filter(({ status }) => status === pair.status);
    const concern = crowd ?? this.chance.maybeOf(there) ?? this.chance.maybeOf(suited);
    const until = this.seen(pair.status, pair.event) + 1;
    return { ...pair, ...(concern && { concernId: concern.id }), until, movesLeft: LONGEST_ERRAND };
  }

  private wanting = (status: Status, event: EventType) => Math.max(0, ERRAND_GOAL - this.seen(status, event));

  /** A concern of many that has still to be rated by them. */
  private crowd = ({ concerns }: Snapshot): Concern | undefined =>
    [...concerns.values()].find(
      (concern) =>
        presentIn(concern).length >= LARGE_FROM &&
        (concern.isOpen || concern.status === 'rating') &&
        concern.rounds.length === 1,
    );

  private async lead(errand: Errand, at: Snapshot, moves: Moves): Promise<Step | undefined> {
    if (!errand.movesLeft || this.seen(errand.status, errand.event) >= errand.until) return undefined;
    const concern = at.concerns.get(errand.concernId!);
    const move = concern && suits(errand, concern, at) ? nextMove(errand, concern, at) : undefined;
    const step = move && (await this.moveFor(move, at, moves));
    if (step) this.errand = { ...errand, movesLeft: errand.movesLeft - 1 };
    return step;
  }

  /** Files the concern that an errand needs. */
  private begin({ event, status, movesLeft }: Errand, at: Snapshot): Step | undefined {
    if (!movesLeft) return undefined;
    if (event === 'recomputeDeadlines' && this.knows2027) return this.calendarMove();
    if (at.concerns.size >= MOST_WITH_ERRANDS) return undefined;
    const filings = new Filings(at, this.chance);
    const file = (wanted: Wanted = {}): Step => ({ do: 'ask', ask: filings.filing(this.requestId(), wanted) });
    switch (event) {
      case 'completeStage':
        return file({ categoryId: 'B2' });
      case 'claim':
      case 'disputeClaim':
        return file({ isRecorded: true, isBarred: status === 'assigned' });
      case 'answerComplaint':
        return file({ isRecorded: status === 'closed' || status === 'withdrawn' });
      case 'callback':
      case 'disownCallback':
      case 'supersedeCallback': // what is closed at once, or with a lead
        return status === 'assigned'
          ? file({ isRecorded: true, isPublic: true, hasPhone: true })
          : file({ isRecorded: true, categoryId: 'K1', hasPhone: true });
      case 'join':
      case 'leave':
      case 'link':
      case 'unlink':
        return file({ isPublic: true });
      case 'closeWithLead':
        return file({ isPublic: true, isRecorded: true });
      case 'lapseDecision':
        return file({ categoryId: 'J1' });
      case 'recomputeDeadlines': {
        if (status !== 'deferred') return file({ categoryId: 'J1' });
        const isEarly = due(at.now, LAST_STAGE, at.town.calendar) < NEW_YEAR;
        return isEarly ? { do: 'pass', minutes: (7 * DAY) / MINUTE } : file({ categoryId: 'B2' });
      }
      case 'unsetRecurrence':
        return filings.canReturn ? file({ returns: true }) : this.endAtOnce(filings);
      default:
        return file();
    }
  }

  private endAtOnce(filings: Filings): Step | undefined {
    const ask = filings.endedAtOnce(this.requestId());
    if (!ask) return undefined;
    const input = { concernId: eventIdOf(ask), kind: 'resolved', words: '当场解释清楚了', photoFileIds: [] };
    this.queue.push({
      do: 'ask',
      ask: { who: ask.who, action: 'proposeClosing', input, requestId: this.requestId() },
    });
    return { do: 'ask', ask };
  }

  /** Many neighbours join, two at a time; only a day later do they count as affected. */
  private gathering(at: Snapshot): Step | undefined {
    const { chance } = this;
    const joinable = [...at.concerns.values()].filter(
      (concern) =>
        ['assigned', 'handling', 'deferred'].includes(concern.status) && isPublic(concern, at) && !concern.followUpOf,
    );
    const concern = chance.maybeOf(joinable);
    if (!concern) return undefined;
    this.hasGathered = true;
    const strangers = RESIDENTS.filter((who) => !concern.participants.some(({ openid }) => openid === who));
    const asks = strangers.slice(0, chance.between(4, 7)).map((who): Ask => ({
      who,
      action: 'joinConcern',
      input: { concernId: concern.id, consentVersion: '2026-11', phone: PHONE },
      requestId: this.requestId(),
    }));
    for (let index = 0; index < asks.length; index += 2) {
      const [ask, also] = asks.slice(index, index + 2);
      this.queue.push({ do: 'ask', ask: ask!, ...(also && { also }) });
    }
    if (chance.is(0.6)) this.queue.push({ do: 'pass', minutes: DAY / MINUTE });
    return this.queue.shift();
  }

  private doubling = () => (this.chance.is(0.12) ? { again: this.chance.of(['later', 'together'] as const) } : {});

  private passing(): Step {
    const minutes = this.chance.of([1, 20, 90, 240, 600, 1440, 3 * 1440, 8 * 1440, 33 * 1440]);
    return { do: 'pass', minutes, ...this.timer() };
  }

  /** On time, late (not now), twice, or two at once. */
  private timer(): { timer?: TimerRun } {
    if (this.chance.is(0.2)) return {};
    return { timer: { times: this.chance.of([1, 1, 1, 2]), isParallel: this.chance.is(0.5) } };
  }

  private absence(at: Snapshot): Step | undefined {
    const { chance } = this;
    const admin = chance.of([openidOf('s11'), openidOf('s16')]);
    const supervisor = ['s10', 's12'].find((id) => hasAccess(id, at));
    if (!supervisor)
      return this.step({ who: admin, action: 'suspendStaff', input: { staffId: 's10', isSuspended: false } });
    const boss = openidOf(supervisor);
    const away = STAFF_IDS.filter((id) => !isThere(id, at));
    const there = STAFF_IDS.filter(
      (id) => isThere(id, at) && id !== supervisor && !['s11', 's16', 's10', 's12'].includes(id),
    );
    // Somebody has to be left at the desk; the town sees to that, not the product.
    const free = there.filter(
      (id) => !['s08', 's09'].includes(id) || ['s08', 's09'].every((desk) => isThere(desk, at)),
    );
    const staffId = chance.maybeOf(free);
    const back = chance.maybeOf(away);
    if (back && (chance.is(0.45) || away.length > 4)) {
      const kinds = at.absences.filter((entry) => entry.staffId === back).map(({ kind }) => kind);
      if (kinds.includes('suspended'))
        return this.step({ who: admin, action: 'suspendStaff', input: { staffId: back, isSuspended: false } });
      if (kinds.includes('leaving') || kinds.includes('left'))
        return this.step({
          who: chance.of([admin, boss]),
          action: chance.is(0.55) ? 'completeLeaving' : 'cancelLeaving',
          input: { staffId: back },
        });
      const leave = at.absences.find((entry) => entry.staffId === back && entry.kind === 'leave') as { _id?: string };
      return leave && this.step({ who: boss, action: 'endLeave', input: { id: leave._id } });
    }
    if (!staffId) return undefined;
    const [from, to] = [chance.between(0, 2), chance.between(2, 9)].map((days) => dayName(at.now + days * DAY));
    const deputyId = chance.is(0.6)
      ? chance.maybeOf(there.filter((id) => id !== staffId && !LIAISONS.includes(id)))
      : undefined;
    return chance.weighted(
      [
        this.step({ who: boss, action: 'enterLeave', input: { staffId, from, to, ...(deputyId && { deputyId }) } }),
        this.step({ who: boss, action: 'startLeaving', input: { staffId } }),
        this.step({ who: admin, action: 'suspendStaff', input: { staffId, isSuspended: true } }),
      ],
      (step) => ({ enterLeave: 4, startLeaving: 2 })[step.ask.action as string] ?? 1,
    );
  }

  private step = (ask: Omit<Ask, 'requestId'>): Step & { do: 'ask' } => ({
    do: 'ask',
    ask: { ...ask, requestId: this.requestId() },
    ...this.doubling(),
  });

  /** The wrong person, the wrong status or a proposal that is no more. */
  private wrong(at: Snapshot, moves: Moves): Step {
    const { chance } = this;
    const concern = chance.of([...at.concerns.values()]);
    const action = chance.of(CONCERN_ACTIONS.filter((each) => expectationOf(each).event !== null));
    const who = chance.is(0.5)
      ? chance.of([...RESIDENTS, ...STAFF_IDS.map(openidOf)])
      : (chance.maybeOf(moves.actors(action, concern)) ?? RESIDENTS[0]!);
    const input = moves.input(action, concern, who);
    if (action === 'decide') {
      const old = concern.events.filter(({ type }) => type.startsWith('propose') || type === 'returnTask').at(-1);
      input['proposalId'] = old?.id ?? 'none';
    }
    return { do: 'ask', ask: { who, action, input, requestId: this.requestId() }, isWrong: true };
  }

  private seen = (status: Status, event: string): number => this.counts.get(pairOf(status, event)) ?? 0;
  private unmet = (status: Status, event: string): number => Math.max(0, GOAL - this.seen(status, event)) / GOAL;
  private async promising(at: Snapshot, moves: Moves): Promise<Step | undefined> {
    const concerns = [...at.concerns.values()];
    const pairs = concerns.flatMap((concern) =>
      (Object.keys(EXPECTED[concern.status]) as EventType[]).map((event) => ({ concern, event })),
    );
    const weightOf = ({ concern, event }: (typeof pairs)[number]) =>
      (RARELY.includes(event) ? 0.3 : 1) + 8 * this.unmet(concern.status, event);
    for (let tries = 0; tries < 25; tries += 1) {
      const { concern, event } = this.chance.weighted(pairs, weightOf);
      const step = await this.moveFor({ event, concern }, at, moves);
      if (step) return step;
    }
    return undefined;
  }

  private async moveFor({ event, concern, wants }: Move, at: Snapshot, moves: Moves): Promise<Step | undefined> {
    const action = actionOf(event, concern.status);
    if (event === 'resume' && this.chance.is(0.4)) return this.clockMove(event, concern, at);
    if (!action) return this.clockMove(event, concern, at);
    const actors = await this.actorsFor(action, concern, at, moves);
    const who = this.chance.maybeOf(actors.filter((one) => moves.isFitting(action, concern, one)));
    const input = who && (await this.inputFor(who, action, concern, moves));
    if (!who || !input) return undefined;
    const ask = { who, action, input: { ...input, ...wants }, requestId: this.requestId() };
    const also = this.chance.is(0.07)
      ? this.another(concern, who, moves)
      : action !== 'rateConcern' && this.chance.is(0.75)
        ? this.elsewhere(concern, at, moves)
        : undefined;
    return { do: 'ask', ask, ...this.doubling(), ...(also && { also }) };
  }

  private async look<T>(who: string, action: ActionName, input: Ask['input'] = {}): Promise<T | undefined> {
    const answer = await this.ask({ who, action, input, requestId: 'look-around' });
    return answer.ok ? (answer.data as T) : undefined;
  }

  /** Whoever was drawn to call may have gone since: then the list of somebody else shows the call. */
  private async actorsFor(action: MoveAction, concern: Concern, at: Snapshot, moves: Moves): Promise<string[]> {
    const actors = moves.actors(action, concern);
    const call = ['recordCallback', 'revealForCall'].includes(action) ? waitingCall(concern, at) : undefined;
    if (!call || actors.length) return actors;
    for (const id of STAFF_IDS.filter((one) => isThere(one, at) && mayPhone(one, at))) {
      const seen = await this.look<{ calls: { id: string }[] }>(openidOf(id), 'listCallbacks');
      if (seen?.calls.some((one) => one.id === call._id)) return [openidOf(id)];
    }
    return [];
  }

  /** @returns undefined where it cannot be filled in. */
  private async inputFor(who: string, action: MoveAction, concern: Concern, moves: Moves) {
    const input = moves.input(action, concern, who);
    const on = { concernId: concern.id };
    if (action === 'claimConcern') {
      const handler = moves.actors('showSlip', concern)[0];
      const seen = handler && (await this.look<{ slip?: { code: string } }>(handler, 'showSlip', on));
      return seen && seen.slip ? { ...input, code: seen.slip.code } : undefined;
    }
    if (action !== 'decide' || input['kind'] !== 'objectRouting') return input;
    const seen = await this.look<{ people: { id: string }[] }>(who, 'listCandidates', { ...on, for: 'objection' });
    return { ...input, toId: this.chance.maybeOf(seen?.people ?? [])?.id ?? 's08' };
  }

  /** Somebody else, to the same concern in the same instant. */
  private another(concern: Concern, but: string, moves: Moves): Ask | undefined {
    const { chance } = this;
    const action = actionOf(chance.of(Object.keys(EXPECTED[concern.status]) as EventType[]), concern.status);
    const actors = action && action !== 'claimConcern' ? moves.actors(action, concern) : [];
    const who = chance.maybeOf(actors.filter((one) => one !== but && moves.isFitting(action!, concern, one)));
    return action && who
      ? { who, action, input: moves.input(action, concern, who), requestId: this.requestId() }
      : undefined;
  }

  /** Something rare that leaves the status of another concern as it is, in the same instant. */
  private elsewhere(but: Concern, { concerns }: Snapshot, moves: Moves): Ask | undefined {
    const moving = [...concerns.values()]
      .filter(({ id }) => id !== but.id)
      .flatMap((concern) =>
        (Object.entries(EXPECTED[concern.status]) as [EventType, readonly Status[]][]).flatMap(([event, targets]) => {
          const action = actionOf(event, concern.status);
          const isPlain = targets.every((to) => to === concern.status) && !NOT_ELSEWHERE.includes(event);
          const weight = this.wanting(concern.status, event) ** 3;
          return action && isPlain && weight ? { concern, action, weight } : [];
        }),
      );
    for (let tries = 0; tries < 5 && moving.length; tries += 1) {
      const { concern, action } = this.chance.weighted(moving, ({ weight }) => weight);
      const fitting = moves.actors(action, concern).filter((one) => moves.isFitting(action, concern, one));
      const who = this.chance.maybeOf(fitting);
      if (who) return { who, action, input: moves.input(action, concern, who), requestId: this.requestId() };
    }
    return undefined;
  }

  private clockMove(event: EventType, concern: Concern, { now }: Snapshot): Step | undefined {
    const round = concern.rounds.at(-1)!;
    const decisions = decisionsIn(concern);
    const until = {
      lapseQuestion: concern.question?.answerBy,
      raiseDecision: decisions.find(({ level }) => level !== 'leader')?.decideBy,
      lapseDecision: decisions.find(({ level }) => level === 'leader' || level === 'supervisor')?.decideBy,
      closeRating: round.ratingClosesAt,
      escalate: concern.escalation.nextAt ?? undefined,
      resume: round.finish.dueAt,
    }[event as string];
    if (event === 'recomputeDeadlines')
      return this.isAtYearEnd && (this.knows2027 || concern.isCalendarAssumed) ? this.calendarMove() : undefined;
    if (until === undefined) return undefined;
    const minutes = Math.max(0, Math.ceil((until - now) / MINUTE)) + this.chance.of([0, 0, 1, 45]);
    return { do: 'pass', minutes, ...this.timer() };
  }

  private calendarMove(): Step {
    this.knows2027 = !this.knows2027;
    return { do: 'calendar', isKnown: this.knows2027, ...this.timer() };
  }
}
