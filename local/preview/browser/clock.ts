/** The demo can be moved forward in time. The phones' clocks go with it, as real ones would. */
const RealDate = Date;
let offsetMs = 0;

export const realNow = (): number => RealDate.now();

export function setClockOffset(offset: number): void {
  offsetMs = offset;
}

/** A proxy, not a subclass: `Date()` without `new` and `instanceof Date` must go on working. */
const DemoDate = new Proxy(RealDate, {
  construct: (target, parts: [number]) => (parts.length ? new target(...parts) : new target(target.now() + offsetMs)),
  get: (target, name) => (name === 'now' ? () => target.now() + offsetMs : (Reflect.get(target, name) as unknown)),
});

/** @returns how far the demo is ahead of now; 0 where no local cloud answers. */
export async function readClockOffset(): Promise<number> {
  const response = await fetch('/local/clock').catch(() => undefined);
  if (!response?.ok) return 0;
  return ((await response.json()) as { offsetMs: number }).offsetMs;
}

export async function followDemoClock(): Promise<void> {
  setClockOffset(await readClockOffset());
  globalThis.Date = DemoDate;
}
