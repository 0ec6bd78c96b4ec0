/** Writes a town version and its invitations, with the SDK that administrators' programs use. */
import type { CloudBase } from '@cloudbase/node-sdk';
import { town as townSchema, type Town } from '../../domain/town';
import type { Instant } from '../../domain/time';
import { idOf } from '../../cloudfunctions/secrets';

/**
 * Puts the snapshot into storage, then points at it. A version is immutable: give a changed town a new one.
 * Throws with every fault named when the town is not complete.
 */
export async function publishTown(app: CloudBase, town: Town): Promise<void> {
  const snapshot = townSchema.parse(town);
  const fileContent = Buffer.from(JSON.stringify(snapshot));
  const { fileID } = await app.uploadFile({ cloudPath: `towns/${town.version}.json`, fileContent });
  await app.database().collection('settings').doc('current').set({ v: 1, version: town.version, fileId: fileID });
}

/** A one-time code with which a member of staff binds their WeChat. Only its hash is stored. */
export async function invite(app: CloudBase, staffId: string, code: string, expiresAt: Instant): Promise<void> {
  const invitation = { v: 1, staffId, expiresAt, openid: null, boundAt: null };
  await app.database().collection('bindings').doc(idOf('invitation', code.toUpperCase())).set(invitation);
}
