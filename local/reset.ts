/** `npm run demo:reset`: starts the demo afresh, whether `npm start` is running or not. */
import { rmSync } from 'node:fs';
import { DATA_DIR } from './places';
import { running } from './running';

async function reset(): Promise<string> {
  const found = await running();
  if (!found) {
    rmSync(DATA_DIR, { recursive: true, force: true });
    return '演示数据已清空，下次 npm start 会重新创建';
  }
  const { url } = found;
  const { ok, status } = await fetch(`${url}/local/reset`, { method: 'POST' });
  if (!ok) throw new Error(`${url}/local/reset answered ${status}`);
  return '演示数据已重新创建';
}

void reset().then(console.log);
