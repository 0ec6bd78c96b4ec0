/** What `cloudfunctions/database.json` says. Rules are for the deployment: clients never reach the database here. */
export interface DatabaseDeclaration {
  readonly collections: Readonly<Record<string, CollectionDeclaration | undefined>>;
}
interface CollectionDeclaration {
  readonly rules?: { readonly read: boolean; readonly write: boolean };
  readonly indexes: readonly IndexDeclaration[];
}
interface IndexDeclaration {
  readonly name: string;
  /** Path to direction: 1 or -1. `undefined` only because TypeScript reads a JSON list of unlike objects so. */
  readonly fields: Readonly<Record<string, number | undefined>>;
  readonly unique?: boolean;
}

export interface IndexField {
  path: string;
  direction: 1 | -1;
}
export interface Index {
  name: string;
  fields: IndexField[];
  unique: boolean;
}

/** CloudBase documentation: at most 100 collections, at most 10 indexes in each. */
const MAX_COLLECTIONS = 100;
const MAX_INDEXES = 10;

/** Every collection of MongoDB has it. */
const ID_INDEX: Index = { name: '_id_', fields: [{ path: '_id', direction: 1 }], unique: true };

/** Collections by name with their indexes, that of `_id` included; throws on a declaration that CloudBase would not accept. */
export function parseDeclaration(database: DatabaseDeclaration): Map<string, Index[]> {
  const collections = Object.entries(database.collections);
  if (collections.length > MAX_COLLECTIONS) throw new Error(`more than ${MAX_COLLECTIONS} collections`);
  return new Map(collections.map(([name, declared]) => [name, parseIndexes(name, declared?.indexes ?? [])]));
}

function parseIndexes(collection: string, declared: readonly IndexDeclaration[]): Index[] {
  if (declared.length > MAX_INDEXES) throw new Error(`${collection}: more than ${MAX_INDEXES} indexes`);
  if (new Set(declared.map(({ name }) => name)).size < declared.length)
    throw new Error(`${collection}: two indexes of the same name`);
  return [ID_INDEX, ...declared.map((index) => parseIndex(collection, index))];
}

function parseIndex(collection: string, { name, fields, unique = false }: IndexDeclaration): Index {
  const parsed = Object.entries(fields).map(([path, direction]): IndexField => {
    if (direction !== 1 && direction !== -1) throw new Error(`${collection}.${name}: ${path} must be 1 or -1`);
    return { path, direction };
  });
  if (parsed.length === 0) throw new Error(`${collection}.${name}: an index needs a field`);
  return { name, fields: parsed, unique };
}
