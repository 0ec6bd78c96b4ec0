/** What a test does and sees of pushes: consents given on both sides, messages that went out, states. */
import { demoTown } from '../../local/demo/town';
import type { Push } from '../../domain/pushes';
import type { PushTemplate } from '../../domain/push-templates';
import type { LocalTown } from './local-town';

export const templateIdOf = (template: PushTemplate): string => demoTown(NOW).messageTemplates![template]!.id;

/** The person accepts these in WeChat's dialog, and the phone says so to the cloud. */
export async function accept(town: LocalTown, openid: string, accepted: PushTemplate[], times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    for (const template of accepted) town.cloud.consent(openid, templateIdOf(template), true);
    await town.act(openid, 'addConsents', { accepted });
  }
}

type Message = { touser: string; template_id: string; page: string; data: Record<string, { value: string }> };

/** Messages that WeChat took, oldest first. */
export const messagesOf = ({ cloud }: LocalTown): Message[] =>
  cloud
    .outbox()
    .filter(({ api, reply }) => api === 'subscribeMessage.send' && (reply as { errcode: number }).errcode === 0)
    .map(({ request }) => request as Message);

export const valuesOf = ({ data }: Message): string[] => Object.values(data).map(({ value }) => value);

export const pushesOf = ({ cloud }: LocalTown, concernId?: string): (Omit<Push, 'id'> & { _id: string })[] =>
  (cloud.dump()['pushes']! as unknown as (Push & { _id: string })[]).filter(
    (push) => concernId === undefined || push.concernId === concernId,
  );

/** How many consents the product still counts. */
export const freeConsentsOf = ({ cloud }: LocalTown, openid: string, template: PushTemplate): number =>
  cloud
    .dump()
    ['consents']!.filter(
      (item) => item['openid'] === openid && item['template'] === template && item['usedFor'] === null,
    ).length;
