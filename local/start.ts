/** `npm start`: builds, starts the local cloud and the preview on one loopback port, creates the demo on first start. */
import { build } from '../tools/build';
import { environment } from '../tools/environment';
import type { LocalCloud } from './cloud';
import { Demo } from './demo/demo';
import { DEMO_SCRIPT } from './demo/script';
import { demoSite } from './demo/site';
import { demoTown } from './demo/town';
import { portFrom, portsFrom, StartFault, whyNotOpened } from './faults';
import { logLine } from './log';
import { openCloud } from './open';
import { DATA_DIR, DEMO_FILE, PREVIEW_DIR } from './places';
import { buildPreview } from './preview/build';
import { forgetRunning, rememberRunning, running } from './running';

const PORTS_TO_TRY = 20;
const log = (line: string) => console.error(logLine(line, Date.now()));

async function start(): Promise<void> {
  const wanted = portFrom(environment.PORT);
  const earlier = await running();
  if (earlier) return console.log(`首访通已经在运行：${earlier.url}`);
  console.log('正在编译 …');
  await Promise.all([build(), buildPreview({ out: PREVIEW_DIR })]);
  const demo = new Demo(DEMO_SCRIPT, DEMO_FILE, log);
  const cloud = await openOnFreePort(portsFrom(wanted, PORTS_TO_TRY), demo);
  if (cloud.port !== wanted) console.log(`端口 ${wanted} 已被占用，改用 ${cloud.port}`);
  rememberRunning(cloud);
  stopOnSignal(cloud, demo);
  if (!demo.isCreated) {
    console.log('首次启动，正在创建演示街道 …');
    await cloud.reset();
  } else demo.playPast(cloud);
  console.log(`\n首访通已启动：${cloud.url}\n按 Ctrl-C 结束`);
}

async function openOnFreePort(ports: readonly number[], demo: Demo): Promise<LocalCloud> {
  for (const port of ports)
    try {
      const cloud: LocalCloud = await openCloud({
        dataDir: DATA_DIR,
        port,
        runTimers: true,
        site: demoSite(PREVIEW_DIR, demoTown(Date.now())),
        beforeReset: () => demo.forget(),
        onReset: async () => {
          await demo.create(cloud);
          demo.playPast(cloud);
        },
        status: () => demo.progress,
        log,
      });
      return cloud;
    } catch (error) {
      const isTaken = (error as { code?: string }).code === 'EADDRINUSE';
      if (!isTaken || port === ports.at(-1)) throw whyNotOpened(error, ports);
    }
  throw new StartFault('没有可用的端口。');
}

function stopOnSignal(cloud: LocalCloud, demo: Demo): void {
  const stop = () => {
    forgetRunning();
    void demo
      .stop()
      .then(() => cloud.close())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

void start().catch((error: unknown) => {
  console.error(error instanceof StartFault ? error.message : error);
  process.exit(1);
});
