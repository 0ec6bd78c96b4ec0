/** Writes town versions and invitations, with the SDK that administrators' programs use. */
import type { CloudBase } from '@cloudbase/node-sdk';
import { town as townSchema, type Town } from '../../domain/town';
import { departing } from '../../domain/town-succession';
import type { Instant } from '../../domain/time';
import { idOf } from '../../cloudfunctions/secrets';
import { versionRecord } from '../../cloudfunctions/town-version';

/**
 * Puts the snapshot into storage, keeps it in the list of versions, then points at it. Repeating it changes nothing.
 * A version is immutable: give a changed town a new one. Throws with every fault named when the town is not complete.
 */
export async function publishTown(app: CloudBase, town: Town, now: Instant): Promise<void> {
  const { version } = townSchema.parse(town);
  const fileContent = Buffer.from(JSON.stringify(town));
  const { fileID } = await app.uploadFile({ cloudPath: `towns/${version}.json`, fileContent });
  const db = app.database();
  await db
    .collection('towns')
    .doc(version)
    .set(versionRecord(town, fileID, now));
  await db.collection('settings').doc('current').set({ v: 1, version, fileId: fileID, since: now });
}

/** The town in force; undefined before the first import. */
export async function townInForce(app: CloudBase): Promise<Town | undefined> {
  const { data } = (await app.database().collection('settings').doc('current').get()) as { data: { fileId: string }[] };
  const [pointer] = data;
  if (!pointer) return undefined;
  const { fileContent } = await app.downloadFile({ fileID: pointer.fileId });
  return townSchema.parse(JSON.parse(String(fileContent)));
}

/** People who would be out of service while concerns are still theirs: id and how many. */
export async function ownersLeft(
  app: CloudBase,
  after: Town,
  before: Town,
): Promise<[staffId: string, open: number][]> {
  const counts = await Promise.all(
    departing(after, before).map(async (ownerId): Promise<[string, number]> => {
      const { total } = (await app.database().collection('concerns').where({ ownerId, isOpen: true }).count()) as {
        total: number;
      };
      return [ownerId, total];
    }),
  );
  return counts.filter(([, open]) => open > 0);
}

/** A one-time code with which a member of staff binds their WeChat. Only its hash is stored. */
export async function invite(app: CloudBase, staffId: string, code: string, expiresAt: Instant): Promise<void> {
  const invitation = { v: 1, staffId, expiresAt, openid: null, boundAt: null };
  await app.database().collection('bindings').doc(idOf('invitation', code.toUpperCase())).set(invitation);
}
