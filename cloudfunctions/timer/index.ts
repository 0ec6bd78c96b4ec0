/** Called by the clock. Every step is idempotent, bounded, and does not keep the others from running. */
import type { Act, Change, Concern } from '../../domain/concern';
import { escalate, lapseQuestion, recomputeDeadlines, resumeWhenDue } from '../../domain/handling';
import { isLost, unlinkWhenLost } from '../../domain/linking';
import { raiseDecision } from '../../domain/proposals';
import { closeRating } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import { callerOpenid, type Page } from '../cloud';
import { checkWords, closeMember, project, type Surroundings } from '../projections';
import { releaseAnswers } from '../release-answers';
import { idOf } from '../secrets';
import { sumStaleCells } from '../sum-figures';
import { sendPushes, settleUnanswered } from '../send-pushes';
import * as absences from '../store/absences';
import * as concerns from '../store/concerns';
import * as particulars from '../store/particulars';
import * as pushes from '../store/pushes';
import * as towns from '../store/town';

const BATCH = 100;
/** Rounds whose answers are looked at together, and rows whose cells are summed. */
const MOST_RELEASED = 1000;
const MOST_SUMMED = 500;
/** WeChat checks words only of somebody who visited within two hours. */
const CHECKABLE = 2 * HOUR;

type Step = (surroundings: Surroundings) => Promise<number>;

const STEPS: Record<string, Step> = {
  expireLeaves,
  actOnDue,
  recomputeCalendars,
  catchUp,
  tendLinks,
  releaseRatings,
  sumFigures,
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

async function expireLeaves({ now }: Surroundings): Promise<number> {
  return absences.expireLeaves(now);
}

/** What the clock does to a concern, the first that is due. */
const DEEDS: [kind: string, deed: (concern: Concern, act: Act, surroundings: Surroundings) => Change | undefined][] = [
  ['closeRating', closeRating],
  ['lapseQuestion', (concern, act, { town }) => lapseQuestion(concern, act, town)],
  ['resume', resumeWhenDue],
  ['raiseDecision', (concern, act, { town, absences: away }) => raiseDecision(concern, act, town, away)],
  ['escalate', escalate],
];

/** One deed after the other for each concern: a late clock has several to catch up with. */
async function actOnDue(surroundings: Surroundings): Promise<number> {
  let done = 0;
  const due = await concerns.dueForClock(surroundings.now, BATCH);
  await each(due, async (found) => {
    for (let concern: Concern | undefined = found; concern;) {
      concern = await actOn(concern, surroundings);
      if (concern) done += 1;
    }
    return true;
  });
  return done;
}

/** @returns the concern after the deed; undefined when nothing is due. */
async function actOn(concern: Concern, surroundings: Surroundings): Promise<Concern | undefined> {
  for (const [kind, deed] of DEEDS) {
    // Of two steps that come at once each needs an id of its own; one revision has one deed.
    const id = idOf(concern.id, kind, String(concern.rev));
    const made = deed(concern, { id, at: surroundings.now, by: 'clock' }, surroundings);
    if (made) return saved(concern, made, surroundings);
  }
  return undefined;
}

async function saved(concern: Concern, made: Change, surroundings: Surroundings): Promise<Concern> {
  const after = await concerns.save(concern, made);
  await project(after, surroundings);
  return { ...after, projected: after.events.length };
}

async function recomputeCalendars(surroundings: Surroundings): Promise<number> {
  const { town, now } = surroundings;
  return throughout(concerns.assumingCalendar, (batch) =>
    each(batch, async (concern) => {
      const id = idOf(concern.id, 'recomputeDeadlines', String(concern.rev));
      const made = recomputeDeadlines(concern, { id, at: now, by: 'clock' }, town);
      if (made) await saved(concern, made, surroundings);
      return made !== undefined;
    }),
  );
}

/** All of a list, part by part. @param tend says how many of a part no longer stand in the list. */
async function throughout<T>(read: (page: Page) => Promise<T[]>, tend: (batch: T[]) => Promise<number>) {
  let done = 0;
  for (let offset = 0; ;) {
    const batch = await read({ offset, limit: BATCH });
    const tended = await tend(batch);
    done += tended;
    offset += batch.length - tended;
    if (batch.length < BATCH) return done;
  }
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

/** Whoever waits for a lead that has ended closes with it, or goes on by itself. */
async function tendLinks(surroundings: Surroundings): Promise<number> {
  return throughout(concerns.linked, async (batch) => {
    const leads = await concerns.leadsNamed([...new Set(batch.map(({ leadId }) => leadId!))]);
    return each(batch, async (member) => {
      const lead = leads.find(({ id }) => id === member.leadId);
      return isLost(member, lead, surroundings.town) && tendLink(member.id, member.leadId!, surroundings);
    });
  });
}

async function tendLink(memberId: string, leadId: string, surroundings: Surroundings): Promise<boolean> {
  const lead = await concerns.get(leadId);
  if (lead && (await closeMember(memberId, lead, surroundings))) return true;
  const member = await concerns.get(memberId);
  const act = { id: idOf(memberId, 'unlink', String(member?.rev)), at: surroundings.now, by: 'clock' };
  const made = member && unlinkWhenLost(member, act, lead, surroundings.town);
  if (made) await saved(member, made, surroundings);
  return made !== undefined;
}

async function releaseRatings({ now }: Surroundings): Promise<number> {
  return releaseAnswers(now, MOST_RELEASED);
}
async function sumFigures(): Promise<number> {
  return sumStaleCells(MOST_SUMMED);
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
