import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { LocalCloud } from './cloud';
import { RUNNING_FILE } from './places';

/** The `npm start` that is running: its address, and what an administrator's program needs to reach it. */
export type Running = Pick<LocalCloud, 'id' | 'url' | 'adminEnv'>;

/** Undefined where the file was left over from a killed process, or copied from another folder with everything else. */
export async function running(file = RUNNING_FILE): Promise<Running | undefined> {
  if (!existsSync(file)) return undefined;
  const found = JSON.parse(readFileSync(file, 'utf8')) as Running;
  const answer = await fetch(`${found.url}/local/ready`).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { id } = (await answer.json()) as Partial<Running>;
  return id === found.id ? found : undefined;
}

export const rememberRunning = ({ id, url, adminEnv }: LocalCloud, file = RUNNING_FILE): void =>
  writeFileSync(file, JSON.stringify({ id, url, adminEnv } satisfies Running), { mode: 0o600 });
export const forgetRunning = (): void => rmSync(RUNNING_FILE, { force: true });
