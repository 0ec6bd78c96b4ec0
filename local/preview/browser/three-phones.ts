/** The desk: three phones side by side, the demo's clock, and the word that passes between the phones. */
import type { Person } from '../site';
import { readClockOffset, realNow } from './clock';
import type { DeskMessage } from './desk';
import { element } from './dom';

const ROLES: Record<Person['role'], string> = {
  resident: '居民',
  officer: '网格员',
  coordinator: '社区',
  supervisor: '街道',
};
/** Who holds the three phones at first. */
const FIRST: Person['role'][] = ['resident', 'officer', 'coordinator'];
const QUIET_MS = 300;
/** A phone with its case, and the room for the switcher above it, in px. */
const CASE = { width: 414, height: 868 };
const SWITCHER_PX = 84;
const GAP_PX = 18;
const SMALLEST_SCALE = 0.6;

const phones: HTMLIFrameElement[] = [];
let offsetMs = 0;

function pickUp(phone: HTMLIFrameElement): void {
  phone.contentWindow?.postMessage({ kind: 'pick-up', offsetMs } satisfies DeskMessage, location.origin);
}

function phoneAddress({ openid, home }: Person): string {
  return `/phone?${new URLSearchParams({ openid, ...(home ? { page: home } : {}) }).toString()}`;
}

function switcher(people: Person[], onChange: (person: Person) => void): HTMLSelectElement {
  const select = element('select', { label: '换一个人' });
  for (const [role, title] of Object.entries(ROLES)) {
    const group = element('optgroup');
    group.label = title;
    for (const [index, { name, role: own }] of people.entries())
      if (own === role) group.append(new Option(`${title} · ${name}`, String(index)));
    if (group.children.length) select.append(group);
  }
  select.addEventListener('change', () => {
    const person = people[Number(select.value)];
    if (person) onChange(person);
  });
  return select;
}

function addPhone(desk: HTMLElement, people: Person[], first: Person): void {
  const phone = element('iframe');
  const hint = element('span');
  const show = (person: Person) => {
    phone.title = `${ROLES[person.role]} ${person.name} 的手机`;
    hint.textContent = hint.title = person.hint;
    phone.src = phoneAddress(person);
  };
  const select = switcher(people, show);
  select.value = String(people.indexOf(first));
  show(first);
  phones.push(phone);
  const frame = element('div', { class: 'case' }, element('div', {}, phone));
  desk.append(element('figure', {}, element('figcaption', {}, select, hint), frame));
}

/** Three phones fit the window where they can be read; a narrow window gets them one below the other. */
function fitPhones(): void {
  const desk = document.getElementById('desk');
  if (!desk) return;
  const { width } = desk.getBoundingClientRect();
  const height = window.innerHeight - desk.offsetTop - SWITCHER_PX - GAP_PX;
  const side = (columns: number) => (width - (columns - 1) * GAP_PX) / columns / CASE.width;
  const inOneRow = Math.min(1, side(phones.length), height / CASE.height);
  const scale =
    inOneRow >= SMALLEST_SCALE ? inOneRow : Math.min(1, Math.max(SMALLEST_SCALE, side(phones.length)), side(1));
  desk.style.setProperty('--scale', String(scale));
}

/** The other phones are picked up once the one in use is quiet. */
function passTheWord(): void {
  const timers = new Map<unknown, number>();
  window.addEventListener('message', ({ data, source, origin }: MessageEvent<DeskMessage>) => {
    if (origin !== location.origin || data.kind !== 'called') return;
    window.clearTimeout(timers.get(source));
    const tellOthers = () => phones.filter((phone) => phone.contentWindow !== source).forEach(pickUp);
    timers.set(source, window.setTimeout(tellOthers, QUIET_MS));
  });
}

function showClock(): void {
  const time = document.querySelector('time');
  const now = document.querySelector<HTMLButtonElement>('[data-now]');
  if (!time || !now) return;
  time.textContent = new Date(realNow() + offsetMs).toLocaleString('zh-CN', {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Shanghai',
  });
  time.classList.toggle('ahead', offsetMs !== 0);
  now.disabled = offsetMs === 0;
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function setClock(next: number): Promise<void> {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('#clock button')];
  for (const button of buttons) button.disabled = true;
  await post('/local/clock', { offsetMs: next });
  // What would have happened in the meantime happens now.
  await post('/local/timer', { name: 'timer' });
  offsetMs = next;
  for (const button of buttons) button.disabled = false;
  showClock();
  phones.forEach(pickUp);
}

async function start(): Promise<void> {
  const desk = document.getElementById('desk');
  if (!desk) return;
  offsetMs = await readClockOffset();
  const people = (await (await fetch('/people.json')).json()) as Person[];
  const ofRole = (role: Person['role']) => people.find((person) => person.role === role);
  for (const role of FIRST) {
    const person = ofRole(role) ?? people[0];
    if (person) addPhone(desk, people, person);
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-ms]'))
    button.addEventListener('click', () => void setClock(offsetMs + Number(button.dataset['ms'])));
  document.querySelector('[data-now]')?.addEventListener('click', () => void setClock(0));
  passTheWord();
  fitPhones();
  window.addEventListener('resize', fitPhones);
  showClock();
  window.setInterval(showClock, 1000);
}

void start();
