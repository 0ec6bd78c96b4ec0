import fc from 'fast-check';
import { placesNamed } from '../../domain/places';
import type { TownPlace } from '../../domain/town';

const NAMES = ['城南公园', '恒美一村', '恒美一村 1 栋', '恒美一村 3 栋', '恒美一村 13 栋', '新恒美市场', 'ABC 大厦'];
const places: TownPlace[] = NAMES.map((name, index) => ({
  id: `p${index}`,
  kind: 'landmark',
  name,
  latitude: 22.5,
  longitude: 113.37,
}));
const named = (search: string) => placesNamed(search, places).map(({ name }) => name);

test.each([
  ['a part of a name', '公园', ['城南公园']],
  [
    'beginnings before the rest',
    '恒美',
    ['恒美一村', '恒美一村 1 栋', '恒美一村 3 栋', '恒美一村 13 栋', '新恒美市场'],
  ],
  ['no blanks', '恒美一村3栋', ['恒美一村 3 栋']],
  ['full-width letters and digits', '恒美一村１３栋', ['恒美一村 13 栋']],
  ['small letters', 'abc大厦', ['ABC 大厦']],
  ['what people leave out, where nobody has exactly that', '恒美3栋', ['恒美一村 3 栋', '恒美一村 13 栋']],
  ['letters in another order', '栋恒', []],
  ['nothing like it', '火车站', []],
  ['nothing at all: the first of the town', ' ', NAMES],
])('finds by %s', (_what, search, expected) => {
  expect(named(search)).toEqual(expected);
});

test('what is found grows with no town, is in the town, and is the same every time', () => {
  const many = fc.array(fc.constantFrom(...places), { maxLength: 60 });
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), many, (search, town) => {
      const found = placesNamed(search, town);
      expect(found.length).toBeLessThanOrEqual(20);
      expect(found.every((place) => town.includes(place))).toBe(true);
      expect(placesNamed(search, town)).toEqual(found);
    }),
  );
});
