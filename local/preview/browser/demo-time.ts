/** The desk's clock: shows the demo's time, moves it forward, and starts the demo afresh. */
import { readClockOffset, realNow } from './clock';
import { forgetAllPhones } from './wx/storage';

const clockButtons = () => [...document.querySelectorAll<HTMLButtonElement>('#clock button')];
const dataOf = (name: string) => document.querySelector<HTMLButtonElement>(`[data-${name}]`);

let offsetMs = 0;
let isBusy = false;

/** How far the demo is ahead of now, in ms. */
export const demoOffset = (): number => offsetMs;

function showTime(): void {
  const time = document.querySelector('time');
  const back = dataOf('now');
  if (!time || !back) return;
  const now = new Date(realNow() + offsetMs);
  const part = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { ...format, timeZone: 'Asia/Shanghai' }).format(now);
  const words = [
    part({ month: 'long', day: 'numeric' }),
    part({ weekday: 'short' }),
    part({ hour: '2-digit', minute: '2-digit' }),
  ];
  time.textContent = words.join(' ');
  time.classList.toggle('mp-ahead', offsetMs !== 0);
  back.disabled = isBusy || offsetMs === 0;
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { ok, status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!ok) throw new Error(`${url} answered ${status}`);
}

function setBusy(next: boolean): void {
  isBusy = next;
  document.querySelector('main')?.toggleAttribute('inert', isBusy);
  for (const button of clockButtons()) button.disabled = isBusy;
  showTime();
}

/** Nothing can be touched while the cloud works; what goes wrong is said. */
async function whileBusy(words: string, work: () => Promise<void>): Promise<void> {
  const note = document.querySelector('output');
  if (!note) return;
  const touched = document.activeElement as HTMLElement | null;
  setBusy(true);
  note.textContent = words;
  try {
    await work();
    note.textContent = '';
  } catch (error) {
    console.error(error);
    note.textContent = '没有成功，请再试一次';
  } finally {
    setBusy(false);
    touched?.focus();
  }
}

const moveClock = (next: number, onMoved: () => void) =>
  whileBusy('', async () => {
    await post('/local/clock', { offsetMs: next });
    // What would have happened in the meantime happens now.
    await post('/local/timer', { name: 'timer' });
    offsetMs = next;
    onMoved();
  });

const restart = () =>
  whileBusy('正在重新创建演示街道 …', async () => {
    await post('/local/reset', {});
    forgetAllPhones();
    location.reload();
  });

/** @param onMoved called when the demo's time has been changed. */
export async function startDemoTime(onMoved: () => void): Promise<void> {
  offsetMs = await readClockOffset();
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-ms]'))
    button.addEventListener('click', () => void moveClock(offsetMs + Number(button.dataset['ms']), onMoved));
  dataOf('now')?.addEventListener('click', () => void moveClock(0, onMoved));
  const question = document.querySelector('dialog');
  dataOf('restart')?.addEventListener('click', () => question?.showModal());
  question?.addEventListener('close', () => {
    if (question.returnValue === 'restart') void restart();
    question.returnValue = '';
  });
  showTime();
  window.setInterval(showTime, 1000);
}
