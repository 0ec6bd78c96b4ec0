/** Plays one seed: histories of at most 80 steps, each in a town of its own, held against the promises all along. */
import { Chance } from './chance';
import { Checker, violate, Violation } from './checker';
import { Generator, pairOf, type Counts } from './generator';
import { isNotSolved } from './facts';
import { probe, staffViews } from './probe';
import { checkFigures } from './recount';
import { HOUR } from './town';
import { Failed, World, type History, type Snapshot, type Step } from './world';

export const MOST_STEPS = 80;
/** Moments in Beijing: in July, before 国庆节, before 春节, twice before a year that has no calendar yet. */
const STARTS = ['2026-07-08T10:00', '2026-09-28T15:30', '2026-02-12T09:00', '2026-12-15T10:00', '2026-12-22T16:00'].map(
  (moment) => Date.parse(`${moment}:00Z`) - 8 * HOUR,
);

export type Tally = {
  steps: number;
  asked: number;
  accepted: number;
  pairs: Record<string, number>;
  targets: Record<string, number>;
  refused: Record<string, number>;
};
export type Failure = { seed: number; history: History; promise: string; message: string; concernId?: string };
export type Played = { seed: number; tally: Tally; failure?: Failure; known?: [string, number][] };

const isAtYearEnd = (startsAt: number) => startsAt >= STARTS[3]!;

export async function playSeed(world: World, seed: number, steps: number): Promise<Played> {
  const chance = new Chance(seed * 7919 + 13);
  const counts: Counts = new Map();
  const tally: Tally = { steps: 0, asked: 0, accepted: 0, pairs: {}, targets: {}, refused: {} };
  for (let played = 0, index = 0; tally.steps < steps; index += 1) {
    const startsAt = STARTS[(seed + index) % STARTS.length]!;
    const history: History = { startsAt, hasPushes: (seed + index) % 7 === 0, steps: [] };
    await world.begin(history);
    let at = world.snapshot();
    const checker = new Checker(at);
    const seen = new Set<string>();
    const generator = new Generator(
      chance,
      counts,
      world.ask,
      `s${seed}h${index}`.padEnd(8, '-'),
      isAtYearEnd(startsAt),
    );
    try {
      for (played = 0; played < MOST_STEPS && tally.steps < steps; played += 1) {
        const step = await generator.next(at);
        history.steps.push(step);
        at = await playStep(world, checker, step, tally, counts, seen);
      }
      await settle(world, checker, tally, counts);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const { promise, message, concernId } = error;
      return { seed, tally, failure: { seed, history, promise, message, ...(concernId && { concernId }) } };
    }
  }
  return { seed, tally };
}

async function playStep(
  world: World,
  checker: Checker,
  step: Step,
  tally: Tally,
  counts: Counts,
  seen: Set<string>,
): Promise<Snapshot> {
  const rated = step.do === 'ask' && step.ask.action === 'rateConcern' && !step.also;
  const concern = rated ? checker.latest.concerns.get(String(step.ask.input['concernId'])) : undefined;
  const seenBefore = concern && (await staffViews(world, concern, checker.latest));
  const outcomes = await world.take(step).catch((error: unknown) => {
    throw error instanceof Failed ? new Violation('2', error.message) : error;
  });
  const after = world.snapshot();
  const answer = concern && after.concerns.get(concern.id)!.events.at(-1)!;
  const isSecret = answer?.type === 'rate' && answer.to === 'rating' && !isNotSolved(answer);
  if (isSecret && seenBefore !== (await staffViews(world, concern!, after)))
    violate('6', 'staff can see that somebody has answered', concern!.id);
  const happened = checker.check(step, outcomes, after);
  tally.steps += 1;
  for (const { answer, ask } of outcomes) {
    tally.asked += 1;
    if (answer.ok) tally.accepted += 1;
    else {
      const why = `${ask.action} ${answer.code}${step.do === 'ask' && step.isWrong ? ' (wrong)' : ''}`;
      tally.refused[why] = (tally.refused[why] ?? 0) + 1;
    }
  }
  for (const [status, { type, to }] of happened) {
    const pair = pairOf(status, type);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    tally.pairs[pair] = (tally.pairs[pair] ?? 0) + 1;
    tally.targets[`${pair} ${to}`] = (tally.targets[`${pair} ${to}`] ?? 0) + 1;
  }
  if (tally.steps % 5 === 0) await probe(world, after, seen);
  return after;
}

/** The timer runs until it finds nothing more to do; then everything is held against the promises. */
async function settle(world: World, checker: Checker, tally: Tally, counts: Counts): Promise<void> {
  const timer: Step = { do: 'timer', times: 1, isParallel: false };
  let end = world.snapshot();
  for (let runs = 0, events = -1; runs < 12; runs += 1) {
    end = await playStep(world, checker, timer, { ...tally }, counts, new Set());
    const now = [...end.concerns.values()].reduce((sum, concern) => sum + concern.events.length, 0);
    if (now === events) break;
    events = now;
  }
  await probe(world, end, new Set());
  checker.checkEnd(end);
  for await (const { promise, what } of checkFigures(world, end)) violate(promise, what);
}

/** Plays a history as it is written. @returns what fails, or undefined. */
export async function replay(world: World, history: History): Promise<Violation | undefined> {
  const tally: Tally = { steps: 0, asked: 0, accepted: 0, pairs: {}, targets: {}, refused: {} };
  await world.begin(history);
  const checker = new Checker(world.snapshot());
  const seen = new Set<string>();
  try {
    for (const step of history.steps) await playStep(world, checker, step, tally, new Map(), seen);
    await settle(world, checker, tally, new Map());
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
}
