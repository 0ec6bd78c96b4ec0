/**
 * The flooding of 恒美一村 with everybody it concerns: 120 on the list, 90 answers, 6 who say it is not solved, and the
 * rain that comes again. Played through the door that the preview uses; every figure is counted again by hand.
 * Source: product.md §12, case 1.
 */
import type { ActionName, ActionOutput, ActionRequest, Reply } from '../../domain/contract';
import { DAY, HOUR } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { expectFiguresCountedByHand } from '../support/check-figures';
import { aDraft, aRequestId, coordinator, officer, openTown, resident, type LocalTown } from '../support/local-town';

const supervisor = staffOpenid('s10');
const household = (index: number) => `hengmei-${index}`;
const NEIGHBOURS = Array.from({ length: 119 }, (_, index) => household(index + 1));
const OBJECTORS = NEIGHBOURS.slice(83, 89);
const QUARTER = '2026Q3';

let town: LocalTown;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());
jest.setTimeout(120_000);

/** As the preview calls: one request over HTTP for each tap. */
async function ask<A extends ActionName>(openid: string, action: A, input: ActionRequest<A>) {
  const data = { action, input, requestId: aRequestId() };
  const body = JSON.stringify({ openid, name: 'api', data });
  const response = await fetch(`${town.cloud.url}/local/call`, { method: 'POST', body });
  return ((await response.json()) as { result: Reply<ActionOutput<A>> }).result;
}
async function act<A extends ActionName>(openid: string, action: A, input: ActionRequest<A>) {
  const reply = await ask(openid, action, input);
  if (!reply.ok) throw new Error(`${openid} ${action}: ${reply.code} ${reply.message}`);
  return reply.data;
}
const later = (time: number) => town.cloud.clock.fixAt(town.cloud.clock.now() + time);
const clockLooks = async () => {
  await town.cloud.timer('timer'); // ends what is over
  await town.cloud.timer('timer'); // and publishes it
};
const check = () => expectFiguresCountedByHand(town, smallTown(NOW), [QUARTER, '2026Q4']);
async function inTens<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += 10) await Promise.all(items.slice(from, from + 10).map(run));
}
const decide = (by: string, concernId: string, words: string) =>
  act(by, 'decide', town.verdict(concernId, { agrees: true, words }));
const answer = (concernId: string, solved: 'yes' | 'no', words = '') => ({
  concernId,
  solved,
  satisfaction: solved === 'yes' ? 5 : 1,
  tags: [],
  words,
  stillNeedsHandling: solved === 'no',
});
async function shown() {
  const { total } = await act(supervisor, 'getFigures', { by: 'community', quarter: QUARTER });
  const figures = Object.fromEntries(total.figures.map((each) => [each.key, [each.numerator, each.denominator]]));
  return { figures, counts: Object.fromEntries(total.counts.map(({ key, count }) => [key, count])) };
}

let concernId: string;
let followUpId: string;

test('119 neighbours join, ten at a time, and nobody is lost or doubled', async () => {
  concernId = (await act(resident, 'submitConcern', aDraft({ categoryId: 'A2' }))).concernId;
  const { neighbours } = await act(household(1), 'findNeighbours', {
    categoryId: 'A2',
    place: aDraft().place,
    words: '巷口一下雨就水浸',
  });
  expect(neighbours.map((each) => each.concernId)).toEqual([concernId]);
  await act(officer, 'recordFirstContact', { concernId, way: 'visit' });
  const { consentVersion } = aDraft();
  await inTens(NEIGHBOURS, (openid) => act(openid, 'joinConcern', { concernId, consentVersion }));
  const { participants } = town.stored(concernId);
  expect(new Set(participants.map(({ openid }) => openid)).size).toBe(120);
  expect(new Set(participants.map(({ key }) => key)).size).toBe(120);
  await expect(ask(household(1), 'joinConcern', { concernId, consentVersion })).resolves.toMatchObject({
    code: 'JOINED_ALREADY',
  });
  await check();
});

test('it is planned with the supervisor, worked on, and everybody who joined in time is asked', async () => {
  await act(officer, 'proposeDefer', {
    concernId,
    words: '要重新铺设巷口的排水管，已排入七月的工程',
    until: '2026-08-07',
    nextUpdateOn: '2026-07-20',
  });
  await decide(supervisor, concernId, '同意，请按时告知进展');
  later(5 * DAY);
  await act(officer, 'updatePlan', { concernId, words: '雨后量过水深，管道已经进场', nextUpdateOn: '2026-08-03' });
  later(21 * DAY);
  await act(officer, 'resumeConcern', { concernId, words: '管道已铺好' });
  const { consentVersion } = aDraft();
  await act('hengmei-late', 'joinConcern', { concernId, consentVersion }); // less than 24 h before the closing
  later(2 * HOUR);
  const closing = { kind: 'resolved' as const, words: '新铺排水管，水浸点已消除', photoFileIds: [] };
  await act(officer, 'proposeClosing', { concernId, ...closing });
  await decide(coordinator, concernId, '大雨后到现场看过，没有积水');
  expect(town.stored(concernId).rounds.at(-1)!.asked).toHaveLength(120);
  await expect(ask('hengmei-late', 'rateConcern', answer(concernId, 'yes'))).resolves.toMatchObject({
    code: 'NOT_ASKED',
  });
  await check();
});

