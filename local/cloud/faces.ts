/** What phones, timers, programs and tests see of the cloud's parts. */
import { randomUUID } from 'node:crypto';
import type { CloudOptions, LocalCloud, When } from './contract';
import { isFields } from './ejson';
import { CloudError, invalid } from './errors';
import { CLIENT_SOURCE, TIMER_SOURCE, accessEnvironment, clientEvent, timerEvent } from './invocation';
import type { Parts } from './parts';
import { mayUploadBy } from './storage-rule';

/** All-digit values become numbers inside the SDK, so an openid begins with a letter. */
const OPENID = /^[A-Za-z][\w-]{5,63}$/;
/** CloudBase documentation: 100 KB, bytes of JSON. */
const MAX_CALL_BYTES = 100 * 1024;

type Faces = Omit<LocalCloud, 'url' | 'port' | 'close'>;

export function faces(options: CloudOptions, parts: Parts): Faces {
  const { access, clock, consents, files, functions, gate, inTurn, outbox, queries, store } = parts;
  return {
    id: randomUUID(),
    clock,
    adminEnv: accessEnvironment(access),
    async call(openid, name, data, when) {
      checkOpenid(openid);
      if (!isFields(data)) throw invalid('data must be an object');
      if (Buffer.byteLength(JSON.stringify(data)) > MAX_CALL_BYTES) throw invalid('data exceeds 100 KB');
      return parsed(functions.invoke(name, clientEvent(data, openid), { source: CLIENT_SOURCE, openid }, when?.at));
    },
    timer: (name, when) => (when ? fire(parts, name, when) : inTurn(() => fire(parts, name))),
    withoutTimers: inTurn,
    ready: () => ({ ready: !gate.doing, ...(gate.doing && { doing: gate.doing }), ...options.status?.() }),
    prepare: (doing, work) => gate.prepare(doing, work),
    asPhone: (work) => gate.pass(work),
    upload: uploader(options, parts),
    consent(openid, templateId, accepts) {
      checkOpenid(openid);
      consents.hear(openid, templateId, accepts);
    },
    functions: () => Object.fromEntries([...functions.artefacts].map(([name, { sha256 }]) => [name, sha256])),
    outbox: () => outbox.all(),
    dump: () => Object.fromEntries(store.names.map((name) => [name, store.all(name)])),
    snapshot() {
      const bringBack = [store, files, outbox, consents].map((part) => part.snapshot());
      return () => bringBack.forEach((part) => part());
    },
    queryLog: () => queries.log,
    reset: () => gate.prepare('正在准备', () => reset(options, parts)),
  };
}

async function reset({ beforeReset, onReset }: CloudOptions, { clock, consents, files, outbox, store }: Parts) {
  await beforeReset?.();
  store.clear();
  files.clear();
  outbox.clear();
  consents.clear();
  clock.set({ offsetMs: 0 });
  await onReset?.();
}

function fire({ clock, functions }: Parts, name: string, when?: When): Promise<unknown> {
  const trigger = functions.artefacts.get(name)?.timer?.name ?? name;
  const event = timerEvent(trigger, when?.at ?? clock.now());
  return parsed(functions.invoke(name, event, { source: TIMER_SOURCE }, when?.at));
}

function uploader({ storage }: CloudOptions, { files }: Parts): Faces['upload'] {
  const mayUpload = mayUploadBy(storage);
  return async (openid, path, body) => {
    checkOpenid(openid);
    const fileId = files.idOf(path);
    const creator = files.has(path) ? files.uploaderOf(path) : openid;
    if (!mayUpload({ path, openid, creator }))
      throw new CloudError('STORAGE_EXCEED_AUTHORITY', `[StorageError] the storage rule keeps phones from ${path}`);
    files.write(path, body, openid);
    return fileId;
  };
}

function checkOpenid(openid: string) {
  if (!OPENID.test(openid)) throw invalid(`openid '${openid}' must match ${String(OPENID)}`);
}

const parsed = async (result: Promise<string>): Promise<unknown> => JSON.parse(await result);
