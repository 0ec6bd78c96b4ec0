import type { Clock } from './clock';
import { isDue, parseCron } from './cron';

export interface Timer {
  functionName: string;
  cron: string;
}

/** Seconds that a busy machine may fall behind and still catch up. */
const CATCH_UP_SECONDS = 120;

/**
 * Starts timers by the cloud's clock, looking once a second. Moving the clock fires nothing: what lay between is skipped.
 * @returns what stops them
 */
export function runTimers(timers: Timer[], clock: Clock, fire: (functionName: string) => void): () => void {
  const parsed = timers.map(({ functionName, cron }) => ({ functionName, cron: parseCron(cron) }));
  let seen = { second: secondOf(clock.now()), offsetMs: clock.offsetMs() };
  const look = () => {
    const now = { second: secondOf(clock.now()), offsetMs: clock.offsetMs() };
    const wasMoved = now.offsetMs !== seen.offsetMs || now.second - seen.second > CATCH_UP_SECONDS;
    for (let second = seen.second + 1; !wasMoved && second <= now.second; second++)
      for (const { functionName, cron } of parsed) if (isDue(cron, second * 1000)) fire(functionName);
    seen = now;
  };
  const interval = setInterval(look, 1000);
  return () => clearInterval(interval);
}

const secondOf = (ms: number) => Math.floor(ms / 1000);
