/** The figures of a run: how much was accepted, and how often each status has met each event. */
import { EXPECTED, PAIRS, STATUSES } from './expected';
import { pairOf } from './generator';
import type { Played } from './histories';

const LEAST_ACCEPTED = 0.6;
const LEAST_SEEN = 50;
/** Of the full run, in which every pair has to be seen. */
const FULL = { steps: 1000, count: 20 };

const total = (played: readonly Played[], of: 'pairs' | 'targets' | 'refused'): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { tally } of played)
    for (const [name, count] of Object.entries(tally[of])) sums.set(name, (sums.get(name) ?? 0) + count);
  return sums;
};

/** @returns whether it is enough. */
export function print(played: readonly Played[], seconds: number, run: { steps: number; count: number }): boolean {
  const sum = (of: 'steps' | 'asked' | 'accepted') => played.reduce((all, { tally }) => all + tally[of], 0);
  const [steps, asked, accepted] = [sum('steps'), sum('asked'), sum('accepted')];
  const pairs = total(played, 'pairs');
  const events = [...new Set(PAIRS.map(([, event]) => event))];
  console.log(
    `${steps} steps in ${seconds.toFixed(0)} s (${(steps / seconds).toFixed(1)} a second), ${((100 * accepted) / asked).toFixed(0)} % of ${asked} requests accepted`,
  );
  console.log(''.padEnd(20) + STATUSES.map((status) => status.slice(0, 9).padStart(10)).join(''));
  for (const event of events)
    console.log(
      event.padEnd(20) +
        STATUSES.map((status) =>
          (event in EXPECTED[status] ? String(pairs.get(pairOf(status, event)) ?? 0) : '.').padStart(10),
        ).join(''),
    );
  const refused = [...total(played, 'refused')].sort(([, one], [, other]) => other - one);
  console.log(
    `refused most: ${refused
      .slice(0, 14)
      .map(([why, count]) => `${why} ${count}`)
      .join(', ')}`,
  );
  const known = new Map<string, number>();
  for (const [why, count] of played.flatMap((one) => one.known ?? [])) known.set(why, (known.get(why) ?? 0) + count);
  for (const [why, count] of known) console.log(`known, ${count} times: ${why}`);
  const missing = PAIRS.filter(([status, event]) => (pairs.get(pairOf(status, event)) ?? 0) < LEAST_SEEN);
  const isFull = run.steps >= FULL.steps && run.count >= FULL.count;
  if (isFull && missing.length)
    console.log(`seen too rarely: ${missing.map(([status, event]) => `${status} x ${event}`).join(', ')}`);
  if (accepted / asked < LEAST_ACCEPTED) console.log('too little is accepted');
  return accepted / asked >= LEAST_ACCEPTED && !(isFull && missing.length);
}
