import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import writeExcelFile from 'write-excel-file/node';
import { smallTown } from '../../local/demo/small-town';
import { accessFrom } from '../../tools/town/connect';
import { filesOf } from '../../tools/town/export';
import { importTown } from '../../tools/town/import';
import { townInForce } from '../../tools/town/publish';
import { aDraft, openTown, resident, type LocalTown } from '../support/local-town';

let town: LocalTown;
let folder: string;
beforeEach(async () => {
  town = await openTown();
  folder = mkdtempSync(join(tmpdir(), 'town-'));
  writeFiles({});
});
afterEach(async () => {
  await town.close();
  rmSync(folder, { recursive: true, force: true });
});

const writeFiles = (changes: Record<string, string>) => {
  for (const [name, content] of Object.entries({ ...filesOf(smallTown(NOW)), ...changes }))
    writeFileSync(join(folder, name), content);
};
const app = () => init(accessFrom(town.cloud.adminEnv));
const file = (name: string) => filesOf(smallTown(NOW))[name]!;
async function run(isDryRun = false) {
  const said: string[] = [];
  const imported = await importTown(app(), { directory: folder, isDryRun, now: NOW, say: (line) => said.push(line) });
  return { said: said.join('\n'), version: imported.version };
}
/** The first two grids swap their officers. */
const swapped = () =>
  file('officers.csv')
    .replace(/g1,s01/, 'g1,sX')
    .replace(/g2,s02/, 'g2,s01')
    .replace(/g1,sX/, 'g1,s02');

test('a dry run says whose routing would change, and changes nothing', async () => {
  const { number } = await town.act(resident, 'submitConcern', aDraft());
  const before = town.cloud.dump();
  writeFiles({ 'officers.csv': swapped() });
  const { said } = await run(true);
  expect(said).toContain('最近 30 天的 1 件诉求中，有 1 件按新版本会派给别人');
  expect(said).toContain(`${number} 恒美网格员 → 良都新村网格员`);
  expect(said).toContain('恒美一村 22.4878,113.356 良都社区第一网格');
  expect(town.cloud.dump()).toEqual(before);
});

test('in a dry run the same matter follows the concern it belongs to', async () => {
  await town.act(resident, 'submitConcern', aDraft());
  await town.act(resident, 'submitConcern', aDraft());
  writeFiles({ 'officers.csv': swapped() });
  expect((await run(true)).said).toContain('最近 30 天的 2 件诉求中，有 2 件按新版本会派给别人');
});

test('a new version is in force at once: new concerns are routed by it, earlier ones keep their owner', async () => {
  const first = await town.act(resident, 'submitConcern', aDraft());
  writeFiles({ 'officers.csv': swapped() });
  const { version } = await run();
  const second = await town.act(resident, 'submitConcern', aDraft({ categoryId: 'B1' }));
  expect([first.owner.name, second.owner.name]).toEqual(['恒美网格员', '良都新村网格员']);
  expect(town.stored(first.concernId).ownerId).toBe('s01');
  expect(town.stored(second.concernId).certificates[0]!.inputs.townVersion).toBe(version);
});

test('importing the same files again changes nothing', async () => {
  await run();
  const before = town.cloud.dump();
  const { said, version } = await run();
  expect(said).toContain(`内容没有变化，仍是版本 ${version}`);
  expect(town.cloud.dump()).toEqual(before);
});

test('somebody who still owns an open concern cannot be left out', async () => {
  await town.act(resident, 'submitConcern', aDraft());
  const without = { staff: /^s01.*\r?\n/m, officers: /^g1,s01.*\r?\n/m };
  writeFiles({
    'staff.csv': file('staff.csv').replace(without.staff, ''),
    'officers.csv': file('officers.csv').replace(without.officers, ''),
  });
  await expect(run()).rejects.toThrow('没有导入任何内容');
  expect((await townInForce(app()))!.staff.find(({ id }) => id === 's01')!.roles).toEqual(['officer']);
});

test('tables may be spreadsheets, too', async () => {
  const { version } = await run();
  const rows = [
    ['编号', '名称'],
    ['liangdu', '良都社区'],
    ['maling', '马岭社区'],
  ].map((row) => row.map((value) => ({ value })));
  rmSync(join(folder, 'communities.csv'));
  await writeExcelFile(rows).toFile(join(folder, 'communities.xlsx'));
  expect((await run()).version).toBe(version);
});
