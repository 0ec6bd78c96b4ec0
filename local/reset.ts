/** `npm run demo:reset`: starts the demo afresh, whether `npm start` is running or not. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { DATA_DIR, RUNNING_FILE } from './places';

async function resetRunning(): Promise<boolean> {
  if (!existsSync(RUNNING_FILE)) return false;
  const url = readFileSync(RUNNING_FILE, 'utf8');
  const response = await fetch(`${url}/local/reset`, { method: 'POST' }).catch(() => undefined);
  return response?.ok ?? false; // the file may be left over from a killed process
}

void resetRunning().then((isRunning) => {
  if (!isRunning) rmSync(DATA_DIR, { recursive: true, force: true });
  console.log(isRunning ? '演示数据已重新创建' : '演示数据已清空,下次 npm start 会重新创建');
});
