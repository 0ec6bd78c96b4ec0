/** Plays the demo through the real actions, each at its own time; the cloud's clock is not touched. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import { DAY, MINUTE, type Instant } from '../../domain/time';
import { accessFrom } from '../../tools/town/connect';
import { invite, publishTown } from '../../tools/town/publish';
import type { LocalCloud } from '../cloud';
import { instantOf } from './moments';
import { invitationOf, staffOpenid } from './people';
import type { Step, Story } from './story';
import { demoTown } from './town';

type Data = { concernId?: string; status?: string; prefix?: string };
type Reply = { ok: true; data: Data } | { ok: false; code: string; message: string };

const INVITED_FOR = 365 * DAY;
/** As in cloudfunctions/timer/config.json. */
const TIMER_EVERY = 5 * MINUTE;

/** Publishes the town and binds everybody's phone. */
export async function createTown(cloud: LocalCloud, now: Instant): Promise<void> {
  const town = demoTown(now);
  const app = init(accessFrom(cloud.adminEnv));
  await publishTown(app, town, now);
  for (const { id } of town.staff) {
    await invite(app, id, invitationOf(id), now + INVITED_FOR);
    await act(cloud, staffOpenid(id), 'bindStaff', { code: invitationOf(id) }, `bind-${id}-000`, now);
  }
}

/**
 * Plays one story to its end, or as far as it has come by `now`. No timer of the present meets it half played, and
 * playing it again changes nothing.
 * @param now the moment at which the demo is looked at; everything lies before it.
 */
export const playStory = (cloud: LocalCloud, { name, steps }: Story, now: Instant): Promise<void> =>
  cloud.withoutTimers(async () => {
    const timers = new StoryTimers(cloud);
    let concernId: string | undefined;
    for (const [number, step] of steps.entries()) {
      const at = instantOf(step, now) + number;
      await timers.runUntil(at);
      const input = { ...step.input, ...(await photosOf(cloud, step, at)), ...(concernId && { concernId }) };
      const data = await act(cloud, step.by, step.action, input, `story-${name}-step-${number}`, at);
      concernId ??= data.concernId;
      timers.follow(data.status, at);
    }
    await timers.runUntil(now);
  });

/** The clock function as a story needs it: once a day, counted from when the status changed, until its end. */
class StoryTimers {
  private next = Infinity;
  private status?: string;

  constructor(private readonly cloud: LocalCloud) {}

  async runUntil(end: Instant): Promise<void> {
    for (; this.next < end; this.next += DAY) {
      const { closeRatings } = (await this.cloud.timer('timer', { at: this.next })) as { closeRatings: number };
      if (closeRatings > 0) this.next = Infinity; // only this story's window can have been open
    }
  }

  /** A rating window lasts whole days, so that it closes with the first timer after its end. */
  follow(status: string | undefined, at: Instant): void {
    if (this.next < Infinity && status === this.status) return;
    this.status = status;
    const hasEnded = status === 'closed' || status === 'withdrawn';
    this.next = hasEnded ? Infinity : Math.ceil(at / TIMER_EVERY) * TIMER_EVERY + DAY;
  }
}

async function act(cloud: LocalCloud, openid: string, action: string, input: object, requestId: string, at: Instant) {
  const reply = (await cloud.call(openid, 'api', { action, input, requestId }, { at })) as Reply;
  if (!reply.ok) throw new Error(`the demo cannot ${action} (${requestId}): ${reply.code} ${reply.message}`);
  return reply.data;
}

async function photosOf(cloud: LocalCloud, { by, photo }: Step, at: Instant): Promise<{ photoFileIds?: string[] }> {
  if (!photo) return {};
  const { prefix } = await act(cloud, by, 'startUpload', {}, 'upload-demo', at);
  const picture = readFileSync(join(__dirname, 'photos', `${photo}.jpg`));
  return { photoFileIds: [await cloud.upload(by, `${prefix}${photo}.jpg`, picture)] };
}
