/** The time of the whole cloud. Functions read it from shared memory through their `Date`. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far the clock is ahead of the machine's, in milliseconds. */
  offsetMs(): number;
  /** Runs again, `offsetMs` ahead of the machine's clock. */
  set(to: { offsetMs: number }): void;
  /** Stands still at this instant: for tests. */
  fixAt(ms: number): void;
  /** [offset in ms, instant it stands still at or NaN]: what runner.cjs reads. */
  readonly shared: Float64Array;
}

export function createClock(offsetMs = 0): Clock {
  const shared = new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT));
  const [OFFSET, FIXED] = [0, 1] as const;
  const clock: Clock = {
    shared,
    now() {
      const fixed = shared[FIXED] ?? NaN;
      return Number.isNaN(fixed) ? Date.now() + (shared[OFFSET] ?? 0) : fixed;
    },
    offsetMs() {
      return Number.isNaN(shared[FIXED]) ? (shared[OFFSET] ?? 0) : clock.now() - Date.now();
    },
    set(to) {
      shared[OFFSET] = to.offsetMs;
      shared[FIXED] = NaN;
    },
    fixAt(ms) {
      shared[FIXED] = ms;
    },
  };
  clock.set({ offsetMs });
  return clock;
}
