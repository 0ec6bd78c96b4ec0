/** A slip for a resident without WeChat: who may use it, how often, and what it does not give away. */
import type { Reply } from '../../domain/contract';
import { DAY } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import { aDraft, neighbour, officer, openTown, resident, type LocalTown } from '../support/local-town';

const supervisor = staffOpenid('s10');
const LAST_FOUR = '0001';

let town: LocalTown;
let bringBack: () => void;
let concernId: string;
let code: string;
beforeAll(async () => {
  town = await openTown();
  const made = await town.act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });
  ({ concernId } = made);
  ({ code } = made.slip);
  bringBack = town.snapshot();
});
beforeEach(() => bringBack());
afterAll(() => town.close());

const claim = (who: string, input: object = {}) =>
  town.ask(who, 'claimConcern', { code, lastFour: LAST_FOUR, ...input }) as Promise<Reply<unknown>>;
const reporter = () => town.stored(concernId).participants[0]!;

test('the slip is written out once and stored nowhere as it is', () => {
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{10}$/);
  expect(JSON.stringify(town.cloud.dump())).not.toContain(code);
});

test('the same recording repeated gives the same slip; the owner can show it again', async () => {
  const draft = { ...aDraft(), capacity: 'visit' as const };
  const [first, second] = [
    await town.act(officer, 'recordConcern', draft, 'recorded-twice'),
    await town.act(officer, 'recordConcern', draft, 'recorded-twice'),
  ];
  expect(second.slip).toEqual(first.slip);
  expect((await town.act(officer, 'showSlip', { concernId: first.concernId })).slip).toEqual(first.slip);
});

test('who holds it sees the concern with everything, and the owner may write to them', async () => {
  await expect(claim(resident, { code: ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}` })).resolves.toMatchObject(
    {
      ok: true,
      data: { concernId },
    },
  );
  const view = await town.act(resident, 'getConcern', { concernId });
  expect(view.history.map(({ title }) => title)).toEqual(['当面听取并登记', '凭回执认领诉求']);
  expect(view.history[0]).toMatchObject({ words: '三巷一下大雨就水浸，请来看看' });
  expect(view.mayDo).toEqual(expect.arrayContaining(['addDetail', 'withdrawConcern']));
  expect((await town.act(officer, 'showSlip', { concernId })).slip).toBeUndefined();
});

test('of two who use one slip at the same time one wins', async () => {
  const replies = await Promise.all([claim(resident), claim(neighbour)]);
  expect(replies.map((reply) => (reply.ok ? 'ok' : reply.code)).sort()).toEqual(['SLIP_USED', 'ok']);
  expect([resident, neighbour]).toContain(reporter().openid);
});

test.each<[string, string, object, string]>([
  ['a code that nobody was given', resident, { code: 'ABCDEFGH23' }, 'SLIP_INVALID'],
  ['a code that is no text', resident, { code: { $ne: '' } }, 'INVALID_INPUT'],
  ['a member of staff', officer, {}, 'SLIP_STAFF'],
  ['another member of staff', supervisor, {}, 'SLIP_STAFF'],
  ['no digits where a phone was left', resident, { lastFour: undefined }, 'LAST_FOUR_NEEDED'],
  ['wrong digits', resident, { lastFour: '9999' }, 'LAST_FOUR_WRONG'],
])('refuses %s', async (_what, who, input, refusal) => {
  await expect(claim(who, input)).resolves.toMatchObject({ ok: false, code: refusal });
  expect(reporter().openid).toBeNull();
});

test('after 90 days it is worth nothing', async () => {
  town.cloud.clock.fixAt(NOW + 90 * DAY + 1);
  await expect(claim(resident)).resolves.toMatchObject({ code: 'SLIP_INVALID' });
  expect((await town.act(officer, 'showSlip', { concernId })).slip).toBeUndefined();
});

test('digits are guessed at most five times, also all at once and with the same request', async () => {
  const guesses = Array.from({ length: 12 }, (_, n) =>
    town.ask(neighbour, 'claimConcern', { code, lastFour: `90${n}0`.padStart(4, '0').slice(0, 4) }, 'the-same-request'),
  );
  const codes = (await Promise.all(guesses)).map((reply) => (reply.ok ? 'ok' : reply.code));
  expect(codes.filter((one) => one === 'LAST_FOUR_WRONG').length).toBeLessThanOrEqual(5);
  await expect(claim(resident)).resolves.toMatchObject({ code: 'SLIP_LOCKED' });
});

test('where no phone was left the code is enough', async () => {
  const { slip } = await town.act(officer, 'recordConcern', { ...aDraft({ phone: undefined }), capacity: 'walkIn' });
  await expect(town.act(resident, 'claimConcern', { code: slip.code })).resolves.toBeDefined();
});

test('who has joined and then claims has one voice', async () => {
  await town.act(neighbour, 'joinConcern', { concernId, consentVersion: aDraft().consentVersion });
  await expect(claim(neighbour)).resolves.toMatchObject({ ok: true });
  expect(town.stored(concernId).participants.map(({ openid }) => openid)).toEqual([neighbour, null]);
});

test('a claim undone by the supervisor: its slip stays used, the owner can show a new one', async () => {
  await claim(neighbour);
  await town.act(officer, 'disputeClaim', { concernId, words: '居民说不是本人认领的' });
  const { cards } = await town.act(supervisor, 'listSupervised', { kind: 'complaints' });
  expect(cards.map(({ id }) => id)).toEqual([concernId]);
  const seen = await town.act(supervisor, 'getConcern', { concernId });
  expect(seen.complaint).toMatchObject({ words: '居民说不是本人认领的', isAboutClaim: true });
  await town.act(supervisor, 'answerComplaint', { concernId, words: '电话核实，确非本人', undoesClaim: true });

  expect(reporter()).toMatchObject({ openid: null });
  await expect(town.ask(neighbour, 'getConcern', { concernId })).resolves.toMatchObject({ code: 'NOT_FOUND' });
  await expect(claim(resident)).resolves.toMatchObject({ code: 'SLIP_USED' });
  const { slip } = await town.act(officer, 'showSlip', { concernId });
  expect(slip!.code).not.toBe(code);
  await expect(claim(resident, { code: slip!.code })).resolves.toMatchObject({ ok: true });
});

test('who claimed does not learn that it is doubted', async () => {
  await claim(neighbour);
  const before = JSON.stringify((await town.act(neighbour, 'getConcern', { concernId })).history);
  await town.act(officer, 'disputeClaim', { concernId, words: '居民说不是本人认领的' });
  expect(JSON.stringify((await town.act(neighbour, 'getConcern', { concernId })).history)).toBe(before);
});
