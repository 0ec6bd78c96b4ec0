import type { Concern, ConcernEvent } from '../../../domain/concern';

/** The answer of most writes: where the concern stood after this event. */
export const moved = (_concern: Concern, { to }: ConcernEvent) => ({ status: to });
