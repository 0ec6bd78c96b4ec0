import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Town } from '../../domain/town';
import { connect } from './connect';
import { townInForce } from './publish';

/**
 * `npm run <command> -- DIR [--env ENV]`: writes files about the town in force. Throws where no folder is named or no town is.
 * @param filesOf the files by name.
 */
export async function writeOut(command: string, filesOf: (town: Town) => Record<string, string>) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { env: { type: 'string' } } });
  const [directory] = positionals;
  if (!directory) throw new Error(`请写明要写到哪个文件夹：npm run ${command} -- 文件夹`);
  const town = await townInForce(await connect(values.env));
  if (!town) throw new Error('还没有导入过街道资料');
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(filesOf(town))) writeFileSync(join(directory, name), content);
  return { town, directory };
}
