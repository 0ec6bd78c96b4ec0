/** More people look at a concern the longer it takes; nobody is taken off it. Source: product.md §6. */
import type { Concern } from './concern';
import { openTasksIn } from './tasks';
import { DAY, type Instant } from './time';

/** Percent of the time between start and deadline: owner, then the coordinator, the supervisor, the leader too. */
export const STEPS = [50, 80, 100, 150] as const;
export type Step = (typeof STEPS)[number];

/** What runs out: the first contact, a stage, the finish, the word that was promised, or a department's task. */
export type ClockKind = 'firstContact' | 'stage' | 'finish' | 'update' | 'task';
export const CLOCK_LABELS: Record<ClockKind, string> = {
  firstContact: '首次联系',
  stage: '阶段',
  finish: '办结',
  update: '答应告知进展',
  task: '部门任务',
};
/** `key` changes when the clock starts anew: another round, an agreed extension, another promise. */
export type Clock = { key: string; kind: ClockKind; startsAt: Instant; dueAt: Instant; taskId?: string };

/** Longer with the same people is too long; source: product.md §8, "overdue and stuck". About five working days. */
export const STUCK_AFTER = 7 * DAY;

/** `steps`: the last one taken, by clock. `reached`: the highest of the clocks that run. `nextAt`: when the timer looks again. */
export type Escalation = { steps: Record<string, Step>; reached: Step | 0; nextAt: Instant | null };

type Escalated = Pick<Concern, 'status' | 'firstContact' | 'rounds' | 'tasks' | 'escalation'>;

/** The clocks that run against the owner and departments now; none while the resident, a verifier or nobody has the ball. */
export function clocksOf(concern: Omit<Escalated, 'escalation'>): Clock[] {
  const { status, firstContact, rounds } = concern;
  const ofTasks = openTasksIn(concern).map(({ id, deadline: { startsAt, dueAt } }): Clock => {
    return { key: `task-${id}`, kind: 'task', startsAt, dueAt, taskId: id };
  });
  if (status === 'assigned') {
    const { startsAt, dueAt } = firstContact.deadline;
    return [{ key: 'firstContact', kind: 'firstContact', startsAt, dueAt }, ...ofTasks];
  }
  if (status !== 'handling' && status !== 'deferred') return [];
  const { finish, stages, promise } = rounds.at(-1)!;
  const round = rounds.length;
  const agreed = (finish.extensions?.length ?? 0) + (finish.promised ? `p${finish.promised.for}` : '');
  const clocks: Clock[] = [
    { key: `finish-${round}-${agreed}`, kind: 'finish', startsAt: finish.startsAt, dueAt: finish.dueAt },
  ];
  stages.forEach(({ deadline: { startsAt, dueAt }, doneAt }, index) => {
    if (doneAt === undefined) clocks.push({ key: `stage-${round}-${index}`, kind: 'stage', startsAt, dueAt });
  });
  if (promise) {
    const { madeAt, nextUpdateAt } = promise;
    clocks.push({ key: `update-${madeAt}`, kind: 'update', startsAt: madeAt, dueAt: nextUpdateAt });
  }
  return [...clocks, ...ofTasks];
}

export const stepAt = ({ startsAt, dueAt }: Pick<Clock, 'startsAt' | 'dueAt'>, step: Step): Instant =>
  startsAt + Math.ceil(((dueAt - startsAt) * step) / 100);

/** The steps of a clock that have not been taken. */
const stepsLeft = ({ key }: Clock, steps: Escalation['steps']): Step[] =>
  STEPS.filter((step) => step > (steps[key] ?? 0));

/** How it stands after a change; what was taken of clocks that stand still is remembered. */
export function escalationOf(concern: Escalated): Escalation {
  const { steps } = concern.escalation;
  const clocks = clocksOf(concern);
  const next = clocks.flatMap((clock) => stepsLeft(clock, steps).map((step) => stepAt(clock, step)));
  const reached = clocks.map(({ key }) => steps[key] ?? 0);
  return {
    steps,
    reached: Math.max(0, ...reached) as Step | 0,
    nextAt: next.length ? Math.min(...next) : null,
  };
}

/**
 * The highest step of a clock that has come by `now`; steps that a late timer has missed are taken together with it.
 * Undefined when nothing is to be done.
 */
export function stepDue(concern: Escalated, now: Instant): { clock: Clock; step: Step } | undefined {
  const due = clocksOf(concern).flatMap((clock) => {
    const step = stepsLeft(clock, concern.escalation.steps)
      .filter((left) => stepAt(clock, left) <= now)
      .at(-1);
    return step ? [{ clock, step }] : [];
  });
  return due.sort((one, other) => other.step - one.step)[0];
}
