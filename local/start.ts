/** `npm start`: builds, starts the local cloud and the preview on one loopback port, creates the demo on first start. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { build } from '../tools/build';
import { environment } from '../tools/environment';
import type { LocalCloud } from './cloud';
import { playDemo } from './demo/play';
import { openCloud } from './open';
import { DATA_DIR, PREVIEW_DIR, READY_FILE } from './places';
import { buildPreview } from './preview/build';
import { demoSite } from './demo/site';
import { forgetRunning, rememberRunning, running } from './running';

const DEFAULT_PORT = 5173;
const PORTS_TO_TRY = 20;

async function start(): Promise<void> {
  const earlier = await running();
  if (earlier) return console.log(`首访通已经在运行：${earlier.url}`);
  console.log('正在编译 …');
  await Promise.all([build(), buildPreview({ out: PREVIEW_DIR })]);
  const wanted = Number(environment.PORT ?? DEFAULT_PORT);
  const cloud = await openOnFreePort(wanted);
  if (cloud.port !== wanted) console.log(`端口 ${wanted} 已被占用，改用 ${cloud.port}`);
  if (!existsSync(READY_FILE)) {
    console.log('首次启动，正在创建演示街道 …');
    await cloud.reset();
  }
  rememberRunning(cloud);
  console.log(`\n首访通已启动：${cloud.url}\n按 Ctrl-C 结束`);
  stopOnSignal(cloud);
}

async function openOnFreePort(first: number): Promise<LocalCloud> {
  for (let port = first; ; port += 1)
    try {
      const cloud: LocalCloud = await openCloud({
        dataDir: DATA_DIR,
        port,
        runTimers: true,
        site: demoSite(PREVIEW_DIR),
        onReset: () => createDemo(cloud),
      });
      return cloud;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE' || port >= first + PORTS_TO_TRY) throw error;
    }
}

/** Marked ready only at the end: a start that was broken off begins again. */
async function createDemo(cloud: LocalCloud): Promise<void> {
  rmSync(READY_FILE, { force: true });
  await playDemo(cloud, Date.now());
  cloud.clock.set({ offsetMs: 0 });
  writeFileSync(READY_FILE, '');
}

function stopOnSignal(cloud: LocalCloud): void {
  const stop = () => {
    forgetRunning();
    void cloud.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

void start().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
