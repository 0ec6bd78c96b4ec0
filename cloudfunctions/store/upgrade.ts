/** What an older version wrote, as this one reads it; nothing is changed in the database. */
import type { Concern, ConcernEvent } from '../../domain/concern';

type First = Omit<Concern, 'events'> & { events: (Omit<ConcernEvent, 'type'> & { type: string })[] };

export function upgraded<T extends Concern | undefined>(concern: T): T {
  if (concern === undefined) return concern;
  const current = (concern.v as number) > 1 ? concern : fromFirst(concern);
  const { decision } = current;
  // For a while it was left out where nobody was barred.
  return decision ? { ...current, decision: { ...decision, barred: decision.barred ?? [] } } : current;
}

function fromFirst<T extends Concern>(concern: T): T {
  const { events, rounds, decision, ...rest } = concern as unknown as First;
  return {
    ...rest,
    v: 2,
    ball: rest.ball ?? { holder: 'owner', staffId: rest.ownerId, since: rest.openedAt },
    escalation: rest.escalation ?? { steps: {}, reached: 0, nextAt: null },
    rounds: rounds.map((round) => ({ ...round, stages: round.stages ?? [], questions: round.questions ?? 0 })),
    decision: decision && {
      ...decision,
      closing: rounds.at(-1)!.closing!.kind,
      level: decision.level ?? 'coordinator',
      eventId: decision.eventId ?? rounds.at(-1)!.closing!.eventId,
      proposedAt: decision.proposedAt ?? rounds.at(-1)!.closing!.proposedAt,
    },
    events: events.map((event) =>
      event.type === 'decideClosing' ? { ...event, type: 'decide', data: { ...event.data, kind: 'closing' } } : event,
    ),
  } as unknown as T;
}