test('of 90 answers 6 say that it is not solved: a follow-up of the six, and the round goes on', async () => {
  const content = [resident, ...NEIGHBOURS.slice(0, 83)];
  await inTens(content, (openid) => act(openid, 'rateConcern', answer(concernId, 'yes', '不再水浸了，谢谢')));
  await inTens(OBJECTORS, (openid) => act(openid, 'rateConcern', answer(concernId, 'no', '我家门口还是积水')));
  await clockLooks();
  expect(town.stored(concernId).status).toBe('rating');
  const { followUps } = await act(OBJECTORS[0]!, 'getConcern', { concernId });
  followUpId = followUps[0]!.concernId;
  const followUp = town.stored(followUpId);
  expect(followUp).toMatchObject({ status: 'handling', ownerId: town.stored(concernId).ownerId });
  expect(followUp.participants.map(({ openid }) => openid).sort()).toEqual([...OBJECTORS].sort());
  await check();
  expect((await shown()).figures).toMatchObject({ participation: [0, 0], satisfaction: [0, 0] });
});

test('when the window is over the figures are those of 90 answers, and who did not answer is never satisfied', async () => {
  later(7 * DAY);
  await clockLooks();
  expect(town.stored(concernId).status).toBe('closed');
  await check();
  const { figures, counts } = await shown();
  expect(figures).toMatchObject({
    participation: [90, 120],
    resolution: [84, 90],
    satisfaction: [84, 90],
    response: [1, 1],
    durability: [0, 1], // the six
  });
  expect(counts).toMatchObject({ unanswered: 30, notSolved: 6 });
});

test('the six are asked about their follow-up, and it ends', async () => {
  const closing = { kind: 'resolved' as const, words: '加装了门口的雨水口', photoFileIds: [] };
  await act(officer, 'proposeClosing', { concernId: followUpId, ...closing });
  await decide(coordinator, followUpId, '逐户看过');
  expect(town.stored(followUpId).rounds.at(-1)!.asked).toHaveLength(6);
  await inTens(OBJECTORS, (openid) => act(openid, 'rateConcern', answer(followUpId, 'yes')));
  later(7 * DAY);
  await clockLooks();
  expect(town.stored(followUpId).status).toBe('closed');
  await check();
  expect((await shown()).figures).toMatchObject({ participation: [96, 126], resolution: [90, 96] });
});

test('at the next rain a report is known to repeat it, and has the same owner', async () => {
  const again = await act('hengmei-new', 'submitConcern', aDraft({ categoryId: 'A2', words: '下大雨三巷又水浸了' }));
  const { recurrenceOf, ownerId, certificates } = town.stored(again.concernId);
  expect({ ownerId, rule: certificates[0]!.rule }).toEqual({
    ownerId: town.stored(concernId).ownerId,
    rule: 'sameMatter',
  });
  expect([concernId, followUpId]).toContain(recurrenceOf);
  await check();
});

test('whoever finds later that it is not solved makes a follow-up of their own, and the answers stand', async () => {
  const before = (await shown()).figures;
  await act(household(2), 'reopenConcern', { concernId, words: '后巷还是会积水' });
  await clockLooks();
  expect(town.stored(concernId).status).toBe('closed');
  const { followUps } = await act(household(2), 'getConcern', { concernId });
  expect(followUps).toHaveLength(1);
  await check();
  const { participation, resolution, satisfaction } = (await shown()).figures;
  expect({ participation, resolution, satisfaction }).toEqual({
    participation: before['participation'],
    resolution: before['resolution'],
    satisfaction: before['satisfaction'],
  });
});

test('after links, a withdrawal and the erasure of words and photos every figure is still what a count by hand gives', async () => {
  const file = async (openid: string) => (await act(openid, 'submitConcern', aDraft({ categoryId: 'A1' }))).concernId;
  const [lead, member] = [await file('hengmei-lead'), await file('hengmei-member')];
  await act(coordinator, 'linkConcern', { concernId: member, leadId: lead });
  await check();
  await act(coordinator, 'unlinkConcern', { concernId: member, words: '是另一处积水' });
  await check();
  await act('hengmei-member', 'withdrawConcern', { concernId: member });
  await check();
  const before = await shown();
  const written = town.cloud.dump()['particulars']!;
  const particulars = town.database().collection('particulars');
  await inTens(written, ({ _id }) => particulars.doc(String(_id)).remove());
  await check();
  expect(await shown()).toEqual(before);
});
