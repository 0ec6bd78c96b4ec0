/**
 * `npm run town:codes -- DIR [--env ENV]`: writes for each building of the town in force what the code beside its door
 * carries. How the pictures are made from it: tools/town/README.md.
 */
import { join } from 'node:path';
import { CODE_PAGE, sceneOf } from '../../domain/building-code';
import { locate } from '../../domain/geography';
import { gridName, type Town } from '../../domain/town';
import { csvOf } from './csv';
import { runProgram } from './program';
import { writeOut } from './write-out';

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
  const { town, directory } = await writeOut('town:codes', (of) => ({ [FILE]: csvOf(TITLES, codesOf(of)) }));
  console.log(
    `${codesOf(town).length} 栋楼的楼栋码内容已写到 ${join(directory, FILE)}，怎样印成二维码见 tools/town/README.md`,
  );
}

if (process.argv[1] === __filename) runProgram(writeCodes);
