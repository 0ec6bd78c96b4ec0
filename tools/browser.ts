/** Finds the browser that tests and screenshots drive. Run as a script it also makes sure that browser and a Chinese font exist. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environment } from './environment';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** @returns the path of a Chromium-like browser, or undefined when none is installed. */
export function findBrowser(): string | undefined {
  const places = environment.CHROMIUM_PATH ? [environment.CHROMIUM_PATH] : USUAL_PLACES;
  return places.find((place) => existsSync(place));
}

/** Without a CJK font every Chinese character is an empty box, on Linux only. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  return spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() ? true : false;
}

/** @returns whether apt-get could be run to the end. */
function install(packages: string[]): boolean {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds('sudo', '-n', 'true')) return false;
  if (!succeeds('apt-get', '--version')) return false;
  const apt = (...args: string[]) => {
    const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    const [program = '', ...rest] = isRoot ? command : ['sudo', '-n', ...command];
    return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Installs what is missing where that is possible; otherwise says in one sentence what to do. */
function ensureBrowser(): void {
  const missing = () => [...(findBrowser() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (!missing().length) return;
  if (process.platform === 'linux' && !environment.CHROMIUM_PATH) install(missing());
  if (!missing().length) return;
  console.error(
    process.platform === 'linux'
      ? `The browser tests need ${missing().join(' and ')}: run "apt-get install -y ${missing().join(' ')}" or point CHROMIUM_PATH at a Chromium.`
      : 'The browser tests need Chrome or Chromium: install it or point CHROMIUM_PATH at it.',
  );
  process.exit(1);
}

if (process.argv[1] === __filename) ensureBrowser();
