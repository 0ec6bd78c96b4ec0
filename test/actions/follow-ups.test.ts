/** A "not solved" in a large round: a follow-up of the objectors, whoever is first, whatever breaks in between. */
import { CONSENT_VERSION } from '../../domain/concern';
import type { ActionRequest } from '../../domain/contract';
import { DAY } from '../../domain/time';
import {
  aConcernToRate,
  aDraft,
  aRequestId,
  beginEachTestIn,
  coordinator,
  FIVE_NEIGHBOURS,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';
import { staffOpenid } from '../../local/demo/people';

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

const supervisor = staffOpenid('s10');
const [n1, n2, n3] = FIVE_NEIGHBOURS as [string, string, string];
const answer = (concernId: string, changes: Partial<ActionRequest<'rateConcern'>> = {}) => ({
  concernId,
  solved: 'no' as const,
  satisfaction: 2,
  tags: [],
  words: '井盖还没有装回去',
  ...changes,
});
const aLargeRound = () => aConcernToRate(town, FIVE_NEIGHBOURS);
const followUps = () => town.cloud.dump()['concerns']!.filter(({ followUpOf }) => followUpOf) as { _id: string }[];
const objectorsOf = (id: string) => town.stored(id).participants.map(({ openid }) => openid);
const view = (who: string, concernId: string) => town.act(who, 'getConcern', { concernId });

test('the first objector makes it, the others join it, and the round goes on for everybody else', async () => {
  const concernId = await aLargeRound();
  for (const who of [n1, n2]) await town.act(who, 'rateConcern', answer(concernId));
  expect(await town.act(n3, 'rateConcern', answer(concernId, { solved: 'yes' }))).toEqual({ status: 'rating' });
  expect(followUps()).toHaveLength(1);
  const [{ _id: id }] = followUps() as [{ _id: string }];
  expect(objectorsOf(id)).toEqual([n1, n2]);
  expect(town.stored(id)).toMatchObject({ status: 'handling', ownerId: 's01', unprojected: false });
  expect(town.stored(concernId)).toMatchObject({ status: 'rating', rounds: [{}], unprojected: false });
});

test('each objector’s page names it, with its date; nobody else’s does', async () => {
  const concernId = await aLargeRound();
  await town.act(n1, 'rateConcern', answer(concernId));
  const { number, dueAt } = town.stored(followUps()[0]!._id);
  const named = [{ concernId: followUps()[0]!._id, number, status: 'handling', ownerName: '恒美网格员', dueAt }];
  expect((await view(n1, concernId)).followUps).toEqual(named);
  expect((await view(officer, concernId)).followUps).toEqual(named);
  for (const who of [n2, resident]) expect((await view(who, concernId)).followUps).toEqual([]);
  expect((await view(n1, concernId)).history.at(-1)).toMatchObject({ by: '您', title: '反映没有解决，另立跟进诉求' });
});

test('the owner finds it in today’s list, names where it comes from, and reads what is missing', async () => {
  const concernId = await aLargeRound();
  await town.act(n1, 'rateConcern', answer(concernId));
  const [{ _id: id }] = followUps() as [{ _id: string }];
  expect((await town.act(officer, 'listToday', {})).cards.map((card) => card.id)).toContain(id);
  const seen = await view(officer, id);
  expect(seen.followUpOf).toEqual({ concernId, number: town.stored(concernId).number });
  expect(seen.objections).toMatchObject([{ words: '井盖还没有装回去' }]);
  expect(await view(n1, id)).not.toHaveProperty('objections');
  expect((await view(n1, id)).followUpOf).toMatchObject({ concernId });
  const { notices } = await town.act(officer, 'listInbox', {});
  expect(notices[0]).toMatchObject({ concernId: id, text: expect.stringContaining('已立为跟进诉求') as string });
});

test('all object in the same instant: one follow-up, everybody in it once', async () => {
  const concernId = await aLargeRound();
  const everybody = [resident, ...FIVE_NEIGHBOURS];
  const replies = await Promise.all(everybody.map((who) => town.ask(who, 'rateConcern', answer(concernId))));
  for (const [index, who] of everybody.entries())
    if (!replies[index]!.ok) await town.act(who, 'rateConcern', answer(concernId)); // five lost races in a row: BUSY
  await town.cloud.timer('timer');
  expect(followUps()).toHaveLength(1);
  expect(objectorsOf(followUps()[0]!._id).sort()).toEqual(everybody.sort());
});

test('an objector who comes after its end makes the next one', async () => {
  const concernId = await aLargeRound();
  await town.act(n1, 'rateConcern', answer(concernId));
  const first = followUps()[0]!._id;
  await town.act(n1, 'withdrawConcern', { concernId: first });
  await town.act(n2, 'rateConcern', answer(concernId));
  expect(followUps().map(({ _id }) => objectorsOf(_id))).toEqual([[n1], [n2]]);
});

test('a reopening within 30 days after the end joins it too, once; the supervisor’s takes up the concern itself', async () => {
  const concernId = await aLargeRound();
  await town.act(n1, 'rateConcern', answer(concernId));
  town.cloud.clock.fixAt(town.cloud.clock.now() + 7 * DAY);
  await town.cloud.timer('timer');
  const words = '昨晚又浸水了，请再看看';
  expect((await view(n2, concernId)).mayDo).toContain('reopenConcern');
  expect(await town.act(n2, 'reopenConcern', { concernId, words })).toEqual({ status: 'closed' });
  expect(objectorsOf(followUps()[0]!._id)).toEqual([n1, n2]);
  expect((await view(n2, concernId)).mayDo).not.toContain('reopenConcern');
  expect(await town.ask(n2, 'reopenConcern', { concernId, words })).toMatchObject({ code: 'FOLLOWED_UP' });
  expect((await view(officer, concernId)).history.at(-1)).toMatchObject({ words });
  expect((await view(n3, concernId)).history.at(-1)).not.toMatchObject({ words });
  expect(await town.act(supervisor, 'reopenConcern', { concernId, words })).toEqual({ status: 'handling' });
});

describe('an answer is refused, and leaves nothing behind,', () => {
  const refusals: [what: string, who: string, code: string, prepare: (concernId: string) => unknown][] = [
    ['from somebody else’s WeChat', 'openid-stranger', 'NOT_FOUND', () => {}],
    ['from a member of staff', officer, 'NOT_ALLOWED', () => {}],
    ['from the verifier', coordinator, 'NOT_ALLOWED', () => {}],
    [
      'where it would change one’s answer',
      n1,
      'ALREADY_RATED',
      (id) => town.act(n1, 'rateConcern', answer(id, { solved: 'yes' })),
    ],
    ['after the window', n1, 'RATING_CLOSED', () => town.cloud.clock.fixAt(town.cloud.clock.now() + 7 * DAY)],
  ];
  test.each(refusals)('%s', async (_what, who, code, prepare) => {
    const concernId = await aLargeRound();
    await prepare(concernId);
    const before = town.stored(concernId).events.length;
    expect(await town.ask(who, 'rateConcern', answer(concernId))).toMatchObject({ ok: false, code });
    expect(town.stored(concernId).events).toHaveLength(before);
    expect(followUps()).toEqual([]);
  });

  test('from somebody who joined within the last 24 hours before the proposal, or joins a follow-up of others', async () => {
    const late = { consentVersion: CONSENT_VERSION } as const;
    const { concernId } = await town.act(resident, 'submitConcern', aDraft());
    await town.act('openid-late', 'joinConcern', { concernId, ...late });
    await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
    await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '管道已经疏通', photoFileIds: [] });
    await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
    expect(await town.ask('openid-late', 'rateConcern', answer(concernId))).toMatchObject({ code: 'NOT_ASKED' });
    const large = await aLargeRound();
    await town.act(n1, 'rateConcern', answer(large));
    const stuffing = { concernId: followUps()[0]!._id, ...late };
    expect(await town.ask('openid-late', 'joinConcern', stuffing)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a repeated request gets its first answer, and objects once', async () => {
  const concernId = await aLargeRound();
  const requestId = aRequestId();
  const replies = await Promise.all([1, 2].map(() => town.act(n1, 'rateConcern', answer(concernId), requestId)));
  expect([...replies, await town.act(n1, 'rateConcern', answer(concernId), requestId)]).toEqual(
    Array(3).fill({ status: 'rating' }),
  );
  expect(town.stored(concernId).events.filter(({ type }) => type === 'rate')).toHaveLength(1);
  expect(objectorsOf(followUps()[0]!._id)).toEqual([n1]);
});

test('several answers of one person in the same instant: one lands', async () => {
  const concernId = await aLargeRound();
  const six = [1, 2, 3, 4, 5, 6];
  await Promise.all(six.map(() => town.act(n1, 'getHome', {}))); // so many functions are warm, and none is late
  const replies = await Promise.all(six.map(() => town.ask(n1, 'rateConcern', answer(concernId))));
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  expect(objectorsOf(followUps()[0]!._id)).toEqual([n1]);
});
