/** What can keep `npm start` from starting, said in one sentence. */
import { FolderInUse } from './cloud';
import { DATA_DIR } from './places';

export const DEFAULT_PORT = 5173;
const LAST_PORT = 65_535;

/** A cause that is known: people read the sentence, nobody needs the stack. */
export class StartFault extends Error {}

/** @param asked the environment variable PORT */
export function portFrom(asked: string | undefined): number {
  if (asked === undefined || asked === '') return DEFAULT_PORT;
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port < 1 || port > LAST_PORT)
    throw new StartFault(`PORT 请填 1 到 ${LAST_PORT} 之间的端口号，现在是“${asked}”。`);
  return port;
}

/** The ports that are tried one after the other. */
export const portsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index).filter((port) => port <= LAST_PORT);

/** What is the matter when the cloud did not open on any of these ports; the error itself where that is not known. */
export function whyNotOpened(error: unknown, ports: readonly number[]): unknown {
  const { code } = error as { code?: string };
  if (error instanceof FolderInUse)
    return new StartFault(`${DATA_DIR} 正被另一个首访通使用，请先结束它（在它的窗口按 Ctrl-C），再启动。`);
  if (code === 'EADDRINUSE')
    return new StartFault(`端口 ${ports[0]} 到 ${ports.at(-1)} 都被占用了，请用 PORT=端口号 另选一个。`);
  if (code === 'EACCES') return new StartFault(`没有使用端口 ${ports[0]} 的权限，请用 PORT=端口号 另选一个。`);
  return error;
}
