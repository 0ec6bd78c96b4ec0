import { canonical } from '../domain/canonical';
import type { Instant } from '../domain/time';
import type { Town } from '../domain/town';
import { idOf } from './secrets';

const LETTERS = 12;

/** A version is named by its content: the same town, imported again or rolled back to, is the same version. */
export const named = (content: Omit<Town, 'version'>): Town => ({
  ...content,
  version: `v-${idOf('town', canonical({ ...content, version: undefined })).slice(0, LETTERS)}`,
});

/** What the list of versions keeps of one. */
export type VersionRecord = {
  v: 1;
  name: string;
  fileId: string;
  importedAt: Instant;
  communities: number;
  grids: number;
  staff: number;
};

export const versionRecord = (
  { name, communities, grids, staff }: Town,
  fileId: string,
  importedAt: Instant,
): VersionRecord => ({
  v: 1,
  name,
  fileId,
  importedAt,
  communities: communities.length,
  grids: grids.length,
  staff: staff.length,
});
