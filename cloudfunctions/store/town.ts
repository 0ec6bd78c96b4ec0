import { town, type Town } from '../../domain/town';
import { collection, downloadFile } from '../cloud';

/** Points at the snapshot in force. */
type Pointer = { id: 'current'; v: 1; version: string; fileId: string };

const settings = collection<Pointer>('settings');
let cached: Town | undefined;

/** The town in force; the snapshot is immutable, so one instance reads each version once. */
export async function current(): Promise<Town> {
  const pointer = await settings.get('current');
  if (!pointer) throw new Error('no town has been imported');
  if (cached?.version !== pointer.version)
    cached = town.parse(JSON.parse((await downloadFile(pointer.fileId)).toString('utf8')));
  return cached;
}
