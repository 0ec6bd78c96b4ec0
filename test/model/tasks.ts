/** What departments are asked to do for one concern, told again from its events. Source: product.md §2 promises 3 and 9, §6, §8. */
import type { Concern, ConcernEvent } from '../../domain/concern';
import { handlersOf } from './facts';
import { coordinatorsOf, standsInFor, type Around } from './presence';
import type { Fault } from './shadow';
import { Clock, due } from './time';
import type { Snapshot } from './world';

type Told = {
  liaisonId: string;
  isLead: boolean;
  by: string;
  clock: Clock;
  isAcknowledged: boolean;
  /** Its return waits for a decision. */
  returning: { by: string; decideBy: number } | undefined;
  /** Its return was refused once. */
  isSettled: boolean;
  ended: { by: string; how: string } | undefined;
};

/** By when a department can be told to have done it. */
export const TASK_LIMITS = {
  h4: { unit: 'clockHours', amount: 4 },
  d1: { unit: 'workingDays', amount: 1 },
  d3: { unit: 'workingDays', amount: 3 },
  d5: { unit: 'workingDays', amount: 5 },
  d10: { unit: 'workingDays', amount: 10 },
  d20: { unit: 'workingDays', amount: 20 },
} as const;
const WORKING_DAY = TASK_LIMITS.d1;
const three = (what: string): Fault => ({ promise: '3', what });
const nine = (what: string): Fault => ({ promise: '9', what });

/** About one task alone. */
export const isOfTask = ({ data }: ConcernEvent): boolean => data?.['taskId'] !== undefined;

export class Tasks {
  private readonly told = new Map<string, Told>();

  get open(): Told[] {
    return [...this.told.values()].filter(({ ended }) => !ended);
  }
  get lead(): Told | undefined {
    return this.open.find(({ isLead }) => isLead);
  }
  clockOf = (taskId: string): Clock | undefined => this.told.get(taskId)?.clock;
  /** Saw to any of them, done or not: their word about the result is no verification. */
  isHandler = (staffId: string): boolean =>
    [...this.told.values()].some(
      ({ liaisonId, ended }) => liaisonId === staffId || (ended?.how === 'completed' && ended.by === staffId),
    );

  /** @param concern as it stood before. @returns what must not be. */
  *hear(event: ConcernEvent, concern: Concern, around: Around): Generator<Fault> {
    const { type, at, by } = event;
    if (type === 'dispatchTask') return yield* this.dispatched(event, concern, around);
    if (type === 'withdraw') for (const task of this.open) this.end(task, by, 'lapsed');
    if (type === 'recomputeDeadlines') for (const { clock } of this.open) clock.recount(around.town.calendar);
    if (['proposeClosing', 'closeWithLead'].includes(type) && this.open.length)
      yield three(`${type} with ${this.open.length} open tasks`);
    if (type === 'link' && this.open.length) yield { promise: '10', what: 'linked with an open task' };
    if (!isOfTask(event) || type === 'escalate') return;
    const task = this.told.get(String(event.data!['taskId']));
    if (!task || task.ended) return yield three(`${type} of a task that is ${task?.ended?.how ?? 'none'}`);
    if (['acknowledgeTask', 'returnTask', 'completeTask'].includes(type))
      if (!handlersOf(task, concern, around).includes(by)) yield three(`${type} by ${by}, it is ${task.liaisonId}'s`);
    switch (type) {
      case 'acknowledgeTask':
        if (task.isAcknowledged) yield three('acknowledged twice');
        task.isAcknowledged = true;
        break;
      case 'returnTask':
        if (task.returning) yield nine('returned while its return is pending');
        if (task.isSettled) yield nine('returned again after a refusal');
        task.returning = { by, decideBy: due(at, WORKING_DAY, around.town.calendar) };
        break;
      case 'completeTask':
      case 'recallTask':
        if (event.data!['isInTime'] !== at <= task.clock.dueAt)
          yield { promise: '8', what: `${type}, in time: ${event.data!['isInTime']}` };
        this.end(task, by, type === 'completeTask' ? 'completed' : 'recalled');
        break;
      default:
        yield* this.decided(event, task, concern, around);
    }
  }

  private end(task: Told, by: string, how: string): void {
    task.ended = { by, how };
    task.returning = undefined;
  }

