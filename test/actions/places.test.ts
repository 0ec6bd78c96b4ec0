import { buildingIn, sceneOf } from '../../domain/building-code';
import type { PlaceDraft } from '../../domain/concern';
import { BUILDING, publishPlaces } from '../support/buildings';
import { aDraft, officer, openTown, resident, type LocalTown } from '../support/local-town';

let town: LocalTown;
beforeEach(async () => {
  town = await openTown();
  await publishPlaces(town);
});
afterEach(() => town.close());

const { id: placeId, name, latitude, longitude } = BUILDING;
const building: PlaceDraft = { kind: 'point', placeId, name, latitude, longitude };
const find = async (input: object) => (await town.act(resident, 'findPlaces', input)).places;

test('a building is found by its name, with its grid; a name nobody has finds nothing', async () => {
  const [found, ...others] = await find({ search: '恒美一村3栋' });
  expect(found).toEqual({ ...BUILDING, gridName: '良都社区第一网格' });
  expect(others).toEqual([]);
  expect(await find({ search: '火车站' })).toEqual([]);
});

test('the code beside its door leads to the building, one that was taken down leads to nothing', async () => {
  const id = buildingIn(sceneOf(placeId))!;
  expect(await find({ id })).toMatchObject([{ id, name }]);
  await publishPlaces(town, []);
  expect(await find({ id })).toEqual([]);
});

test('a concern in public space keeps building and point, any other only building and cell', async () => {
  const open = await town.act(resident, 'submitConcern', aDraft({ place: building }));
  expect(open.owner.name).toBe('恒美网格员');
  expect(town.stored(open.concernId).place).toMatchObject({
    buildingId: placeId,
    name,
    point: { latitude, longitude },
  });
  const home = await town.act(resident, 'submitConcern', aDraft({ categoryId: 'F4', place: building }));
  const { place } = town.stored(home.concernId);
  expect(place).toMatchObject({ buildingId: placeId });
  expect(place).not.toHaveProperty('point');
  expect(place).not.toHaveProperty('name');
  const view = await town.act(officer, 'getConcern', { concernId: home.concernId });
  expect(view).toMatchObject({ placeName: name, point: { latitude, longitude } });
});

test('the town says where the building is, whatever the phone says', async () => {
  const moved = { ...building, latitude: latitude - 0.012, name: '别处' };
  const { concernId, owner } = await town.act(resident, 'submitConcern', aDraft({ place: moved }));
  expect(owner.name).toBe('恒美网格员');
  expect(town.stored(concernId).place).toMatchObject({ name, point: { latitude } });
});

test('a landmark is a place like any other', async () => {
  const [landmark] = await find({ search: '城南公园' });
  const place: PlaceDraft = { ...landmark!, kind: 'point', placeId: landmark!.id };
  const { concernId } = await town.act(resident, 'submitConcern', aDraft({ place }));
  expect(town.stored(concernId).place).not.toHaveProperty('buildingId');
  expect(town.stored(concernId).place).toMatchObject({ name: '城南公园', gridId: 'g3' });
});

test('a building that is no longer in the town is refused beside the place, and nothing is written', async () => {
  await publishPlaces(town, []);
  const before = town.cloud.dump();
  const reply = await town.ask(resident, 'submitConcern', aDraft({ place: building }));
  expect(reply).toMatchObject({ code: 'UNKNOWN_PLACE', message: '您选的楼栋或地点刚刚调整过，请重新选择地点' });
  expect(town.cloud.dump()).toEqual(before);
});
