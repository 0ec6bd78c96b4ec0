/** Creates the demo town and plays its stories through the real actions, with the clock of the cloud shifted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import { kindOfDay } from '../../domain/calendar';
import { addDays, dayOf, momentOn, DAY, MINUTE, type Day, type Instant } from '../../domain/time';
import { accessFrom } from '../../tools/town/connect';
import { invite, publishTown } from '../../tools/town/publish';
import type { LocalCloud } from '../cloud';
import { invitationOf, staffOpenid } from './people';
import { STORIES, type Step, type Story } from './story';
import { demoTown } from './town';

type Reply = { ok: true; data: { concernId?: string; prefix?: string } } | { ok: false; code: string; message: string };
type Moment = { at: Instant; run: () => Promise<void> };

const INVITED_FOR = 365 * DAY;

/** @param now the moment at which the demo is looked at; everything lies before it. */
export async function playDemo(cloud: LocalCloud, now: Instant): Promise<void> {
  await createTown(cloud, now);
  const moments = STORIES.flatMap((story, index) => momentsOf(cloud, story, index, now));
  const firstAt = Math.min(...moments.map(({ at }) => at));
  const timers = timerMoments(cloud, firstAt, now);
  for (const { at, run } of [...moments, ...timers].sort((one, other) => one.at - other.at)) {
    cloud.clock.set({ offsetMs: at - Date.now() });
    await run();
  }
}

export async function createTown(cloud: LocalCloud, now: Instant): Promise<void> {
  const town = demoTown(now);
  const app = init(accessFrom(cloud.adminEnv));
  await publishTown(app, town, now);
  for (const { id } of town.staff) {
    await invite(app, id, invitationOf(id), now + INVITED_FOR);
    await act(cloud, staffOpenid(id), 'bindStaff', { code: invitationOf(id) }, `bind-${id}-000`);
  }
}

/** The day that lies so many working days before today; 0 is today, or the last working day on a day off. */
function workdayBefore(now: Instant, workdays: number): Day {
  const { calendar } = demoTown(now);
  let day = dayOf(now);
  for (let left = workdays; ; day = addDays(day, -1)) {
    if (!kindOfDay(day, calendar).isWorkday) continue;
    if (left === 0) return day;
    left -= 1;
  }
}

/** Never later than now, so that the demo can be created at any hour. */
const instantOf = ({ workdaysAgo, time, minutesAgo }: Step, now: Instant): Instant =>
  minutesAgo === undefined
    ? Math.min(momentOn(workdayBefore(now, workdaysAgo), time), now - MINUTE)
    : now - minutesAgo * MINUTE;

function momentsOf(cloud: LocalCloud, story: Story, index: number, now: Instant): Moment[] {
  let concernId: string | undefined;
  return story.map((step, number) => ({
    at: instantOf(step, now) + number,
    run: async () => {
      const photoFileIds = step.photo ? [await upload(cloud, step.by, step.photo)] : undefined;
      const input = { ...step.input, ...(photoFileIds && { photoFileIds }), ...(concernId && { concernId }) };
      const data = await act(cloud, step.by, step.action, input, `story-${index}-step-${number}`);
      concernId ??= data.concernId;
    },
  }));
}

/** The clock function once a day, so that rating windows close on time. */
function timerMoments(cloud: LocalCloud, from: Instant, to: Instant): Moment[] {
  const moments: Moment[] = [];
  for (let at = from + DAY; at < to; at += DAY)
    moments.push({ at, run: async () => void (await cloud.timer('timer')) });
  return moments;
}

async function act(cloud: LocalCloud, openid: string, action: string, input: object, requestId: string) {
  const reply = (await cloud.call(openid, 'api', { action, input, requestId })) as Reply;
  if (!reply.ok) throw new Error(`the demo cannot ${action} (${requestId}): ${reply.code} ${reply.message}`);
  return reply.data;
}

async function upload(cloud: LocalCloud, openid: string, photo: string): Promise<string> {
  const { prefix } = await act(cloud, openid, 'startUpload', {}, 'upload-demo');
  return cloud.upload(openid, `${prefix}${photo}.jpg`, readFileSync(join(__dirname, 'photos', `${photo}.jpg`)));
}
