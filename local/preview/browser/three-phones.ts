/** The desk: three phones side by side, and the word that passes between them. */
import type { Person } from '../site';
import { demoOffset, startDemoTime } from './demo-time';
import type { DeskMessage } from './desk';
import { element } from './dom';
import { followPast, whenReady } from './readiness';

const ROLES: Record<Person['role'], string> = {
  resident: '居民',
  officer: '网格员',
  coordinator: '社区',
  department: '部门',
  supervisor: '街道',
  admin: '管理员',
};
/** Who holds the three phones at first. */
const FIRST: Person['role'][] = ['resident', 'officer', 'coordinator'];
const QUIET_MS = 300;
/** A phone with its case, and what lies between two, in px: as in desk.css. */
const CASE = { width: 414, height: 868 };
const SCREEN_PX = 390;
const GAP_PX = 18;
const SMALLEST_SCALE = 0.6;

interface DeskPhone {
  screen: HTMLIFrameElement;
  figure: HTMLElement;
  /** Brings this phone forward where only one has room. */
  tab: HTMLButtonElement;
}
const phones: DeskPhone[] = [];

function pickUp(screen: HTMLIFrameElement): void {
  const message: DeskMessage = { kind: 'pick-up', offsetMs: demoOffset() };
  screen.contentWindow?.postMessage(message, location.origin);
}

function lookAt(index: number): void {
  for (const [other, { figure, tab }] of phones.entries()) {
    figure.classList.toggle('mp-behind', other !== index);
    tab.setAttribute('aria-pressed', String(other === index));
  }
}

function phoneAddress({ openid, home }: Person): string {
  return `/phone?${new URLSearchParams({ openid, ...(home ? { page: home } : {}) }).toString()}`;
}

function switcher(label: string, people: Person[], onChange: (person: Person) => void): HTMLSelectElement {
  const select = element('select', { label });
  const groupOf = ({ group, role }: Person) => group ?? ROLES[role];
  for (const label of new Set(people.map(groupOf))) {
    const group = element('optgroup');
    group.label = label;
    for (const [index, person] of people.entries())
      if (groupOf(person) === label) group.append(new Option(`${ROLES[person.role]} · ${person.name}`, String(index)));
    select.append(group);
  }
  select.addEventListener('change', () => {
    const person = people[Number(select.value)];
    if (person) onChange(person);
  });
  return select;
}

function addPhone(desk: HTMLElement, people: Person[], first: Person): void {
  const screen = element('iframe');
  const hint = element('span');
  const tab = element('button');
  const show = (person: Person): void => {
    screen.title = `${ROLES[person.role]} ${person.name} 的手机`;
    hint.textContent = select.title = person.hint;
    tab.textContent = person.name;
    screen.src = phoneAddress(person);
  };
  const select: HTMLSelectElement = switcher(`第 ${phones.length + 1} 部手机是谁的`, people, show);
  select.value = String(people.indexOf(first));
  show(first);
  const frame = element('div', { class: 'case' }, element('div', {}, screen));
  const figure = element('figure', {}, element('figcaption', {}, select, hint), frame);
  const index = phones.push({ screen, figure, tab }) - 1;
  tab.addEventListener('click', () => lookAt(index));
  document.getElementById('whose')?.append(tab);
  desk.append(figure);
}

/** As many phones side by side as can be read. All of them in one row fit the window's height, too. */
function fitPhones(): void {
  const desk = document.getElementById('desk');
  const phone = desk?.querySelector('.mp-case');
  if (!desk || !phone) return;
  const side = (columns: number) => (desk.clientWidth - (columns - 1) * GAP_PX) / columns / CASE.width;
  const columns = [phones.length, 2, 1].find((count) => side(count) >= SMALLEST_SCALE) ?? 1;
  const top = phone.getBoundingClientRect().top + window.scrollY;
  const below = parseFloat(getComputedStyle(document.body).paddingBottom);
  const high = (window.innerHeight - top - below) / CASE.height;
  const isOneRow = columns === phones.length;
  document.body.classList.toggle('mp-one-by-one', columns === 1);
  const scale = Math.min(1, side(columns), isOneRow ? Math.max(SMALLEST_SCALE, high) : 1);
  // A screen of whole pixels shows no seam at its edge.
  desk.style.setProperty('--scale', String(Math.floor(scale * SCREEN_PX) / SCREEN_PX));
}

/** The other phones are picked up once the one in use is quiet. */
function passTheWord(): void {
  const timers = new Map<unknown, number>();
  window.addEventListener('message', ({ data, source, origin }: MessageEvent<DeskMessage>) => {
    if (origin !== location.origin || data.kind !== 'called') return;
    window.clearTimeout(timers.get(source));
    const others = phones.filter(({ screen }) => screen.contentWindow !== source);
    const tellOthers = () => others.forEach(({ screen }) => pickUp(screen));
    timers.set(source, window.setTimeout(tellOthers, QUIET_MS));
  });
}

async function start(): Promise<void> {
  const desk = document.getElementById('desk');
  if (!desk) return;
  const tell = (id: string) => (words: string) => document.getElementById(id)?.replaceChildren(words);
  await whenReady(tell('waiting'));
  tell('waiting')('');
  void followPast(tell('past'));
  await startDemoTime(() => phones.forEach(({ screen }) => pickUp(screen)));
  const people = (await (await fetch('/people.json')).json()) as Person[];
  const ofRole = (role: Person['role']) => people.find((person) => person.role === role);
  for (const role of FIRST) {
    const person = ofRole(role) ?? people[0];
    if (person) addPhone(desk, people, person);
  }
  lookAt(0);
  passTheWord();
  fitPhones();
  window.addEventListener('resize', fitPhones);
}

void start();
