/** One concern told again from its events alone: its clocks, its owner, whose turn it is, what was escalated. */
import type { Concern, ConcernEvent } from '../../domain/concern';
import type { Category } from '../../domain/town';
import { OPEN } from './expected';
import { coordinatorsOf, type Around } from './presence';
import { isOfTask, Tasks } from './tasks';
import { Clock, due } from './time';
import { DAY } from './town';

type Round = { finish: Clock; stages: { label: string; clock: Clock; isDone: boolean }[]; questions: number };
type Pending = { kind: string; id: string; by: string; data: NonNullable<ConcernEvent['data']>; decideBy: number };
export type Fault = { promise: string; what: string };

const WORKING_DAY = { unit: 'workingDays', amount: 1 } as const;
const KINDS: Partial<Record<ConcernEvent['type'], string>> = {
  proposeClosing: 'closing',
  proposeDefer: 'defer',
  proposeExtension: 'extend',
  proposeHandover: 'handover',
  objectRouting: 'objectRouting',
};

export class Shadow {
  firstContact!: Clock;
  isContacted = false;
  rounds: Round[] = [];
  question: { askedAt: number; answerBy: number } | null = null;
  pending: Pending | null = null;
  ownerId = '';
  ownerChanges = 0;
  status: Concern['status'] = 'assigned';
  readonly tasks = new Tasks();
  /** Milliseconds for each holder, and for open time as a whole. */
  held: Record<string, number> = {};
  openTime = 0;
  private isFollowUp = false;
  private categoryId = '';
  private communityId: string | undefined;
  private openedAt = 0;
  private lastAt = 0;
  private withdrawnAt = 0;
  private agreements = 0;
  private promises = 0;
  private escalated = new Map<string, number[]>();

  private get round(): Round {
    return this.rounds.at(-1)!;
  }

  holder(): string | null {
    if (this.status === 'awaitingResident' || this.status === 'rating') return 'resident';
    if (!OPEN.includes(this.status)) return null;
    const { lead } = this.tasks;
    if (this.pending ?? lead?.returning) return 'decider';
    return lead && this.status === 'handling' ? 'department' : 'owner';
  }

  /** Lets time pass until `at`. */
  until(at: number): void {
    const holder = this.holder();
    const passed = at - this.lastAt;
    if (holder) this.held[holder] = (this.held[holder] ?? 0) + passed;
    if (OPEN.includes(this.status) || this.status === 'rating') this.openTime += passed;
    this.lastAt = at;
  }

