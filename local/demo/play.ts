/** Plays the demo through the real actions, each at its own time; the cloud's clock is not touched. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import { DAY, MINUTE, type Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import { accessFrom } from '../../tools/town/connect';
import { invite, publishTown } from '../../tools/town/publish';
import type { LocalCloud } from '../cloud';
import { Cast } from './cast';
import { instantOf } from './moments';
import { invitationOf, staffOpenid } from './people';
import type { Story } from './story';

type Data = {
  concernId?: string;
  number?: string;
  owner?: { name: string };
  status?: string;
  prefix?: string;
  decisions?: { id: string }[];
  decision?: { id: string };
  tasks?: { id: string; mayDo: string[] }[];
  calls?: { id: string; number: string }[];
  concerns?: { id: string }[];
};
type Reply = { ok: true; data: Data } | { ok: false; code: string; message: string };

const INVITED_FOR = 365 * DAY;
/** As in cloudfunctions/timer/config.json. */
const TIMER_EVERY = 5 * MINUTE;

/** Publishes the town and binds everybody's phone. */
export async function createTown(cloud: LocalCloud, town: Town, now: Instant): Promise<void> {
  const app = init(accessFrom(cloud.adminEnv));
  await publishTown(app, town, now);
  await Promise.all(town.staff.map(({ id }) => invite(app, id, invitationOf(id), now + INVITED_FOR)));
  await Promise.all(
    town.staff.map(({ id }) =>
      act(cloud, staffOpenid(id), 'bindStaff', { code: invitationOf(id) }, `bind-${id}-000`, now),
    ),
  );
}

/**
 * Plays one story to its end, or as far as it has come by `now`. No timer of the present meets it half played, and
 * playing it again changes nothing.
 * @param now the moment at which the demo is looked at; everything lies before it.
 */
export const playStory = (cloud: LocalCloud, town: Town, { name, steps }: Story, now: Instant): Promise<void> =>
  cloud.withoutTimers(async () => {
    const timers = new StoryTimers(cloud, town.rules.ratingDays);
    let [concernId, number, at]: [string | undefined, string | undefined, Instant] = [undefined, undefined, now];
    const cast = new Cast(town, async (openid) => {
      const { decisions = [] } = await act(cloud, openid, 'listDecisions', {}, 'list-decisions', at);
      return decisions.some(({ id }) => id === concernId);
    });
    for (const [index, step] of steps.entries()) {
      at = instantOf(step, town.calendar, now, at) + index;
      await timers.runUntil(at);
      const openid = await cast.openidOf(step);
      if (!openid) continue;
      const photos = step.photo ? await photosOf(cloud, openid, step.photo, at) : {};
      const named = concernId ? { concernId } : {};
      const found = (await FOUND[step.action]?.(cloud, openid, named, at)) ?? {};
      const input = { ...step.input, ...photos, ...named, ...found };
      const data = await act(cloud, openid, step.action, input, `story-${name}-step-${index}`, at);
      concernId ??= data.concernId;
      number ??= data.number;
      if (data.owner) cast.ownedBy(data.owner.name);
      timers.follow(data.status, at);
    }
    await timers.runUntil(now);
    if (number && at < now - DAY) await phoneAround(cloud, town, number, at);
  });

/** Nobody of the demo consents to pushes: about what is over the duty desk has phoned everybody. */
async function phoneAround(cloud: LocalCloud, { dutyDesk }: Town, number: string, at: Instant): Promise<void> {
  const desk = staffOpenid(dutyDesk.firstId);
  const { calls = [] } = await act(cloud, desk, 'listDuty', {}, 'list-duty', at);
  for (const { id } of calls.filter((call) => call.number === number))
    await act(cloud, desk, 'markCalled', { callId: id }, `called-${id}`, at);
}

/** The clock function as a story needs it: when a rating window ends. A further deed of the clock belongs here, too. */
class StoryTimers {
  private next = Infinity;
  private status?: string;

  constructor(
    private readonly cloud: LocalCloud,
    private readonly ratingDays: number,
  ) {}

  async runUntil(end: Instant): Promise<void> {
    if (this.next >= end) return;
    await this.cloud.timer('timer', { at: this.next });
    this.next = Infinity;
  }

  /** An answer leaves the window as it is. */
  follow(status: string | undefined, at: Instant): void {
    if (status === this.status) return;
    this.status = status;
    const closesAt = at + this.ratingDays * DAY;
    this.next = status === 'rating' ? Math.ceil(closesAt / TIMER_EVERY) * TIMER_EVERY : Infinity;
  }
}

async function act(cloud: LocalCloud, openid: string, action: string, input: object, requestId: string, at: Instant) {
  const reply = (await cloud.call(openid, 'api', { action, input, requestId }, { at })) as Reply;
  if (!reply.ok) throw new Error(`the demo cannot ${action} (${requestId}): ${reply.code} ${reply.message}`);
  return reply.data;
}

async function theirTask(cloud: LocalCloud, by: string, concern: object, at: Instant) {
  const { tasks = [] } = await act(cloud, by, 'getConcern', concern, 'look-at-tasks', at);
  return { taskId: tasks.find(({ mayDo }) => mayDo.includes('completeTask'))?.id };
}

type Find = (cloud: LocalCloud, by: string, concern: object, at: Instant) => Promise<object>;
/** What people find on the page where they act: the proposal they decide on, the nearest concern to link to. */
const FOUND: Record<string, Find | undefined> = {
  async decide(cloud, by, concern, at) {
    const { decision } = await act(cloud, by, 'getConcern', concern, 'look-at-proposal', at);
    return { proposalId: decision?.id };
  },
  acknowledgeTask: theirTask,
  completeTask: theirTask,
  async linkConcern(cloud, by, concern, at) {
    const { concerns = [] } = await act(cloud, by, 'listLinkable', concern, 'look-for-lead', at);
    return { leadId: concerns[0]?.id };
  },
};

async function photosOf(cloud: LocalCloud, by: string, photo: string, at: Instant) {
  const { prefix } = await act(cloud, by, 'startUpload', {}, 'upload-demo', at);
  const picture = readFileSync(join(__dirname, 'photos', `${photo}.jpg`));
  return { photoFileIds: [await cloud.upload(by, `${prefix}${photo}.jpg`, picture)] };
}
