/** The rule that CloudBase's storage obeys for phones, as the deployment writes it: cloudfunctions/storage.json. */
export interface StorageRule {
  /** Phones see a file by a temporary address that a function gives them, so they read nothing themselves. */
  readonly read: boolean;
  /** Conditions joined by `&&`; the two below are known, everything else is refused. */
  readonly write: string;
}

interface Upload {
  path: string;
  /** Who is uploading. */
  openid: string;
  /** Who put the file there first: the uploader of a new one; undefined for a file that a function wrote. */
  creator: string | undefined;
}
type Condition = (upload: Upload) => boolean;

const CREATOR_ONLY = 'resource.openid == auth.openid';
const PATH = /^\/(.+)\/\.test\(resource\.path\)$/;

/** @returns whether a phone may upload. Throws on a rule that this project does not use. */
export function mayUploadBy({ read, write }: StorageRule): Condition {
  if (read) throw new Error('storage rule: phones read by temporary addresses only');
  const conditions = write.split(' && ').map(conditionOf);
  return (upload) => conditions.every((holds) => holds(upload));
}

function conditionOf(text: string): Condition {
  if (text === CREATOR_ONLY) return ({ openid, creator }) => openid === creator;
  const [, pattern] = PATH.exec(text) ?? [];
  if (!pattern) throw new Error(`storage rule: '${text}' is not known here`);
  const expected = new RegExp(pattern);
  return ({ path }) => expected.test(path);
}
