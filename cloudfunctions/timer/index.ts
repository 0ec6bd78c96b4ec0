/** Called by the clock. Every step is idempotent, bounded, and does not keep the others from running. */
import { applied, type Act, type Change, type Concern } from '../../domain/concern';
import { escalate, lapseQuestion, recomputeDeadlines, resumeWhenDue } from '../../domain/handling';
import { raiseDecision } from '../../domain/proposals';
import { closeRating } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import { callerOpenid, type Page } from '../cloud';
import { checkWords, project, type Surroundings } from '../projections';
import { idOf } from '../secrets';
import { sendPushes, settleUnanswered } from '../send-pushes';
import * as absences from '../store/absences';
import * as concerns from '../store/concerns';
import * as particulars from '../store/particulars';
import * as pushes from '../store/pushes';
import * as towns from '../store/town';

const BATCH = 100;
/** WeChat checks words only of somebody who visited within two hours. */
const CHECKABLE = 2 * HOUR;

type Step = (surroundings: Surroundings) => Promise<number>;

const STEPS: Record<string, Step> = {
  expireLeaves,
  closeRatings,
  lapseQuestions,
  resumePlans,
  raiseDecisions,
  escalateLate,
  recomputeCalendars,
  catchUp,
  sendWaitingPushes,
  recheckWords,
  sweepOrphans,
};

/** @returns how much each step did; -1 where it failed (the log says why). */
export async function main(): Promise<Record<string, number>> {
  if (callerOpenid()) throw new Error('not for clients');
  const [town, away] = await Promise.all([towns.current(), absences.active()]);
  const surroundings = { town, absences: away, now: Date.now() };
  const done: Record<string, number> = {};
  for (const [name, step] of Object.entries(STEPS))
    done[name] = await step(surroundings).catch((error: unknown) => {
      console.error(name, error);
      return -1;
    });
  return done;
}

async function closeRatings(surroundings: Surroundings): Promise<number> {
  const over = await concerns.ratingsOver(surroundings.now, BATCH);
  return write(over, surroundings, 'closeRating', closeRating);
}

async function expireLeaves({ now }: Surroundings): Promise<number> {
  return absences.expireLeaves(now);
}

async function lapseQuestions(surroundings: Surroundings): Promise<number> {
  const unanswered = await concerns.unanswered(surroundings.now, BATCH);
  return write(unanswered, surroundings, 'lapseQuestion', (concern, act) =>
    lapseQuestion(concern, act, surroundings.town),
  );
}

/** A plan whose next word is late stays planned: the whole list is looked through. */
async function resumePlans(surroundings: Surroundings): Promise<number> {
  return writeAll((page) => concerns.plannedUntil(surroundings.now, page), surroundings, 'resume', resumeWhenDue);
}

async function raiseDecisions(surroundings: Surroundings): Promise<number> {
  const { town, absences: away, now } = surroundings;
  const undecided = await concerns.undecided(now, BATCH);
  return write(undecided, surroundings, 'raiseDecision', (concern, act) => raiseDecision(concern, act, town, away));
}

async function escalateLate(surroundings: Surroundings): Promise<number> {
  return write(await concerns.escalating(surroundings.now, BATCH), surroundings, 'escalate', escalate);
}

async function recomputeCalendars(surroundings: Surroundings): Promise<number> {
  return writeAll(concerns.assumingCalendar, surroundings, 'recomputeDeadlines', (concern, act) =>
    recomputeDeadlines(concern, act, surroundings.town),
  );
}

type ListPage = (page: Page) => Promise<Concern[]>;

async function writeAll(list: ListPage, surroundings: Surroundings, kind: string, change: Act2Change) {
  let done = 0;
  for (let offset = 0; ;) {
    const batch = await list({ offset, limit: BATCH });
    const written = await write(batch, surroundings, kind, change);
    done += written;
    offset += batch.length - written; // those no longer stand in the list
    if (batch.length < BATCH) return done;
  }
}

/** What the clock acts on becomes part of the event's id. */
const dueOf = ({ dueAt, decision, escalation }: Concern, kind: string) =>
  kind === 'raiseDecision' ? decision?.decideBy : kind === 'escalate' ? escalation.nextAt : dueAt;

type Act2Change = (concern: Concern, act: Act) => Change | undefined;

async function write(batch: Concern[], surroundings: Surroundings, kind: string, change: Act2Change): Promise<number> {
  return each(batch, async (concern) => {
    const id = idOf(concern.id, kind, String(dueOf(concern, kind)));
    const made = change(concern, { id, at: surroundings.now, by: 'clock' });
    if (!made) return false;
    await concerns.save(concern, made);
    await project(applied(concern, made), surroundings);
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

async function catchUp(surroundings: Surroundings): Promise<number> {
  return each(await concerns.unprojected(BATCH), async (concern) => {
    await project(concern, surroundings);
    return true;
  });
}

async function sendWaitingPushes({ town, now }: Surroundings): Promise<number> {
  const due = await pushes.due(now, BATCH);
  await sendPushes(due, town, now);
  return due.length + (await settleUnanswered(now, BATCH));
}

async function recheckWords({ now }: Surroundings): Promise<number> {
  return each(await particulars.uncheckedSince(now - CHECKABLE, BATCH), async (item) => {
    const concern = await concerns.get(item.concernId);
    if (concern) await checkWords(item, concern);
    return concern !== undefined;
  });
}

/** Particulars whose event was never written: the request broke off and was not repeated. */
async function sweepOrphans({ now }: Surroundings): Promise<number> {
  return each(await particulars.unconfirmedBefore(now - DAY, BATCH), async ({ id, concernId }) => {
    const concern = await concerns.get(concernId);
    const isWritten = concern?.events.some((event) => event.id === id) ?? false;
    await (isWritten ? particulars.confirm(id) : particulars.remove(id));
    return !isWritten;
  });
}
