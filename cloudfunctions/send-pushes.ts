/** Sends pushes, each at most once: it is marked before WeChat is asked, and whatever may have arrived is not repeated. */
import { recipientOf } from '../domain/recipients';
import { templateData, type PushTemplate } from '../domain/push-templates';
import {
  afterOutcome,
  factsToSay,
  groupedForSending,
  isQuiet,
  sendableFrom,
  type Outcome,
  type Push,
  type PushState,
} from '../domain/pushes';
import type { Instant } from '../domain/time';
import type { Town } from '../domain/town';
import { sendMessage } from './cloud';
import * as bindings from './store/bindings';
import * as consents from './store/consents';
import * as pushes from './store/pushes';

/** Where a tap on the message leads: the concern, or for several the list. */
const PAGES: Record<PushTemplate, { one: string; several: string }> = {
  assigned: { one: 'pages/staff/concern/concern', several: 'pages/staff/today/today' },
  emergency: { one: 'pages/staff/concern/concern', several: 'pages/staff/today/today' },
  returned: { one: 'pages/staff/concern/concern', several: 'pages/staff/today/today' },
  decision: { one: 'pages/supervisor/decide/decide', several: 'pages/supervisor/decisions/decisions' },
  progress: { one: 'pages/resident/concern/concern', several: 'pages/resident/inbox/inbox' },
  rate: { one: 'pages/resident/rate/rate', several: 'pages/resident/inbox/inbox' },
};
const pageOf = ({ template, concernId, count }: Push) =>
  count === 1 ? `${PAGES[template].one}?id=${concernId}` : PAGES[template].several;

/** A push that fails does not keep the others from being sent; what is left waiting comes up again. */
export async function sendPushes(due: readonly Push[], town: Town, now: Instant): Promise<void> {
  for (const group of groupedForSending(due))
    await send(group, town, now).catch((error: unknown) => console.warn('left to the timer:', String(error)));
}

async function send([first, ...others]: [Push, ...Push[]], town: Town, now: Instant): Promise<void> {
  if (isQuiet(first.template, now)) return void (await postponeAll([first, ...others], now));
  const count = others.reduce((sum, push) => sum + push.count, first.count);
  if (!(await pushes.claim(first, count, now))) return;
  await Promise.all(others.map((push) => pushes.sayIn(first.id, push, now)));
  const push = { ...first, count, attempts: first.attempts + 1 };
  const { outcome, openid } = await deliver(push, town);
  const after = afterOutcome(push, outcome, now);
  await pushes.settle(push, after);
  if (openid) await tidyConsents(push, openid, outcome, after.state);
}

const postponeAll = (group: Push[], now: Instant) =>
  Promise.all(group.map((push) => pushes.postpone(push, sendableFrom(push.template, now))));

type Delivery = { outcome: Outcome; openid?: string };

async function deliver(push: Push, town: Town): Promise<Delivery> {
  // While its consent is looked for nothing has been sent: a failure there is like a busy WeChat.
  const message = await messageFor(push, town).catch((error: unknown) => {
    console.warn('not sent:', String(error));
    return 'busy' as const;
  });
  if (typeof message === 'string') return { outcome: message };
  return { outcome: await sendMessage(message), openid: message.openid };
}

async function messageFor(push: Push, town: Town) {
  const held = town.messageTemplates?.[push.template];
  const openid = await openidOf(push);
  if (!held || !openid) return 'unreachable' as const;
  if (!(await consents.reserve(openid, push.template, push.id))) return 'noConsent' as const;
  return { openid, templateId: held.id, page: pageOf(push), data: templateData(factsToSay(push), held) };
}

async function openidOf({ recipient }: Push): Promise<string | undefined> {
  const to = recipientOf(recipient);
  if ('openid' in to) return to.openid;
  const bound = await bindings.ofStaff([to.staffId]);
  return bound.find(({ openid }) => openid !== null)?.openid ?? undefined;
}

/** A refusal says that WeChat counts none; a message given up before it was sent has used none. */
async function tidyConsents({ id, template }: Push, openid: string, outcome: Outcome, state: PushState): Promise<void> {
  if (outcome === 'refused') await consents.voidAll(openid, template);
  const isGivenUp = outcome === 'rejected' || (outcome === 'busy' && state !== 'waiting');
  if (isGivenUp) await consents.release(openid, template, id);
}

/** Those whose answer is lost may have arrived: they are not sent again. @returns how many. */
export async function settleUnanswered(now: Instant, limit: number): Promise<number> {
  const lost = await pushes.unanswered(now, limit);
  for (const push of lost) await pushes.settle(push, afterOutcome(push, 'unknown', now));
  return lost.length;
}
