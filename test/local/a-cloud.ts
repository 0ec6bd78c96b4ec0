import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tcb from '@cloudbase/node-sdk';
import storage from '../../cloudfunctions/storage.json';
import { type CloudOptions, type DatabaseDeclaration, type LocalCloud, startCloud } from '../../local/cloud';

/** Collections of the tests, one for each thing to be shown. */
export const DATABASE: DatabaseDeclaration = {
  collections: {
    people: {
      indexes: [
        { name: 'age', fields: { age: 1 } },
        { name: 'card', fields: { card: 1 }, unique: true },
      ],
    },
    concerns: {
      indexes: [
        { name: 'owner-open-due', fields: { ownerId: 1, isOpen: 1, dueAt: 1 } },
        { name: 'street-newest', fields: { street: 1, rank: 1, at: -1 } },
        { name: 'participants', fields: { 'participants.openid': 1, at: 1 } },
        { name: 'tags', fields: { tags: 1 } },
      ],
    },
    runs: { indexes: [] },
    arrivals: { indexes: [{ name: 'here', fields: { isHere: 1 } }] },
  },
};

const folders: string[] = [];
const clouds: LocalCloud[] = [];

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'first-visit-'));
  folders.push(folder);
  return folder;
}

export async function aCloud(options: Partial<CloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startCloud({
    dataDir: aFolder(),
    functionsDir: join(__dirname, 'functions'),
    database: DATABASE,
    storage,
    functionEnv: { SETTING: 'a setting' },
    ...options,
  });
  clouds.push(cloud);
  return cloud;
}

/** A cloud may be closed twice: once in a test about restarting, and here. */
export async function closeClouds() {
  await Promise.all(clouds.map((cloud) => cloud.close()));
  folders.forEach((folder) => rmSync(folder, { recursive: true }));
}

/** The real @cloudbase/node-sdk, as tools use it. */
export function adminOf({ adminEnv }: LocalCloud) {
  Object.assign(process.env, adminEnv); // spares the SDK a look for cloud metadata before every call
  return tcb.init({
    env: adminEnv['TCB_ENV'],
    secretId: adminEnv['TENCENTCLOUD_SECRETID'],
    secretKey: adminEnv['TENCENTCLOUD_SECRETKEY'],
    serviceUrl: JSON.parse(adminEnv['TCB_CONTEXT_CNFG'] ?? '').URL,
  });
}

/** Has the function `probe` do something with wx-server-sdk. */
export async function probe(cloud: LocalCloud, deed: string, data: object = {}, openid = 'oResident1') {
  return (await cloud.call(openid, 'probe', { deed, ...data })) as any;
}
