/**
 * `npm run town:import -- DIR [--dry-run] [--env ENV]`: checks a folder of files, says whose routing would change, and
 * puts the town into force. Nothing is imported while there is an error. The files: tools/town/README.md.
 */
import { parseArgs } from 'node:util';
import type { CloudBase } from '@cloudbase/node-sdk';
import { locate } from '../../domain/geography';
import { dayOf, yearOf, type Instant } from '../../domain/time';
import { gridName, memberOf, type Town } from '../../domain/town';
import { compileTown } from './compile';
import { connect } from './connect';
import { dryRun } from './dry-run';
import { printFaults } from './faults';
import { runProgram } from './program';
import { ownersLeft, publishTown, townInForce } from './publish';

/** Landmarks to check by eye; more would not be read. */
const MOST_LANDMARKS = 20;
const MOST_REROUTED = 50;
const NOTHING_IMPORTED = '有错误，没有导入任何内容。请改正后再试。';

type Import = {
  directory: string;
  isDryRun: boolean;
  now: Instant;
  /** Hears what people should read, line by line. */
  say: (line: string) => void;
};

/** Throws, having imported nothing, when there is an error. @returns the town as it is, or would be, in force. */
export async function importTown(app: CloudBase, { directory, isDryRun, now, say }: Import): Promise<Town> {
  const before = await townInForce(app);
  const { faults, town } = await compileTown(directory, yearOf(dayOf(now)), before);
  printFaults(faults.all).forEach(say);
  if (!town) throw new Error(NOTHING_IMPORTED);
  summary(town).forEach(say);
  if (before) {
    await refuseOwnersLeft(app, town, before, say);
    await tellRerouted(app, town, now, say);
  }
  if (isDryRun) say('这是试运行，没有导入任何内容。');
  else if (before?.version === town.version) say(`内容没有变化，仍是版本 ${town.version}`);
  else {
    await publishTown(app, town, now);
    say(`已启用版本 ${town.version}`);
  }
  return town;
}

function summary(town: Town): string[] {
  const { name, version, communities, grids, staff, places } = town;
  const landmarks = places.slice(0, MOST_LANDMARKS).map(({ name: place, latitude, longitude }) => {
    const { gridId, metresOutside } = locate({ latitude, longitude }, town);
    const where = gridName(town, gridId) ?? `不在任何网格，相距 ${metresOutside} 米`;
    return `  ${place} ${latitude},${longitude} ${where}`;
  });
  const inService = staff.filter(({ roles }) => roles.length).length;
  return [
    `${name} ${version}：${communities.length} 个社区，${grids.length} 个网格，${inService} 名在岗人员`,
    ...(landmarks.length ? ['请在地图上核对这些地点（已转换为微信地图坐标）：', ...landmarks] : []),
  ];
}

async function refuseOwnersLeft(app: CloudBase, town: Town, before: Town, say: Import['say']): Promise<void> {
  const left = await ownersLeft(app, town, before);
  for (const [staffId, open] of left)
    say(`错误 ${memberOf(before, staffId).name}（${staffId}）还有 ${open} 件在办诉求，请先交接，再把此人移出`);
  if (left.length) throw new Error(NOTHING_IMPORTED);
}

async function tellRerouted(app: CloudBase, town: Town, now: Instant, say: Import['say']): Promise<void> {
  const { seen, rerouted } = await dryRun(app, town, now);
  say(`最近 30 天的 ${seen} 件诉求中，有 ${rerouted.length} 件按新版本会派给别人（已派出的不受影响）`);
  for (const { number, from, to } of rerouted.slice(0, MOST_REROUTED))
    say(`  ${number} ${memberOf(town, from).name} → ${memberOf(town, to).name}`);
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, env: { type: 'string' } },
  });
  const [directory] = positionals;
  if (!directory) throw new Error('请写明资料所在的文件夹：npm run town:import -- 文件夹');
  const isDryRun = values['dry-run'];
  await importTown(await connect(values.env), { directory, isDryRun, now: Date.now(), say: console.log });
}

if (process.argv[1] === __filename) runProgram(run);
