import type { CloudOptions, LocalCloud } from './contract';
import { messageOf } from './errors';
import { faces } from './faces';
import { listen, urlOf } from './http';
import { type Parts, openParts } from './parts';
import { routes } from './routes';
import { runTimers } from './timers';

export { createClock } from './clock';
export type { CloudOptions, LocalCloud } from './contract';
export type { DatabaseDeclaration } from './declaration';
export { CloudError, FolderInUse } from './errors';
export type { Fate, SdkCall } from './gateway';
export type { OpenApiHandler } from './openapi';

/** Starts CloudBase on this machine: one loopback port, one folder. */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const { server, port } = await listen(options.port ?? 0);
  try {
    const parts = openParts(options, urlOf(port));
    const face = faces(options, parts);
    const stopTimers = options.runTimers ? startTimers(parts, face) : () => {};
    const shut = async () => {
      stopTimers();
      server.close();
      server.closeAllConnections();
      await parts.functions.close();
      parts.store.sql.close();
    };
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= shut());
    const cloud: LocalCloud = { url: urlOf(port), port, ...face, close };
    server.on('request', (request, response) => void routed(request, response));
    const routed = routes(options, parts, cloud);
    return cloud;
  } catch (error) {
    server.close();
    throw error;
  }
}

function startTimers({ clock, functions, log }: Parts, { asPhone, timer }: Pick<LocalCloud, 'asPhone' | 'timer'>) {
  const timers = [...functions.artefacts.values()].flatMap(({ name, timer: trigger }) =>
    trigger ? [{ functionName: name, cron: trigger.cron }] : [],
  );
  return runTimers(timers, clock, (name) => {
    asPhone(() => timer(name)).catch((error: unknown) => log(`${name}: timer failed: ${messageOf(error)}`));
  });
}
