/** wx.requestSubscribeMessage: the sheet that asks, what was chosen for ever, and the word to the local cloud. */
import { isTapping } from '../backend';
import { fixtures, openid, recordCall } from '../bundle';
import { element, openLayer } from '../dom';
import { api, refuse } from './convention';
import { isRefused } from './scripted';

type Choice = 'accept' | 'reject' | 'ban';
type Choices = Record<string, Choice>;

/** Source: wx.requestSubscribeMessage, with its error codes. */
const MOST_TEMPLATES = 3;
/** Beside the storage of the mini-program, which no page must find it in; forgotten with it when the demo begins anew. */
const KEPT = `phone:${openid}#subscriptions`;

export const keptChoices = (): Choices => JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Choices;
const keep = (choices: Choices) => localStorage.setItem(KEPT, JSON.stringify({ ...keptChoices(), ...choices }));

function tick(text: string): { row: HTMLElement; isOn: () => boolean } {
  const box = element('input');
  box.type = 'checkbox';
  const row = element('label', { class: 'subscribe-row' }, box, element('span', { text }));
  return { row, isOn: () => box.checked };
}

/** What WeChat knows of each template: its title. */
const titles = async () => (await (await fetch('/messages.json')).json()) as Record<string, string>;

/** A sheet as WeChat's: each template on its own, and whether to be asked again. */
async function askPerson(tmplIds: string[]): Promise<{ choices: Choices; isForEver: boolean }> {
  const known = await titles();
  const rows = tmplIds.map((template) => ({ template, ...tick(known[template] ?? template) }));
  for (const { row } of rows) row.querySelector('input')!.checked = true;
  const forEver = tick('总是保持以上选择，不再询问');
  const [reject, accept] = [element('button', { text: '拒绝' }), element('button', { class: 'primary', text: '允许' })];
  const sheet = element(
    'div',
    { class: 'sheet subscribe', role: 'dialog', label: '订阅消息' },
    element('div', { class: 'subscribe-title', text: '小程序申请向您发送消息' }),
    ...rows.map(({ row }) => row),
    forEver.row,
    element('div', { class: 'modal-foot' }, reject, accept),
  );
  const layer = openLayer('sheet-layer', sheet);
  return new Promise((resolve) => {
    const answer = (isAllowed: boolean) => () => {
      layer.remove();
      const choices = rows.map(({ template, isOn }) => [template, isAllowed && isOn() ? 'accept' : 'reject'] as const);
      resolve({ choices: Object.fromEntries(choices), isForEver: forEver.isOn() });
    };
    reject.addEventListener('click', answer(false));
    accept.addEventListener('click', answer(true));
  });
}

async function choose(tmplIds: string[]): Promise<Choices> {
  const scripted = fixtures().requestSubscribeMessage;
  if (typeof scripted === 'string') return Object.fromEntries(tmplIds.map((template) => [template, scripted]));
  const known = { ...keptChoices(), ...scripted };
  const open = tmplIds.filter((template) => !known[template]);
  if (open.length) {
    const { choices, isForEver } = await askPerson(open);
    Object.assign(known, choices);
    if (isForEver) keep(choices);
  }
  return Object.fromEntries(tmplIds.map((template) => [template, known[template]!]));
}

/** The local cloud sends nothing to whom has not consented; an older one knows nothing of consents. */
const tellCloud = (templateId: string) =>
  fetch('/local/consent', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, templateId, accepts: true }),
  }).catch(() => undefined);

async function requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }): Promise<Choices> {
  const name = 'requestSubscribeMessage';
  recordCall(name, { tmplIds });
  if (!isTapping()) return refuse(`${name}:fail can only be invoked by user TAP gesture.`, 20_000);
  if (tmplIds.length > MOST_TEMPLATES) return refuse(`${name}:fail template count out of max bounds`, 20_003);
  if (isRefused('subscribe')) return refuse(`${name}:fail The main switch is switched off`, 20_004);
  const choices = await choose(tmplIds);
  await Promise.all(tmplIds.filter((template) => choices[template] === 'accept').map(tellCloud));
  return choices;
}

export const subscribing = { requestSubscribeMessage: api('requestSubscribeMessage', requestSubscribeMessage) };