  private *dispatched({ id, at, by, data = {} }: ConcernEvent, concern: Concern, around: Around): Generator<Fault> {
    const [liaisonId, isLead, dueAt] = [String(data['liaisonId']), data['role'] === 'lead', data['dueAt']];
    const { calendar } = around.town;
    if (this.open.some((task) => task.liaisonId === liaisonId)) yield three(`${liaisonId} has two open tasks`);
    if (isLead && this.lead) yield three(`${liaisonId} leads besides ${this.lead.liaisonId}`);
    const wasReturned = [...this.told.values()].some(
      (task) => task.liaisonId === liaisonId && task.ended?.how === 'returned',
    );
    if (wasReturned && !coordinatorsOf(concern, around).includes(by))
      yield nine(`${liaisonId} returned it, and ${by} asks again`);
    const limit = Object.values(TASK_LIMITS).find((one) => due(at, one, calendar) === dueAt);
    if (!limit) yield { promise: '8', what: `a task is due at ${String(dueAt)}` };
    const clock = new Clock(at, limit ?? WORKING_DAY, calendar);
    const rest = { isAcknowledged: false, returning: undefined, isSettled: false, ended: undefined };
    this.told.set(id, { liaisonId, isLead, by, clock, ...rest });
  }

  private *decided(
    { type, at, by, data = {} }: ConcernEvent,
    task: Told,
    concern: Concern,
    around: Around,
  ): Generator<Fault> {
    const { returning } = task;
    if (!returning) return yield nine(`${type} of a return that nobody asked for`);
    if (data['kind'] !== 'taskReturn') yield nine(`${type} of a return says ${String(data['kind'])}`);
    const isLate = at >= returning.decideBy;
    switch (type) {
      case 'raiseDecision':
        if (!isLate) yield nine('a return is raised before the working day is over');
        returning.decideBy = due(at, WORKING_DAY, around.town.calendar);
        return;
      case 'lapseDecision':
        if (!isLate) yield nine('a return lapses before the working day is over');
        break;
      case 'takeBack':
        if (by !== returning.by) yield nine(`${by} takes back what ${returning.by} asked for`);
        break;
      case 'decide':
        if (
          [returning.by, task.by, concern.ownerId, standsInFor(task.liaisonId, around)].includes(by) ||
          this.isHandler(by)
        )
          yield nine(`${by} decides about a return in which they have a part`);
        break;
      default:
        yield nine(`${type} of a return`);
    }
    if (type === 'decide' && data['agrees'] === true) return this.end(task, by, 'returned');
    task.returning = undefined;
    task.isSettled = type !== 'takeBack';
  }

  /** What is stored says the same. */
  *compare({ tasks = [] }: Concern): Generator<Fault> {
    const told = [...this.told].map(([id, { liaisonId, isLead, by, clock, returning, ended, ...task }]) => {
      const { isAcknowledged, isSettled } = task;
      const asked = [returning?.by, returning?.decideBy, isSettled, ended?.by, ended?.how];
      return [id, liaisonId, isLead, by, clock.dueAt, isAcknowledged, ...asked].join(' ');
    });
    const stored = tasks.map(({ id, liaisonId, role, dispatchedBy, deadline, returning, ended, ...task }) => {
      const asked = [returning?.proposedBy, returning?.decideBy, task.isSettled === true, ended?.by, ended?.how];
      const isAcknowledged = task.acknowledgedAt !== undefined;
      return [id, liaisonId, role === 'lead', dispatchedBy, deadline.dueAt, isAcknowledged, ...asked].join(' ');
    });
    if (told.join('; ') !== stored.join('; '))
      yield three(`the tasks are ${stored.join('; ')}, the events say ${told.join('; ')}`);
  }
}

/** The list of each department follows from its concerns. */
export function* checkTaskRows({ concerns, tasks }: Pick<Snapshot, 'concerns' | 'tasks'>): Generator<Fault> {
  const expected = [...concerns.values()].flatMap((concern) =>
    (concern.tasks ?? []).map(({ id, liaisonId, deadline, ended, returning }) =>
      [id, concern.id, liaisonId, !ended, deadline.dueAt, returning?.decider ?? null, returning?.decideBy ?? null].join(
        ' ',
      ),
    ),
  );
  const listed = tasks.map(({ _id, concernId, liaisonId, isOpen, dueAt, decider, decideBy }) =>
    [_id, concernId, liaisonId, isOpen, dueAt, decider, decideBy].join(' '),
  );
  for (const row of expected) if (!listed.includes(row)) yield three(`no department's list says ${row}`);
  if (listed.length !== expected.length) yield three(`${listed.length} rows of tasks, not ${expected.length}`);
}
