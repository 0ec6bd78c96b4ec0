import type { Town } from '../../domain/town';
import type { Instant } from '../../domain/time';
import { collection, downloadFile, uploadFile } from '../cloud';
import { versionRecord, type VersionRecord } from '../town-version';

/** Points at the snapshot in force. */
type Pointer = { id: 'current'; v: 1; version: string; fileId: string; since: Instant };

/** One imported version; `id` is the version. */
type TownVersion = VersionRecord & { id: string };

const settings = collection<Pointer>('settings');
const towns = collection<TownVersion>('towns');
const MOST_VERSIONS = 50;
let cached: Town | undefined;

export async function pointer(): Promise<Pointer> {
  const found = await settings.get('current');
  if (!found) throw new Error('no town has been imported');
  return found;
}

/** The town in force; the snapshot is immutable, so one instance reads each version once. */
export async function current(): Promise<Town> {
  const { version, fileId } = await pointer();
  if (cached?.version !== version) cached = await read(fileId);
  return cached;
}

/** Checked whole when it was published (tools/town/publish.ts), and immutable since: checking again would slow cold starts. */
const read = async (fileId: string): Promise<Town> => JSON.parse((await downloadFile(fileId)).toString('utf8')) as Town;

/** The latest versions, newest first. */
export const versions = (): Promise<TownVersion[]> =>
  towns.find({}, { orderBy: ['importedAt', 'desc'], limit: MOST_VERSIONS });

export async function ofVersion(version: string): Promise<Town | undefined> {
  const found = await towns.get(version);
  return found && read(found.fileId);
}

/** Puts `town` into force if `seen` still is. Keeps it in the list of versions. @returns whether it is in force now. */
export async function use(town: Town, seen: string, now: Instant): Promise<boolean> {
  const { version } = town;
  const known = await towns.get(version);
  const fileId = known?.fileId ?? (await uploadFile(`towns/${version}.json`, Buffer.from(JSON.stringify(town))));
  if (!known) await towns.add({ id: version, ...versionRecord(town, fileId, now) });
  return (await settings.update({ _id: 'current', version: seen }, { version, fileId, since: now })) === 1;
}
