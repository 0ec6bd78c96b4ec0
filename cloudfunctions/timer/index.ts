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

async function write(batch: Concern[], town: Town, now: Instant, kind: string, change: Act2Change): Promise<number> {
  return each(batch, async (concern) => {
    const id = idOf(concern.id, kind, String(concern.dueAt));
    const made = change(concern, { id, at: now, by: 'clock' });
    if (!made) return false;
    await concerns.save(concern, made);
    await project(applied(concern, made), town);
    return true;
  });
}

/**
 * One that fails does not keep the others waiting; the next run looks at it again, as it does where somebody else
 * wrote first. @returns how many were done.
 */
async function each<T extends { id: string }>(items: T[], run: (item: T) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (const item of items)
    try {
      if (await run(item)) done += 1;
    } catch (error) {
      if (!(error instanceof concerns.LostRace)) console.error(item.id, error);
    }
  return done;
}

async function catchUp(town: Town): Promise<number> {
  return each(await concerns.unprojected(BATCH), async (concern) => {
    await project(concern, town);
    return true;
  });
}

async function recheckWords(_town: Town, now: Instant): Promise<number> {
  return each(await particulars.uncheckedSince(now - CHECKABLE, BATCH), async (item) => {
    const concern = await concerns.get(item.concernId);
    if (concern) await checkWords(item, concern);
    return concern !== undefined;
  });
}

/** Particulars whose event was never written: the request broke off and was not repeated. */
async function sweepOrphans(_town: Town, now: Instant): Promise<number> {
  return each(await particulars.unconfirmedBefore(now - DAY, BATCH), async ({ id, concernId }) => {
    const concern = await concerns.get(concernId);
    const isWritten = concern?.events.some((event) => event.id === id) ?? false;
    await (isWritten ? particulars.confirm(id) : particulars.remove(id));
    return !isWritten;
  });
}
