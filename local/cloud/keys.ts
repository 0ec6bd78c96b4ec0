import { databaseError } from './errors';
import { type Document, encode, isFields } from './ejson';
import type { Index, IndexField } from './declaration';

/** First byte of an encoded value: the order of types in MongoDB. */
const TAG = { emptyArray: 0x04, null: 0x05, number: 0x10, string: 0x20, object: 0x30, array: 0x40, boolean: 0x50 };
const DATE_TAG = 0x60;

/** After any continuation of a key: every tag, inverted or not, is below it. */
export const AFTER = Buffer.of(0xff);

/** CloudBase documentation: an indexed field holds at most 1024 bytes. */
const MAX_FIELD_BYTES = 1024;

const EMPTY_ARRAY = Symbol('empty array');

/** Bytes that sort as MongoDB sorts values, and of which none is the beginning of another. */
export function encodeValue(value: unknown, direction: 1 | -1 = 1): Buffer {
  const bytes = encodeAscending(value);
  if (bytes.length > MAX_FIELD_BYTES) throw databaseError(`an indexed field exceeds ${MAX_FIELD_BYTES} bytes`);
  return direction === 1 ? bytes : Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

function encodeAscending(value: unknown): Buffer {
  if (value === EMPTY_ARRAY) return Buffer.of(TAG.emptyArray);
  if (value === undefined || value === null) return Buffer.of(TAG.null);
  if (typeof value === 'number') return encodeNumber(TAG.number, value);
  if (value instanceof Date) return encodeNumber(DATE_TAG, value.getTime());
  if (typeof value === 'string') return encodeText(TAG.string, value);
  if (typeof value === 'boolean') return Buffer.of(TAG.boolean, Number(value));
  return encodeText(Array.isArray(value) ? TAG.array : TAG.object, encode(value));
}

/** A double sorts by its bytes once the sign bit is flipped, or every bit when negative. */
function encodeNumber(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1); // -0 is 0
  const mask = value < 0 ? 0xff : 0;
  for (let i = 1; i < 9; i++) bytes.writeUInt8(bytes.readUInt8(i) ^ mask, i);
  if (!mask) bytes.writeUInt8(bytes.readUInt8(1) ^ 0x80, 1);
  bytes.writeUInt8(tag, 0);
  return bytes;
}

/** Ends in two zero bytes; a zero inside is followed by the highest character instead. */
function encodeText(tag: number, text: string): Buffer {
  return Buffer.concat([Buffer.of(tag), Buffer.from(text.replaceAll('\0', '\0\u{10ffff}')), Buffer.of(0, 0)]);
}

/** The entries of a document in an index, each once: one for every element where a field is an array. */
export function keysOf(document: Document, index: Index): { keys: Buffer[]; isMultikey: boolean } {
  const parts = index.fields.map((field) => valuesAt(document, field.path.split('.')));
  const arrays = parts.filter(({ isArray }) => isArray).length;
  // MongoDB refuses two arrays in one index ("cannot index parallel arrays"); two fields of one array are refused here too.
  if (arrays > 1) throw databaseError(`cannot index parallel arrays in ${index.name}`);
  let keys: Buffer[] = [Buffer.alloc(0)];
  parts.forEach(({ values }, i) => {
    const encoded = values.map((value) => encodeValue(value, index.fields[i]?.direction));
    keys = keys.flatMap((key) => encoded.map((bytes) => Buffer.concat([key, bytes])));
  });
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], isMultikey: arrays > 0 };
}

/** For ordering a handful of documents in memory exactly as an index would. */
export function sortKey(document: Document, sort: readonly IndexField[]): Buffer {
  return Buffer.concat(
    sort.map(({ path, direction }) => encodeValue(valuesAt(document, path.split('.')).values[0], direction)),
  );
}

function valuesAt(value: unknown, path: string[]): { values: unknown[]; isArray: boolean } {
  if (Array.isArray(value)) {
    const parts = value.map((element: unknown) => (path.length ? valuesAt(element, path).values : [element]));
    return { values: value.length ? parts.flat() : [path.length ? null : EMPTY_ARRAY], isArray: true };
  }
  const [step, ...rest] = path;
  if (step === undefined) return { values: [value], isArray: false };
  return isFields(value) ? valuesAt(value[step], rest) : { values: [null], isArray: false };
}
