import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a function's config.json that CloudBase and WeChat obey. */
interface FunctionConfig {
  /** Seconds. */
  timeout?: number;
  permissions?: { openapi?: string[] };
  triggers?: { name: string; type: string; config: string }[];
}

/** A built function as it would be uploaded, read once at the start. */
export interface Artefact {
  name: string;
  file: string;
  source: string;
  sha256: string;
  timeoutMs: number;
  openapi: string[];
  /** Seven-field cron of its one timer trigger. */
  timer?: { name: string; cron: string };
}

/** CloudBase documentation. */
const DEFAULT_TIMEOUT_SECONDS = 3;

/** Every folder of `directory` that holds an index.js. */
export function readArtefacts(directory: string): Map<string, Artefact> {
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'index.js')));
  return new Map(names.map((name) => [name, readArtefact(directory, name)]));
}

function readArtefact(directory: string, name: string): Artefact {
  const file = join(directory, name, 'index.js');
  const source = readFileSync(file, 'utf8');
  const configFile = join(directory, name, 'config.json');
  const config = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, 'utf8')) as FunctionConfig) : {};
  const timers = (config.triggers ?? []).filter(({ type }) => type === 'timer');
  if (timers.length > 1) throw new Error(`${name}: CloudBase allows one timer trigger per function`);
  const [timer] = timers;
  return {
    name,
    file,
    source,
    sha256: createHash('sha256').update(source).digest('hex'),
    timeoutMs: (config.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    openapi: config.permissions?.openapi ?? [],
    ...(timer && { timer: { name: timer.name, cron: timer.config } }),
  };
}
