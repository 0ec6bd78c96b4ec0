import fc from 'fast-check';
import { placesNamed, staffNamed } from '../../domain/places';
import type { TownPlace } from '../../domain/town';
import { aTown, withMember } from '../support/a-town';

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

test.each([
  ['a name', '陈大', ['officer-chen']],
  ['a title', '社区书记', ['coordinator-liangdu', 'coordinator-maling']],
  ['a name before a title', '林', ['officer-lin', 'coordinator-liangdu']],
  ['what people leave out', '林书', ['coordinator-liangdu']],
  ['nobody of that name', '欧阳', []],
  ['nothing: nobody', '', []],
  ['blanks: nobody', ' 　', []],
])('finds a member of staff by %s', (_what, search, expected) => {
  const found = staffNamed(search, aTown()).map(({ id }) => id);
  expect(found.sort()).toEqual([...expected].sort());
});

test('who is no longer in service is not found', () => {
  expect(staffNamed('陈大文', withMember(aTown(), 'officer-chen', { roles: [] }))).toEqual([]);
});

test('twenty members of staff are found at most', () => {
  const { staff } = aTown();
  const many = Array.from({ length: 40 }, (_, i) => ({ ...staff[0]!, id: `m${i}` }));
  expect(staffNamed(staff[0]!.name, { staff: many })).toHaveLength(20);
});
