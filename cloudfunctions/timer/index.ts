/** Called by the clock. Every step is idempotent, bounded, and does not keep the others from running. */
import { applied, type Act, type Change, type Concern } from '../../domain/concern';
import { recomputeDeadlines } from '../../domain/handling';
import { closeRating } from '../../domain/rating';
import { DAY, HOUR, type Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import { callerOpenid } from '../cloud';
import { checkWords, project } from '../projections';
import { idOf } from '../secrets';
import * as concerns from '../store/concerns';
import * as particulars from '../store/particulars';
import * as towns from '../store/town';

const BATCH = 100;
/** WeChat checks words only of somebody who visited within two hours. */
const CHECKABLE = 2 * HOUR;

type Step = (town: Town, now: Instant) => Promise<number>;

const STEPS: Record<string, Step> = { closeRatings, recomputeCalendars, catchUp, recheckWords, sweepOrphans };

/** @returns how much each step did; -1 where it failed (the log says why). */
export async function main(): Promise<Record<string, number>> {
  if (callerOpenid()) throw new Error('not for clients');
  const [town, now] = [await towns.current(), Date.now()];
  const done: Record<string, number> = {};
  for (const [name, step] of Object.entries(STEPS))
    done[name] = await step(town, now).catch((error: unknown) => {
      console.error(name, error);
      return -1;
    });
  return done;
}

async function closeRatings(town: Town, now: Instant): Promise<number> {
  const over = await concerns.ratingsOver(now, BATCH);
  return write(over, town, now, 'closeRating', closeRating);
}

async function recomputeCalendars(town: Town, now: Instant): Promise<number> {
  let done = 0;
  for (let offset = 0; ;) {
    const batch = await concerns.assumingCalendar({ offset, limit: BATCH });
    const fixed = await write(batch, town, now, 'recomputeDeadlines', (concern, act) =>
      recomputeDeadlines(concern, act, town),
    );
    done += fixed;
    offset += batch.length - fixed; // those no longer stand in the list
    if (batch.length < BATCH) return done;
  }
}

type Act2Change = (concern: Concern, act: Act) => Change | undefined;

/** Somebody else writing first is no failure: the next run looks again. */
async function write(batch: Concern[], town: Town, now: Instant, kind: string, change: Act2Change): Promise<number> {
  let done = 0;
  for (const concern of batch) {
    const id = idOf(concern.id, kind, String(concern.dueAt));
    const made = change(concern, { id, at: now, by: 'clock' });
    if (!made) continue;
    try {
      await concerns.save(concern, made);
      await project(applied(concern, made), town);
      done += 1;
    } catch (error) {
      if (!(error instanceof concerns.LostRace)) throw error;
    }
  }
  return done;
}

async function catchUp(town: Town): Promise<number> {
  const behind = await concerns.unprojected(BATCH);
  for (const concern of behind) await project(concern, town);
  return behind.length;
}

async function recheckWords(_town: Town, now: Instant): Promise<number> {
  const unchecked = await particulars.uncheckedSince(now - CHECKABLE, BATCH);
  for (const item of unchecked) {
    const concern = await concerns.get(item.concernId);
    if (concern) await checkWords(item, concern);
  }
  return unchecked.length;
}

/** Particulars whose event was never written: the request broke off and was not repeated. */
async function sweepOrphans(_town: Town, now: Instant): Promise<number> {
  const unconfirmed = await particulars.unconfirmedBefore(now - DAY, BATCH);
  let swept = 0;
  for (const { id, concernId } of unconfirmed) {
    const concern = await concerns.get(concernId);
    if (concern?.events.some((event) => event.id === id)) await particulars.confirm(id);
    else {
      await particulars.remove(id);
      swept += 1;
    }
  }
  return swept;
}
