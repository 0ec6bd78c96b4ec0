import { staffOpenid } from '../../local/demo/people';
import { beijing } from '../support/a-town';
import {
  aDraft,
  beginEachTestIn,
  desk,
  hengmeiPlace,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';
import { accept, messagesOf, pushesOf } from '../support/pushes';

const second = staffOpenid('s09');
const supervisor = staffOpenid('s10');
/** On duty for the community at weekends, from 08:00 to 20:00. */
const weekendOfficer = staffOpenid('s03');
const COLLAPSE = { categoryId: 'B5', place: hengmeiPlace };

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown({ now: beijing('2026-07-11 02:00') }))); // a Saturday

const at = (moment: string) => town.cloud.clock.fixAt(beijing(moment));
const submit = async (changes = {}) =>
  (await town.act(resident, 'submitConcern', aDraft({ ...COLLAPSE, ...changes }))).concernId;
const today = async (openid: string) => (await town.act(openid, 'listToday', {})).cards.map(({ id }) => id);
const sees = async (openid: string, concernId: string) => (await town.ask(openid, 'getConcern', { concernId })).ok;

test('an emergency at 02:00 on a Saturday reaches its owner and the duty desk, which makes the first contact', async () => {
  await accept(town, officer, ['emergency']);
  await accept(town, desk, ['emergency']);
  const filed = await town.act(resident, 'submitConcern', aDraft(COLLAPSE));
  const { concernId } = filed;
  expect(filed.owner.name).toBe('恒美网格员'); // named as always
  expect(
    messagesOf(town)
      .map(({ touser }) => touser)
      .sort(),
  ).toEqual([officer, desk].sort());
  expect(town.stored(concernId)).toMatchObject({ ownerId: 's01', isEmergency: true });
  expect(await today(desk)).toEqual([concernId]);
  expect((await town.act(resident, 'getConcern', { concernId })).acting?.name).toBe('街道值班员甲');

  await expect(town.act(desk, 'recordFirstContact', { concernId, way: 'phone' })).resolves.toEqual({
    status: 'handling',
  });
  const { events, ownerId } = town.stored(concernId);
  expect([events.at(-1)!.by, ownerId]).toEqual(['s08', 's01']); // handling is not owning
});

test('nobody else may act, and the duty officer only while on duty', async () => {
  const concernId = await submit();
  const who = async () => Promise.all([officer, desk, second, weekendOfficer].map((openid) => sees(openid, concernId)));
  expect(await who()).toEqual([true, true, false, false]);
  at('2026-07-11 10:00');
  expect(await who()).toEqual([true, false, false, true]); // the community’s own officer is on duty by now
  expect([await today(weekendOfficer), await today(desk)]).toEqual([[concernId], []]);
  at('2026-07-13 09:00'); // Monday, in working hours
  expect(await who()).toEqual([true, false, false, false]);
  await expect(
    town.ask(weekendOfficer, 'reply', { concernId, words: '我到现场看看', photoFileIds: [] }),
  ).resolves.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('the second of the desk acts where the first is suspended', async () => {
  await town.act(staffOpenid('s11'), 'suspendStaff', { staffId: 's08', isSuspended: true });
  const concernId = await submit();
  expect(await today(second)).toEqual([concernId]);
  expect(
    pushesOf(town, concernId)
      .map(({ recipient }) => recipient)
      .sort(),
  ).toEqual(['staff:s01', 'staff:s09']);
});

test('what is no emergency stays with its owner at night', async () => {
  const concernId = await submit({ categoryId: 'A2' });
  expect(town.stored(concernId).isEmergency).toBe(false);
  expect(await sees(desk, concernId)).toBe(false);
  expect(await today(desk)).toEqual([]);
});

test('one without a place is the desk’s', async () => {
  at('2026-07-11 10:00');
  const concernId = await submit({ categoryId: 'F3', place: { kind: 'none' } });
  expect(town.stored(concernId).ownerId).toBe('s08');
  expect(await today(desk)).toEqual([concernId]); // once, although owner and on duty
});

test('the duty desk sees emergencies that nobody has contacted, and who is on duty', async () => {
  const [first, later] = [await submit(), await submit({ categoryId: 'F3' })];
  await submit({ categoryId: 'A2' });
  const waiting = async (openid = desk) => (await town.act(openid, 'listDuty', {})).emergencies;
  expect((await waiting()).map(({ id }) => id).sort()).toEqual([first, later].sort());
  expect(await waiting(supervisor)).toEqual(await waiting());
  expect((await waiting())[0]).toMatchObject({ isEmergency: true, status: 'assigned' });
  await town.act(officer, 'recordFirstContact', { concernId: first, way: 'phone' });
  expect((await waiting()).map(({ id }) => id)).toEqual([later]);

  const onDuty = async () =>
    (await town.act(desk, 'listDuty', {})).onDuty.map(({ place, people }) => [place, people.map(({ name }) => name)]);
  expect(await onDuty()).toEqual([
    ['良都社区', ['街道值班员甲']],
    ['马岭社区', ['街道值班员甲']],
    ['南区街道值班台', ['街道值班员甲']],
  ]);
  at('2026-07-11 10:00');
  expect((await onDuty()).slice(0, 2)).toEqual([
    ['良都社区', ['城南网格员']],
    ['马岭社区', ['长寿街网格员']],
  ]);
});

test('a push that cannot be delivered at night is a call at once', async () => {
  const concernId = await submit();
  const calls = (await town.act(desk, 'listDuty', {})).calls;
  expect(calls.map(({ person, what }) => [person.name, what]).sort()).toEqual([
    ['恒美网格员', '紧急诉求 · 路面塌陷 · 恒美一村三巷'],
    ['街道值班员甲', '紧急诉求 · 路面塌陷 · 恒美一村三巷'],
  ]);
  expect(pushesOf(town, concernId).map(({ state }) => state)).toEqual(['toCall', 'toCall']);
});

test('every query of this run was served by a declared index', async () => {
  await submit();
  await today(desk);
  await today(weekendOfficer);
  await town.act(desk, 'listDuty', {});
  for (const shape of town.cloud.queryLog()) expect(shape).toMatchObject({ index: expect.any(String) as string });
});
