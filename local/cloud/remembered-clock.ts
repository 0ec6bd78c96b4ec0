import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Clock } from './clock';

/** A clock that keeps its offset in a file, so that a restarted cloud does not fall back in time. */
export function rememberedClock(clock: Clock, file: string): Clock {
  if (existsSync(file)) {
    const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number };
    clock.set({ offsetMs });
  }
  return {
    ...clock,
    set(to) {
      clock.set(to);
      writeFileSync(file, JSON.stringify({ offsetMs: to.offsetMs }));
    },
  };
}
