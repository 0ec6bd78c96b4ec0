import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { LocalCloud } from './cloud';
import { RUNNING_FILE } from './places';

/** The `npm start` that is running: its address, and what an administrator's program needs to reach it. */
export type Running = { url: string; adminEnv: Record<string, string> };

export async function running(): Promise<Running | undefined> {
  if (!existsSync(RUNNING_FILE)) return undefined;
  const found = JSON.parse(readFileSync(RUNNING_FILE, 'utf8')) as Running;
  const answer = await fetch(`${found.url}/local/ready`).catch(() => undefined);
  return answer?.ok ? found : undefined; // the file may be left over from a killed process
}

export const rememberRunning = ({ url, adminEnv }: LocalCloud): void =>
  writeFileSync(RUNNING_FILE, JSON.stringify({ url, adminEnv } satisfies Running), { mode: 0o600 });
export const forgetRunning = (): void => rmSync(RUNNING_FILE, { force: true });
