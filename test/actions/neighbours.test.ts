/** Neighbours are offered before sending, join, leave, and have their say. Source: product.md §4, §7. */
import { CONSENT_VERSION } from '../../domain/concern';
import { HOUR } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import {
  aDraft,
  aRequestId,
  beginEachTestIn,
  coordinator,
  hengmeiPlace,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

const colleague = staffOpenid('s05');
const consented = { consentVersion: CONSENT_VERSION } as const;
const matter = (changes: object = {}) => ({ categoryId: 'A2', place: hengmeiPlace, words: '三巷水浸', ...changes });
const find = async (changes: object = {}, who = neighbour) =>
  (await town.act(who, 'findNeighbours', matter(changes))).neighbours;
const report = async (changes: object = {}) => (await town.act(resident, 'submitConcern', aDraft(changes))).concernId;
const join = (who: string, concernId: string) => town.act(who, 'joinConcern', { concernId, ...consented });

test('what is near and alike is offered, and nothing that anybody wrote leaves the server', async () => {
  const concernId = await report({ words: '陈婆婆家门口水浸到膝盖', phone: '13800000001' });
  const reply = await town.ask(neighbour, 'findNeighbours', matter());
  expect(reply).toMatchObject({ data: { neighbours: [{ concernId, categoryLabel: '反复水浸', people: 1 }] } });
  expect(JSON.stringify(reply)).not.toMatch(/陈婆婆|三巷|138|reporter|openid|rev|words/);
});

test.each([
  ['of another family', { categoryId: 'B1' }, {}],
  ['further than 100 m away', { place: { ...hengmeiPlace, latitude: hengmeiPlace.latitude + 0.0011 } }, {}],
  ['at no place', { place: { kind: 'none' } }, {}],
  ['about a home', { categoryId: 'F3' }, { categoryId: 'F3' }],
])('nothing is offered %s', async (_what, changes, filed) => {
  await report(filed);
  expect(await find(changes)).toEqual([]);
});

test('what has ended or cannot be joined is not offered; what is one’s own says so', async () => {
  const concernId = await report();
  expect(await find({}, resident)).toMatchObject([{ isMine: true }]);
  await join(neighbour, concernId);
  expect(await find()).toMatchObject([{ isMine: true, people: 2 }]);
  await town.act(neighbour, 'leaveConcern', { concernId });
  expect(await find()).toMatchObject([{ isMine: false, people: 1 }]);
  await town.act(resident, 'withdrawConcern', { concernId });
  expect(await find()).toEqual([]);
});

test('thirty people join in the same instant: nobody is lost, nobody comes twice', async () => {
  const concernId = await report();
  const people = Array.from({ length: 30 }, (_, index) => `neighbour-${index}`);
  const taps = people.flatMap((who) => {
    const requestId = aRequestId();
    return [1, 2].map(() => town.act(who, 'joinConcern', { concernId, ...consented }, requestId));
  });
  await Promise.all(taps);
  const { participants, events } = town.stored(concernId);
  expect(participants.map(({ openid }) => openid).sort()).toEqual([resident, ...people].sort());
  expect(events.filter(({ type }) => type === 'join')).toHaveLength(30);
  expect(new Set(participants.map(({ key }) => key)).size).toBe(31);
  expect(await find()).toMatchObject([{ people: 31 }]);
});

test('somebody who joined reads what staff wrote, and never what another resident wrote or photographed', async () => {
  const concernId = await report({ words: '陈婆婆家门口水浸到膝盖' });
  await join(neighbour, concernId);
  await town.act(officer, 'reply', { concernId, words: '下午到现场看', photoFileIds: [] });
  await town.act(neighbour, 'addDetail', { concernId, words: '我家门口也浸了', photoFileIds: [] });
  const seen = async (who: string) => JSON.stringify(await town.act(who, 'getConcern', { concernId }));
  expect(await seen(neighbour)).toMatch(/下午到现场看.*我家门口也浸了/);
  expect(await seen(neighbour)).not.toContain('陈婆婆');
  expect(await seen(resident)).not.toContain('我家门口也浸了');
  expect(await seen(officer)).toMatch(/陈婆婆.*我家门口也浸了/);
});

/** Closed as soon as may be: the first contact, the proposal, the confirmation. */
async function close(concernId: string): Promise<string[]> {
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  const closing = { kind: 'resolved' as const, words: '管道已经疏通', photoFileIds: [] };
  await town.act(officer, 'proposeClosing', { concernId, ...closing });
  await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
  const { participants, rounds } = town.stored(concernId);
  return participants.filter(({ key }) => rounds.at(-1)!.asked!.includes(key)).map(({ openid }) => openid!);
}

test('whoever joins less than a day before the proposal, leaves again, or is staff is not asked', async () => {
  const concernId = await report();
  for (const who of ['neighbour-early', 'neighbour-gone', colleague]) await join(who, concernId);
  town.cloud.clock.fixAt(NOW + HOUR);
  await join('neighbour-late', concernId);
  await town.act('neighbour-gone', 'leaveConcern', { concernId });
  town.cloud.clock.fixAt(NOW + 24 * HOUR);
  expect((await close(concernId)).sort()).toEqual(['neighbour-early', resident].sort());
  const answer = { concernId, solved: 'yes', satisfaction: 5, tags: [] };
  for (const [who, code] of [
    ['neighbour-late', 'NOT_ASKED'],
    [colleague, 'NOT_ASKED'],
    ['neighbour-gone', 'NOT_FOUND'],
    ['some-stranger', 'NOT_FOUND'],
  ])
    expect(await town.ask(who!, 'rateConcern', answer)).toMatchObject({ ok: false, code });
});
