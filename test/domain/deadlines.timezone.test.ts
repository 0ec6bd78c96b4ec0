import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { CALENDAR_2026 } from '../support/a-town';

const ROOT = join(__dirname, '../..');
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York'];

/** Deadlines over a whole year, every 7 hours and 13 minutes, with the zone that the process really ran in. */
const SCRIPT = `
import { deadlineFrom, explainDeadline, limitFrom } from './domain/deadlines';
import { numberOf } from './domain/concern';
const calendar = ${JSON.stringify(CALENDAR_2026)};
const lines: string[] = [];
for (let at = Date.UTC(2025, 11, 31, 16); at < Date.UTC(2027, 0, 2); at += (7 * 60 + 13) * 60_000)
  for (const limit of ['2h', '1wd', '3wd', '4h*']) {
    const deadline = deadlineFrom(at, limitFrom(limit), calendar);
    lines.push([numberOf('0'.repeat(32), at), deadline.dueAt, ...explainDeadline(deadline)].join('|'));
  }
console.log(JSON.stringify({ lines, offset: new Date(Date.UTC(2026, 6, 8)).getTimezoneOffset() }));
`;

test('deadlines are the same wherever the code runs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'deadlines-'));
  try {
    const bundle = join(directory, 'deadlines.cjs');
    const stdin = { contents: SCRIPT, loader: 'ts' as const, resolveDir: ROOT };
    buildSync({ stdin, bundle: true, platform: 'node', outfile: bundle });
    const outputs = ZONES.map((TZ) => {
      const text = execFileSync(process.execPath, [bundle], { env: { ...process.env, TZ }, encoding: 'utf8' });
      return JSON.parse(text) as { lines: string[]; offset: number };
    });
    expect(outputs.map(({ offset }) => offset)).toEqual([0, -480, 240]);
    expect(outputs[0]!.lines.length).toBeGreaterThan(4000);
    for (const { lines } of outputs) expect(lines).toEqual(outputs[0]!.lines);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
