import type { CloudOptions, LocalCloud } from './contract';
import { isFields } from './ejson';
import { invalid, messageOf } from './errors';
import { listen, urlOf } from './http';
import { CLIENT_SOURCE, TIMER_SOURCE, accessEnvironment, clientEvent, timerEvent } from './invocation';
import { type Parts, openParts } from './parts';
import { routes } from './routes';
import { runTimers } from './timers';

export { createClock } from './clock';
export type { CloudOptions, LocalCloud } from './contract';
export type { DatabaseDeclaration } from './declaration';
export { CloudError } from './errors';
export type { Fate, SdkCall } from './gateway';
export type { OpenApiHandler } from './openapi';

/** All-digit values become numbers inside the SDK, so an openid begins with a letter. */
const OPENID = /^[A-Za-z][\w-]{5,63}$/;
/** CloudBase documentation: 100 KB, bytes of JSON. */
const MAX_CALL_BYTES = 100 * 1024;

/** Starts CloudBase on this machine: one loopback port, one folder. */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const { server, port } = await listen(options.port ?? 0);
  try {
    const parts = openParts(options, urlOf(port));
    const stopTimers = options.runTimers ? startTimers(parts) : () => {};
    const shut = async () => {
      stopTimers();
      server.close();
      server.closeAllConnections();
      await parts.functions.close();
      parts.store.sql.close();
    };
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= shut());
    const cloud: LocalCloud = { url: urlOf(port), port, ...faces(options, parts), close };
    server.on('request', (request, response) => void routed(request, response));
    const routed = routes(options, parts, cloud);
    return cloud;
  } catch (error) {
    server.close();
    throw error;
  }
}

/** What phones, timers and tests see of the parts. */
function faces(options: CloudOptions, parts: Parts): Omit<LocalCloud, 'url' | 'port' | 'close'> {
  const { access, clock, files, functions, outbox, queries, store } = parts;
  return {
    clock,
    adminEnv: accessEnvironment(access),
    async call(openid, name, data) {
      checkOpenid(openid);
      if (!isFields(data)) throw invalid('data must be an object');
      if (Buffer.byteLength(JSON.stringify(data)) > MAX_CALL_BYTES) throw invalid('data exceeds 100 KB');
      return parsed(functions.invoke(name, clientEvent(data, openid), { source: CLIENT_SOURCE, openid }));
    },
    timer: (name) => fire(parts, name),
    async upload(openid, path, body) {
      checkOpenid(openid);
      const fileId = files.idOf(path);
      files.write(path, body);
      return fileId;
    },
    functions: () => Object.fromEntries([...functions.artefacts].map(([name, { sha256 }]) => [name, sha256])),
    outbox: () => outbox.all(),
    dump: () => Object.fromEntries(store.names.map((name) => [name, store.all(name)])),
    queryLog: () => queries.log,
    async reset() {
      store.clear();
      files.clear();
      outbox.clear();
      clock.set({ offsetMs: 0 });
      await options.onReset?.();
    },
  };
}

function fire({ clock, functions }: Parts, name: string): Promise<unknown> {
  const trigger = functions.artefacts.get(name)?.timer?.name ?? name;
  return parsed(functions.invoke(name, timerEvent(trigger, clock.now()), { source: TIMER_SOURCE }));
}

function startTimers(parts: Parts): () => void {
  const timers = [...parts.functions.artefacts.values()].flatMap(({ name, timer }) =>
    timer ? [{ functionName: name, cron: timer.cron }] : [],
  );
  return runTimers(timers, parts.clock, (name) => {
    fire(parts, name).catch((error: unknown) => parts.log(`${name}: timer failed: ${messageOf(error)}`));
  });
}

function checkOpenid(openid: string) {
  if (!OPENID.test(openid)) throw invalid(`openid '${openid}' must match ${String(OPENID)}`);
}

const parsed = async (result: Promise<string>): Promise<unknown> => JSON.parse(await result);
