import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { CASES } from '../support/deadlines-by-hand';

const ROOT = join(__dirname, '../..');
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York'];

/**
 * Deadlines over a whole year, every 13 hours and 17 minutes, bare and with a pause and an extension; those counted by
 * hand that come out otherwise; and the zone that the process really ran in.
 */
const SCRIPT = `
import { deadlineFrom, explainDeadline, limitFrom, pauseEnds, withExtension, withPause } from './domain/deadlines';
import { numberOf } from './domain/concern';
import { HOUR } from './domain/time';
import { beijing, CALENDAR_2026 as calendar } from './test/support/a-town';
import { CASES, deadlineOf, sentenceOf } from './test/support/deadlines-by-hand';
const lines: string[] = [];
for (let at = Date.UTC(2025, 11, 31, 16); at < Date.UTC(2027, 0, 2); at += (13 * 60 + 17) * 60_000)
  for (const notation of ['2h', '1wd', '3wd', '4h*']) {
    const limit = limitFrom(notation);
    const deadline = deadlineFrom(at, limit, calendar);
    const pause = { from: at + HOUR, to: pauseEnds(at + HOUR, limit, calendar), cause: 'resident' as const };
    const later = withExtension(withPause(deadline, pause, calendar), { days: 1, agreedAt: at }, calendar);
    for (const one of [deadline, later])
      lines.push([numberOf('0'.repeat(32), at), one.dueAt, ...explainDeadline(one)].join('|'));
  }
const byHand = Object.values(CASES).flat();
const wrong = byHand.filter((one) => deadlineOf(one).dueAt !== beijing(one[2])).map(sentenceOf);
const offset = new Date(Date.UTC(2026, 6, 8)).getTimezoneOffset();
console.log(JSON.stringify({ lines, wrong, counted: byHand.length, offset }));
`;
type Output = { lines: string[]; wrong: string[]; counted: number; offset: number };

test('deadlines are as counted by hand, and all the others the same, wherever the code runs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'deadlines-'));
  try {
    const bundle = join(directory, 'deadlines.cjs');
    const stdin = { contents: SCRIPT, loader: 'ts' as const, resolveDir: ROOT };
    buildSync({ stdin, bundle: true, platform: 'node', outfile: bundle });
    const outputs = ZONES.map((TZ) => {
      const env = { ...process.env, TZ };
      return JSON.parse(
        execFileSync(process.execPath, [bundle], { env, encoding: 'utf8', maxBuffer: 2 ** 26 }),
      ) as Output;
    });
    expect(outputs.map(({ offset }) => offset)).toEqual([0, -480, 240]);
    expect(outputs[0]!.lines.length).toBeGreaterThan(5000);
    for (const { lines, wrong, counted } of outputs) {
      expect(lines).toEqual(outputs[0]!.lines);
      expect(wrong).toEqual([]);
      expect(counted).toBe(Object.values(CASES).flat().length);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});
