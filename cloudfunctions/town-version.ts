import { canonical } from '../domain/canonical';
import type { Town } from '../domain/town';
import { idOf } from './secrets';

const LETTERS = 12;

/** A version is named by its content: the same town, imported again or rolled back to, is the same version. */
export const named = (content: Omit<Town, 'version'>): Town => ({
  ...content,
  version: `v-${idOf('town', canonical({ ...content, version: undefined })).slice(0, LETTERS)}`,
});
