/** Which seconds, minutes, hours, days, months and years a timer runs in. */
export type Cron = Set<number>[];

/** Source: CloudBase's timer triggers; second, minute, hour, day, month, weekday, year, all in Beijing time. */
const RANGES: [min: number, max: number][] = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
  [1970, 2099],
];
const WEEKDAY = 5;
const BEIJING_MS = 8 * 60 * 60 * 1000;

/** Reads a seven-field cron made of numbers, `*`, `,`, `-` and `/`; throws on anything else. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== RANGES.length) throw new Error(`cron '${text}' needs ${RANGES.length} fields`);
  // WeChat's pages call Monday 0, Tencent Cloud's call Sunday 0.
  if (fields[WEEKDAY] !== '*') throw new Error(`cron '${text}': the weekday must be *, its numbering is disputed`);
  return RANGES.map(([min, max], i) => new Set(fields[i]?.split(',').flatMap((part) => parsePart(part, min, max))));
}

function parsePart(part: string, min: number, max: number): number[] {
  const [, from, to, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? refuse(part);
  const first = Number(from ?? min);
  const isOpen = from === undefined || (to === undefined && step !== undefined); // `*`, `*/5`, `10/5`
  const last = isOpen ? max : Number(to ?? first);
  const every = Number(step ?? 1);
  if (first < min || last > max || first > last || every === 0) refuse(part);
  const values = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return values.filter((value) => (value - first) % every === 0);
}

function refuse(part: string): never {
  throw new Error(`cron part '${part}' is not understood or out of range`);
}

/** Whether the timer runs in the second that `ms` lies in. */
export function isDue(cron: Cron, ms: number): boolean {
  const beijing = new Date(ms + BEIJING_MS);
  const now = [
    beijing.getUTCSeconds(),
    beijing.getUTCMinutes(),
    beijing.getUTCHours(),
    beijing.getUTCDate(),
    beijing.getUTCMonth() + 1,
    beijing.getUTCDay(),
    beijing.getUTCFullYear(),
  ];
  return now.every((value, i) => cron[i]?.has(value));
}
