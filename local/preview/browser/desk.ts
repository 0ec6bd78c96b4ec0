/** Several phones lie on one desk (three-phones.ts): one tells the others when it may have written something. */
import { setClockOffset } from './clock';
import type { Router } from './router';

export type DeskMessage = { kind: 'called' } | { kind: 'pick-up'; offsetMs: number };

/** Calls that follow a touch within this time are taken for the person's doing. */
const TOUCH_MATTERS_MS = 10_000;
let touchedAt = -Infinity;

/**
 * Calls made because a phone was picked up are not announced: two phones would wake each other for ever.
 * @returns whether the person did something lately that this call may follow from.
 */
export const isPersonsDoing = (): boolean => performance.now() - touchedAt < TOUCH_MATTERS_MS;

export function announceCall(): void {
  if (window.parent !== window) window.parent.postMessage({ kind: 'called' } satisfies DeskMessage, location.origin);
}

export function connectToDesk(router: Router): void {
  for (const type of ['pointerdown', 'keydown'] as const)
    document.addEventListener(type, () => (touchedAt = performance.now()), true);
  window.addEventListener('message', ({ data, origin }: MessageEvent<DeskMessage>) => {
    if (origin !== location.origin || data.kind !== 'pick-up') return;
    touchedAt = -Infinity;
    setClockOffset(data.offsetMs);
    router.pickUp();
  });
}