  /** @param concern as it stood before. @param origin what it follows up. @returns what must not be. */
  *hear(event: ConcernEvent, concern: Concern, around: Around, origin?: Shadow): Generator<Fault> {
    const { town } = around;
    const { calendar } = town;
    const { type, at, by, data = {}, from, to } = event;
    if (this.rounds.length && at < this.lastAt) yield { promise: '9', what: `${type} lies before the event before it` };
    if (this.rounds.length) {
      if (from !== this.status) yield { promise: '5', what: `${type} says from ${from}, it was ${this.status}` };
      this.until(at);
    }
    const placed = {
      ...concern,
      place: { ...concern.place, communityId: this.communityId },
      categoryId: this.categoryId,
    };
    yield* this.tasks.hear(event, placed, around);
    const kind = KINDS[type];
    if (kind && OPEN.includes(to)) {
      if (this.pending) yield { promise: '2', what: `${type} while ${this.pending.kind} is pending` };
      this.pending = { kind, id: event.id, by, data, decideBy: due(at, WORKING_DAY, calendar) };
    }
    this.status = to;
    if (isOfTask(event) && type !== 'escalate') return;
    switch (type) {
      case 'submitConcern':
      case 'recordConcern':
        this.open(event, concern, around);
        break;
      case 'recordFirstContact':
        this.isContacted = true;
        break;
      case 'reply':
        if (from === 'assigned') this.isContacted = true;
        break;
      case 'disputeContact':
        this.isContacted = false;
        break;
      case 'askResident': {
        const limits = [this.round.finish.limit, { ...WORKING_DAY, amount: 5 }];
        this.question = { askedAt: at, answerBy: Math.min(...limits.map((limit) => due(at, limit, calendar))) };
        this.round.questions += 1;
        if (this.round.questions > 2) yield { promise: '8', what: 'asked more than twice in a round' };
        break;
      }
      case 'answer':
      case 'lapseQuestion':
        this.answered(at, around);
        break;
      case 'withdraw':
        if (this.question) this.answered(at, around);
        this.withdrawnAt = at;
        this.pending = null;
        break;
      case 'closeWithLead': // whatever was asked for meanwhile lapses
        this.pending = null;
        break;
      case 'undoWithdraw': {
        const pause = { from: this.withdrawnAt, to: at };
        if (at > this.withdrawnAt + 30 * DAY) yield { promise: '6', what: 'a withdrawal undone after 30 days' };
        if (!this.isContacted) this.firstContact.pause(pause, calendar);
        this.pauseRound(pause, around);
        break;
      }
      case 'completeStage': {
        const stage = this.round.stages.find(({ label, isDone }) => label === data['label'] && !isDone);
        if (stage) stage.isDone = true;
        else yield { promise: '5', what: `stage ${data['label']} was done or is none` };
        break;
      }
      case 'correctPlace':
        this.communityId = data['communityId'] as string | undefined;
        break;
      case 'correctCategory': {
        this.categoryId = String(data['to']);
        const { communityId } = this;
        const coordinators = coordinatorsOf({ ...concern, place: { ...concern.place, communityId } }, around);
        this.round.finish.relimit(this.limitNow(around), calendar, coordinators.includes(by));
        if (this.rounds.length === 1 && !this.isFollowUp) this.round.stages = this.stagesFrom(this.openedAt, around);
        break;
      }
      case 'plan':
        this.promises += 1;
        break;
      case 'resume':
        break;
      case 'decide':
        yield* this.decided(event, around);
        break;
      case 'takeBack':
      case 'lapseDecision':
        if (!this.pending) yield { promise: '2', what: `${type} of nothing` };
        this.pending = null;
        break;
      case 'raiseDecision':
        if (!this.pending) yield { promise: '2', what: 'nothing to raise' };
        else if (at < this.pending.decideBy) yield { promise: '2', what: 'raised before the working day is over' };
        else this.pending.decideBy = due(at, WORKING_DAY, calendar);
        break;
      case 'orderHandover':
        this.owned(String(data['toId']));
        if (this.pending && ['handover', 'objectRouting'].includes(this.pending.kind)) this.pending = null;
        break;
      case 'followUp':
        this.open(event, concern, around);
        this.isFollowUp = true;
        this.ownerId = concern.certificates[0]!.ownerId;
        this.rounds = [{ finish: origin!.nextFinish(at, calendar), stages: [], questions: 0 }];
        break;
      case 'reopen':
      case 'rate':
      case 'callback':
      case 'supersedeCallback':
        if (to === 'handling') this.reopen(at, around);
        break;
      case 'recomputeDeadlines':
        this.firstContact.recount(calendar);
        this.round.finish.recount(calendar);
        for (const { clock } of this.round.stages) clock.recount(calendar);
        break;
      case 'escalate':
        yield* this.escalate(event);
        break;
    }
    if (type === 'proposeHandover' && by !== this.ownerId)
      yield { promise: '3', what: `${by} hands over what is ${this.ownerId}'s` };
  }

  private category({ town }: Around): Category {
    return town.categories.find(({ id }) => id === this.categoryId)!;
  }

  private stagesFrom(at: number, around: Around): Round['stages'] {
    return (this.category(around).stages ?? []).map(({ label, limit }) => ({
      label,
      clock: new Clock(at, limit, around.town.calendar),
      isDone: false,
    }));
  }

  private open({ at, to, data = {} }: ConcernEvent, { categoryId, place }: Concern, around: Around): void {
    this.categoryId = categoryId;
    this.communityId = place.communityId;
    this.openedAt = at;
    this.lastAt = at;
    this.ownerId = String(data['ownerId']);
    this.isContacted = to === 'handling'; // heard in person
    const { firstContact, finish } = this.category(around);
    this.firstContact = new Clock(at, firstContact, around.town.calendar);
    const stages = this.stagesFrom(at, around);
    this.rounds = [{ finish: new Clock(at, finish, around.town.calendar), stages, questions: 0 }];
  }

  /** Of the category; after a reopening half of it. */
  private limitNow(around: Around): Clock['limit'] {
    const { finish } = this.category(around);
    const { filedAt } = this.round.finish;
    return this.rounds.length === 1 && !this.isFollowUp
      ? finish
      : halfAfter(filedAt, finish, around.town.calendar).limit;
  }

