import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { RUNNING_FILE } from './places';

/** The address of the `npm start` that is running, if one is. */
export async function runningUrl(): Promise<string | undefined> {
  if (!existsSync(RUNNING_FILE)) return undefined;
  const url = readFileSync(RUNNING_FILE, 'utf8');
  const answer = await fetch(`${url}/local/ready`).catch(() => undefined);
  return answer?.ok ? url : undefined; // the file may be left over from a killed process
}

export const rememberRunning = (url: string): void => writeFileSync(RUNNING_FILE, url);
export const forgetRunning = (): void => rmSync(RUNNING_FILE, { force: true });
