import { staffOpenid } from '../../local/demo/people';
import { LANDMARKS } from '../../local/demo/town';
import { aDraft, coordinator, officer, openTown, resident, type LocalTown } from '../support/local-town';

const otherOfficer = staffOpenid('s04');
const supervisor = staffOpenid('s10');
const at = (name: string) => {
  const { latitude, longitude } = LANDMARKS.find((landmark) => landmark.name === name)!;
  return { kind: 'point' as const, name, latitude, longitude };
};

let town: LocalTown;
let street: string;
let home: string;
let far: string;
beforeAll(async () => {
  town = await openTown();
  const submit = async (changes: object) => (await town.act(resident, 'submitConcern', aDraft(changes))).concernId;
  street = await submit({ place: at('恒美一村') });
  home = await submit({ categoryId: 'F4', place: at('恒美一村') });
  far = await submit({ place: at('梅坪大街') });
  await submit({ place: { kind: 'none' } });
});
afterAll(() => town.close());

const map = (openid: string, input = {}) => town.act(openid, 'listMapConcerns', input);
const ids = async (openid: string, input = {}) => (await map(openid, input)).concerns.map(({ id }) => id).sort();

test.each([
  ['an officer: their own', officer, () => [street, home], ['良都社区第一网格']],
  ['another officer: theirs', otherOfficer, () => [far], ['马岭社区第一网格']],
  [
    'a coordinator: their community',
    coordinator,
    () => [street, home],
    ['良都社区第一网格', '良都社区第二网格', '良都社区第三网格'],
  ],
])('%s', async (_who, openid, expected, grids) => {
  expect(await ids(openid)).toEqual(expected().sort());
  expect((await map(openid)).grids.map(({ name }) => name)).toEqual(grids);
});

test('a supervisor: the whole town, but nothing without a place', async () => {
  expect(await ids(supervisor)).toEqual([street, home, far].sort());
  const { grids, hasMore } = await map(supervisor);
  expect(grids).toHaveLength(6);
  expect(hasMore).toBe(false);
});

test('public space stands where it is, a home only in the middle of its cell', async () => {
  const { concerns } = await map(officer);
  const spot = (id: string) => concerns.find((concern) => concern.id === id)!;
  const { latitude, longitude } = at('恒美一村');
  expect(spot(street)).toMatchObject({ latitude, longitude, isExact: true });
  expect(spot(home).isExact).toBe(false);
  expect(Math.abs(spot(home).latitude - latitude)).toBeLessThan(0.0009);
  expect(spot(home).latitude).not.toBe(latitude);
});

test('a smaller map shows what is on it, and the grids it touches', async () => {
  const { latitude, longitude } = at('梅坪大街');
  const bounds = { south: latitude - 0.002, north: latitude + 0.002, west: longitude - 0.002, east: longitude + 0.002 };
  expect(await ids(supervisor, { bounds })).toEqual([far]);
  expect((await map(supervisor, { bounds })).grids.map(({ name }) => name)).toEqual(['马岭社区第一网格']);
});

test('who acts for somebody has their concerns on the map, too', async () => {
  const absences = town.database().collection('absences');
  await absences.add({ _id: 'x', staffId: 's04', kind: 'suspended', from: 0, to: null, isActive: true });
  expect(await ids(staffOpenid('s08'))).toEqual([far]);
  await absences.doc('x').remove();
});

test.each([
  ['a resident', resident],
  ['an administrator', staffOpenid('s11')],
])('%s is refused', async (_who, openid) => {
  await expect(town.ask(openid, 'listMapConcerns', {})).resolves.toMatchObject({ ok: false, code: 'NOT_ALLOWED' });
});

test('what has ended is on no map', async () => {
  await town.act(resident, 'withdrawConcern', { concernId: far });
  expect(await ids(supervisor)).not.toContain(far);
});

test('no map grows with the town: the 200 most urgent, and that there is more', async () => {
  const one = town.stored(street);
  const concerns = town.database().collection('concerns');
  const copies = Array.from({ length: 205 }, (_item, index) => ({ ...one, _id: `copy-${index}`, dueAt: NOW + index }));
  await Promise.all(copies.map((copy) => concerns.add(copy)));
  const { concerns: shown, hasMore } = await map(supervisor);
  expect(shown.map(({ id }) => id)).toEqual(copies.slice(0, 200).map(({ _id }) => _id));
  expect(hasMore).toBe(true);
});

test('every query of this run was served by a declared index', () => {
  for (const shape of town.cloud.queryLog()) expect(shape).toMatchObject({ index: expect.any(String) as string });
});
