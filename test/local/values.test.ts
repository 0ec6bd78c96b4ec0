import { EJSON } from 'bson';
import fc from 'fast-check';
import { decode, encode } from '../../local/cloud/ejson';
import { encodeValue } from '../../local/cloud/keys';

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.date({ noInvalidDate: true }),
);
const name = fc.string({ minLength: 1 }).filter((text) => !/[$.]|__proto__/.test(text));
const documents = fc.dictionary(name, fc.oneof(leaf, fc.array(leaf), fc.dictionary(name, leaf)));

test('documents are written byte for byte as bson writes canonical EJSON, and read back the same', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const text = encode(document);
      expect(text).toBe(EJSON.stringify(document, { relaxed: false }));
      expect(encode(decode(text, 0))).toBe(text);
    }),
  );
});

const compare = (a: any, b: any) => (a < b ? -1 : a > b ? 1 : 0);

test.each([
  ['numbers', fc.double({ noNaN: true }), compare],
  ['dates', fc.date({ noInvalidDate: true }), (a: Date, b: Date) => a.getTime() - b.getTime()],
  ['texts', fc.string({ unit: 'grapheme' }), (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))],
] as const)('keys of %s sort as the values do, and backward when descending', (_what, values, order) => {
  fc.assert(
    fc.property(values as fc.Arbitrary<any>, values as fc.Arbitrary<any>, (a, b) => {
      const expected = Math.sign((order as typeof compare)(a, b));
      expect(Buffer.compare(encodeValue(a), encodeValue(b))).toBe(expected);
      expect(Buffer.compare(encodeValue(b, -1), encodeValue(a, -1))).toBe(expected);
    }),
  );
});

test('no key is the beginning of another', () => {
  fc.assert(
    fc.property(leaf, leaf, (a, b) => {
      const [short, long] = [encodeValue(a), encodeValue(b)].sort((x, y) => x.length - y.length) as [Buffer, Buffer];
      expect(short.equals(long) || !long.subarray(0, short.length).equals(short)).toBe(true);
    }),
  );
});

test('a field of more than 1024 bytes cannot be indexed', () => {
  expect(() => encodeValue('x'.repeat(1030))).toThrow('exceeds 1024 bytes');
});
