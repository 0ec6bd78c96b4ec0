import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import database from '../cloudfunctions/database.json';
import storage from '../cloudfunctions/storage.json';
import { startCloud, type CloudOptions, type LocalCloud } from './cloud';

const KEY_BYTES = 32;

/** The deployment's secret, made once per data folder. */
function keyIn(dataDir: string): string {
  const file = join(dataDir, 'key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

type Options = Partial<CloudOptions> & Pick<CloudOptions, 'dataDir'>;

/** The local cloud with the functions and the declarations of this product. */
export const openCloud = (options: Options): Promise<LocalCloud> =>
  startCloud({
    functionsDir: 'dist/cloudfunctions',
    database,
    storage,
    functionEnv: { FIRST_VISIT_KEY: keyIn(options.dataDir) },
    ...options,
  });