  private reopen(at: number, { town }: Around): void {
    this.rounds.push({ finish: this.nextFinish(at, town.calendar), stages: [], questions: 0 });
    this.agreements = 0;
  }

  /** Half the first limit; a follow-up began with the half. */
  private nextFinish(at: number, calendar: Around['town']['calendar']): Clock {
    const { limit } = this.rounds[0]!.finish;
    return this.isFollowUp ? new Clock(at, limit, calendar) : halfAfter(at, limit, calendar);
  }

  private answered(at: number, around: Around): void {
    const { askedAt, answerBy } = this.question!;
    this.pauseRound({ from: askedAt, to: Math.min(at, answerBy) }, around);
    this.question = null;
  }

  private pauseRound(pause: { from: number; to: number }, { town }: Around): void {
    this.round.finish.pause(pause, town.calendar);
    for (const { clock, isDone } of this.round.stages) if (!isDone) clock.pause(pause, town.calendar);
  }

  owned(staffId: string): void {
    this.ownerId = staffId;
    this.ownerChanges += 1;
  }

  private *decided({ by, data = {}, at }: ConcernEvent, { town }: Around): Generator<Fault> {
    const { pending } = this;
    this.pending = null;
    if (!pending) return yield { promise: '2', what: 'decided on nothing' };
    if (pending.kind !== data['kind']) yield { promise: '2', what: `${pending.kind} was pending, not ${data['kind']}` };
    if (pending.by === by) yield { promise: '2', what: `${by} decides on their own proposal` };
    if (by === this.ownerId) yield { promise: '2', what: `${by} decides about what they own` };
    if (pending.kind === 'closing' && this.tasks.isHandler(by))
      yield { promise: '2', what: `${by} verifies what their department was asked to do` };
    if (data['agrees'] !== true) return;
    if (pending.kind === 'extend') {
      this.round.finish.extend(Number(pending.data['days']), town.calendar);
      this.agreements += 1;
    }
    if (pending.kind === 'defer') {
      this.round.finish.promise(Number(pending.data['until']));
      this.agreements += 1;
      this.promises += 1;
      this.question = null;
    }
    if (pending.kind === 'handover' && data['toId'] !== pending.data['toId'])
      yield { promise: '3', what: `asked ${pending.data['toId']}, given to ${data['toId']}` };
    if (pending.kind === 'handover' || pending.kind === 'objectRouting') this.owned(String(data['toId']));
    void at;
  }

  private *escalate({ at, data = {} }: ConcernEvent): Generator<Fault> {
    const { of, step, dueAt } = data;
    const run =
      of === 'finish'
        ? `${this.rounds.length}.${this.agreements}`
        : of === 'stage'
          ? this.rounds.length
          : of === 'update'
            ? this.promises
            : of === 'task'
              ? String(data['taskId'])
              : '';
    const key = `${of} ${run}`;
    if (of === 'task' && this.tasks.clockOf(String(data['taskId']))?.dueAt !== dueAt)
      yield { promise: 'escalation', what: `${key} is not due at ${String(dueAt)}` };
    const steps = this.escalated.get(key) ?? [];
    const most = of === 'stage' ? this.round.stages.length : 1;
    if (steps.filter((taken) => taken === step).length >= most)
      yield { promise: 'escalation', what: `${step}% of ${key} was taken before` };
    if (most === 1 && steps.some((taken) => taken > Number(step)))
      yield { promise: 'escalation', what: `${step}% of ${key} after a higher one` };
    if (Number(step) >= 100 && at < Number(dueAt)) yield { promise: 'escalation', what: `${key} is not over yet` };
    if (Number(step) < 100 && at >= Number(dueAt)) yield { promise: 'escalation', what: `${key} is over already` };
    this.escalated.set(key, [...steps, Number(step)]);
  }
}

/** Half the limit, rounded up, at least a working day. */
function halfAfter(at: number, { unit, amount }: Clock['limit'], calendar: Around['town']['calendar']): Clock {
  const clocks = [{ unit, amount: Math.ceil(amount / 2) }, WORKING_DAY].map((limit) => new Clock(at, limit, calendar));
  return clocks.sort((one, other) => other.dueAt - one.dueAt)[0]!;
}
