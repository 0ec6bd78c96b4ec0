import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallTown } from '../../local/demo/small-town';
import { compileTown } from '../../tools/town/compile';
import { filesOf } from '../../tools/town/export';
import { printFaults } from '../../tools/town/faults';

/** The year of the tests' clock. */
export const YEAR = 2026;
const folders: string[] = [];

/** The demo town's files, some of them changed; `undefined` leaves a file out. */
export function aFolder(changes: Record<string, string | Buffer | undefined> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'town-'));
  folders.push(folder);
  const files = { ...filesOf(smallTown(NOW)), ...changes };
  for (const [name, content] of Object.entries(files))
    if (content !== undefined) writeFileSync(join(folder, name), content);
  return folder;
}
export const removeFolders = (): void =>
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

export const fileOf = (name: string): string => filesOf(smallTown(NOW))[name]!;

/** What the import says about the demo town with these changes. */
export async function told(changes: Record<string, string | Buffer | undefined>): Promise<string[]> {
  const { faults } = await compileTown(aFolder(changes), YEAR);
  return printFaults(faults.all);
}
