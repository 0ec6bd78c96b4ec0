/**
 * `npm run town:codes -- DIR [--env ENV]`: writes for each building of the town in force what the code beside its door
 * carries. How the pictures are made from it: tools/town/README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CODE_PAGE, sceneOf } from '../../domain/building-code';
import { locate } from '../../domain/geography';
import { gridName, type Town } from '../../domain/town';
import { connect } from './connect';
import { csvOf } from './csv';
import { runProgram } from './program';
import { townInForce } from './publish';

const FILE = 'building-codes.csv';
const TITLES = { id: '楼栋编号', name: '楼栋名称', grid: '网格', scene: 'scene', page: 'page' };

export const codesOf = (town: Town) =>
  town.places
    .filter(({ kind }) => kind === 'building')
    .map(({ id, name, ...point }) => ({
      id,
      name,
      grid: gridName(town, locate(point, town).gridId) ?? '',
      scene: sceneOf(id),
      page: CODE_PAGE,
    }));

async function writeCodes(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { env: { type: 'string' } } });
  const [directory] = positionals;
  if (!directory) throw new Error('请写明要写到哪个文件夹：npm run town:codes -- 文件夹');
  const town = await townInForce(await connect(values.env));
  if (!town) throw new Error('还没有导入过街道资料');
  const codes = codesOf(town);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, FILE), csvOf(TITLES, codes));
  console.log(`${codes.length} 栋楼的楼栋码内容已写到 ${join(directory, FILE)}，怎样印成二维码见 tools/town/README.md`);
}

if (process.argv[1] === __filename) runProgram(writeCodes);
