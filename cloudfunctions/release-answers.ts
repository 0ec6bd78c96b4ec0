/** Answers enter the figures in batches that show nobody's; see domain/release.ts. */
import type { Answers } from '../domain/answers';
import { cellsIn } from '../domain/figure-sums';
import { FEWEST_SHOWN, readyToLookAt, releasable, type EndedRound, type NewRound } from '../domain/release';
import { quarterOf, quartersUpTo, type Instant } from '../domain/time';
import * as rows from './store/contributions';
import * as particulars from './store/particulars';
import * as releases from './store/releases';

/** A window that ends with its quarter is looked at in the next one. */
const QUARTERS = 2;

/** Finishes a release that broke off, or makes the next one. @returns how many rounds were released. */
export async function releaseAnswers(now: Instant, limit: number): Promise<number> {
  const last = await releases.current();
  if (!last.isDone) return carryOut(last);
  const quarters = quartersUpTo(quarterOf(now), QUARTERS);
  const [ended, called] = await Promise.all([
    rows.awaitingRelease(quarters, limit),
    rows.callsAwaitingRelease(quarters, now, limit),
  ]);
  const waiting = ended.map((row) => endedRound(row, row.rated!));
  const fresh = readyToLookAt(waiting.filter(({ row }) => !row.isLookedAt));
  const rounds = releasable([...waiting.filter(({ row }) => row.isLookedAt), ...fresh]);
  const calls = releasable(called.map((row) => endedRound(row, row.called!)));
  if (!fresh.length && !calls.length) return 0;
  const praise = await withWords([...last.praiseWaiting, ...rounds.flatMap(({ row }) => row.praise)]);
  const isEnough = praise.length >= FEWEST_SHOWN;
  const begun = await releases.begin(last, {
    lookedAt: fresh.map(({ row }) => row.id),
    rounds: rounds.map(planned),
    calls: calls.map(planned),
    praise: isEnough ? praise : [],
    praiseWaiting: isEnough ? [] : praise,
  });
  return begun ? carryOut(begun) : 0;
}

type Ended = EndedRound & NewRound & { row: rows.StoredRow; answers: Answers };

const endedRound = (row: rows.StoredRow, answers: Answers): Ended => ({
  row,
  cells: cellsIn(row, row.ratedQuarter!),
  answers,
  asked: answers.asked,
  secret: answers.answered - answers.notSolved,
});
/** As it will be shown, whatever becomes of the row meanwhile. */
const planned = ({ row, cells, answers }: Ended) => ({ id: row.id, cells, answers });

/** Words that may be shown to others; the rest never will. */
async function withWords(eventIds: string[]): Promise<string[]> {
  const written = await particulars.ofEvents(eventIds);
  return written.filter(({ words, textCheck }) => words && textCheck === 'passed').map(({ id }) => id);
}

async function carryOut(release: releases.ReleaseRecord): Promise<number> {
  const { lookedAt, rounds, calls, praise } = release;
  if (lookedAt.length) await rows.markLookedAt(lookedAt);
  await keep('released', rounds);
  await keep('releasedCalls', calls);
  if (praise.length) await releases.showPraise(release);
  await releases.finish(release);
  return rounds.length + calls.length;
}

/** Throws where a row has been written meanwhile: the next run carries the release out. */
async function keep(kind: 'released' | 'releasedCalls', planned: releases.Planned[]): Promise<void> {
  const found = planned.length ? await rows.named(planned.map(({ id }) => id)) : [];
  const kept = found.map((row) =>
    rows.release(
      row,
      kind,
      planned.find(({ id }) => id === row.id)!,
    ),
  );
  if (!(await Promise.all(kept)).every(Boolean)) throw new Error('lost a row');
}
