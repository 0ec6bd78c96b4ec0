/** Two people in the same instant: both land, or one reads why not. Nothing is lost, nothing is doubled. */
import { staffOpenid } from '../../local/demo/people';
import {
  aConcernToRate,
  aDraft,
  aRequestId,
  coordinator,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const supervisor = staffOpenid('s10');

let town: LocalTown;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());

test('two neighbours rate in the same instant: both answers land', async () => {
  const concernId = await aConcernToRate(town, [neighbour]);
  const answer = { concernId, solved: 'yes' as const, satisfaction: 4, tags: [] };
  const replies = await Promise.all([resident, neighbour].map((who) => town.act(who, 'rateConcern', answer)));
  expect(replies).toEqual([{ status: 'rating' }, { status: 'rating' }]);
  const rated = town.stored(concernId).events.filter(({ type }) => type === 'rate');
  expect(new Set(rated.map(({ by }) => by)).size).toBe(2);
});

test('one says solved and one says not solved in the same instant: the concern is reopened once', async () => {
  const concernId = await aConcernToRate(town, [neighbour]);
  const answer = { concernId, satisfaction: 3, tags: [] };
  const replies = await Promise.all([
    town.ask(resident, 'rateConcern', { ...answer, solved: 'yes' }),
    town.ask(neighbour, 'rateConcern', { ...answer, solved: 'no' }),
  ]);
  const refused = replies.filter((reply) => !reply.ok);
  expect(refused.length).toBeLessThanOrEqual(1);
  for (const reply of refused) expect(reply).toMatchObject({ code: 'WRONG_STATUS' });
  expect(town.stored(concernId)).toMatchObject({ status: 'handling', ownerId: 's01', rounds: [{}, {}] });
});

test('who answers in the instant in which their claim is undone is not heard after it', async () => {
  const { act, ask, stored } = town;
  const words = '写清楚情况和原因';
  for (let times = 0; times < 4; times += 1) {
    const { concernId, slip } = await act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });
    await act(resident, 'claimConcern', { code: slip.code, lastFour: '0001' });
    await act(officer, 'proposeClosing', { concernId, kind: 'resolved', words, photoFileIds: [] });
    await act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
    await act(officer, 'disputeClaim', { concernId, words });
    await Promise.all([
      act(supervisor, 'answerComplaint', { concernId, words, undoesClaim: true }),
      ask(resident, 'rateConcern', { concernId, solved: 'yes', satisfaction: 5, tags: [] }),
    ]);
    const types = stored(concernId).events.map(({ type }) => type);
    expect(types.lastIndexOf('rate')).toBeLessThan(types.lastIndexOf('answerComplaint'));
  }
});

test('two members of staff decide in the same instant: one decision stands, the other reads that it moved on', async () => {
  const { act, ask, stored } = town;
  const { concernId } = await act(resident, 'submitConcern', aDraft());
  await act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '已经处理好了', photoFileIds: [] });
  const replies = await Promise.all([
    ask(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' })),
    ask(coordinator, 'decide', town.verdict(concernId, { agrees: false, words: '现场还有积水' })),
  ]);
  expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(replies.find(({ ok }) => !ok)).toMatchObject({
    code: 'WRONG_STATUS',
    message: expect.stringMatching(/^诉求状态已变化，请刷新后再试。最近：您核验/) as string,
  });
  expect(stored(concernId).events.filter(({ type }) => type === 'decide')).toHaveLength(1);
});

test('neighbours join while the officer makes contact: every event goes on from where the one before it ended', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  const { consentVersion } = aDraft();
  const contact = town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  const joiners = Array.from({ length: 8 }, (_, index) => `races-joiner-${index}`);
  await Promise.all([contact, ...joiners.map((who) => town.act(who, 'joinConcern', { concernId, consentVersion }))]);
  const { events } = town.stored(concernId);
  expect(events.slice(1).map(({ from }) => from)).toEqual(events.slice(0, -1).map(({ to }) => to));
});

test('an officer replies while the resident adds a detail: both land', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  const words = { concernId, words: '同一时间写的一句话', photoFileIds: [] };
  await Promise.all([town.act(officer, 'reply', words), town.act(resident, 'addDetail', words)]);
  const types = town.stored(concernId).events.map(({ type }) => type);
  expect(types.sort()).toEqual(['addDetail', 'reply', 'submitConcern']);
});

test('a double tap makes one concern, and both taps get the same answer', async () => {
  const requestId = aRequestId();
  const before = town.cloud.dump()['concerns']!.length;
  const taps = await Promise.all([1, 2, 3].map(() => town.act(resident, 'submitConcern', aDraft(), requestId)));
  expect(new Set(taps.map((tap) => JSON.stringify(tap))).size).toBe(1);
  expect(town.cloud.dump()['concerns']).toHaveLength(before + 1);
});
