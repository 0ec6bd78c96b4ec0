/** Leads a concern to a pair of status and event that has been seen too rarely: which, and by which move next. */
import type { Concern } from '../../domain/concern';
import type { EventType, Status } from '../../domain/lifecycle';
import type { Chance } from './chance';
import { EXPECTED, PAIRS } from './expected';

type Pair = { status: Status; event: EventType };
/** `until`: over once the pair has been seen so often. */
export type Errand = Pair & { concernId?: string; until: number; movesLeft: number };

/** To each status, from where one move leads there. */
const WAYS: Record<Status, Partial<Record<Status, EventType>>> = {
  assigned: { handling: 'disputeContact', withdrawn: 'undoWithdraw' },
  handling: {
    assigned: 'recordFirstContact',
    awaitingResident: 'answer',
    deferred: 'resume',
    verifying: 'takeBack',
    rating: 'rate',
    closed: 'reopen',
    withdrawn: 'undoWithdraw',
  },
  awaitingResident: { handling: 'askResident' },
  deferred: { handling: 'proposeDefer' },
  verifying: { handling: 'proposeClosing' },
  rating: { verifying: 'decide' },
  closed: { rating: 'closeRating' },
  withdrawn: { assigned: 'withdraw', handling: 'withdraw' },
};
const VIA: Partial<Record<Status, Status>> = { rating: 'verifying', closed: 'rating' };

const towards = (target: Status, from: Status): EventType | undefined =>
  WAYS[target][from] ?? (target === 'handling' ? undefined : towards(VIA[target] ?? 'handling', from));

const NEEDS_DECISION: readonly EventType[] = ['decide', 'takeBack', 'raiseDecision', 'lapseDecision'];

/** @returns what brings the concern nearer to the errand's end; undefined where nothing does. */
export function nextMove({ status, event }: Pair, concern: Concern): EventType | undefined {
  const { decision, complaint } = concern;
  if (event === 'answerComplaint' && !complaint && 'complain' in EXPECTED[concern.status]) return 'complain';
  if (concern.status === status) {
    if (NEEDS_DECISION.includes(event) && !decision) return 'proposeHandover';
    const isFarFromLapsing = event === 'lapseDecision' && decision!.level !== 'leader';
    return isFarFromLapsing ? 'raiseDecision' : event;
  }
  if (decision && concern.status !== 'verifying') return 'decide';
  return towards(status, concern.status);
}

/** What no move makes true. */
export function suits({ status, event }: Pair, concern: Concern): boolean {
  const { recurrenceOf, rounds, isCalendarAssumed, participants } = concern;
  const { finish, stages } = rounds.at(-1)!;
  const open = stages.filter(({ doneAt }) => doneAt === undefined);
  switch (event) {
    case 'unsetRecurrence':
      return Boolean(recurrenceOf);
    case 'completeStage':
      return open.length > 0;
    case 'recomputeDeadlines':
      // A promised day assumes nothing; of what is deferred only the stages do.
      return status === 'deferred' ? open.some(({ deadline }) => deadline.isAssumed) : isCalendarAssumed;
    case 'lapseDecision':
      // A question waits no longer than the limit; a decision has to be raised twice meanwhile.
      return status !== 'awaitingResident' || (finish.limit.unit === 'workingDays' && finish.limit.amount > 4);
    case 'withdraw':
    case 'undoWithdraw':
      return participants.length === 1 && participants[0]!.openid !== null;
    default:
      return true;
  }
}

/** The rarer, the likelier, and more so where nothing but the event is wanting; undefined where all are seen often enough. */
export function rarest(
  missing: (status: Status, event: EventType) => number,
  concerns: readonly Concern[],
  chance: Chance,
): Pair | undefined {
  const rare = PAIRS.map(([status, event]) => ({ status, event })).filter(
    ({ status, event }) => missing(status, event) > 0,
  );
  const isReady = (pair: Pair) =>
    concerns.some(
      (concern) => concern.status === pair.status && suits(pair, concern) && nextMove(pair, concern) === pair.event,
    );
  return rare.length
    ? chance.weighted(rare, (pair) => missing(pair.status, pair.event) ** 3 * (isReady(pair) ? 3 : 1))
    : undefined;
}
