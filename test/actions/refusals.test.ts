import type { ActionName, Reply } from '../../domain/contract';
import {
  aConcernToRate,
  aDraft,
  aRequestId,
  coordinator,
  desk,
  hengmeiPlace,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

let town: LocalTown;
let concernId: string;
let toRate: string;
beforeAll(async () => {
  town = await openTown();
  ({ concernId } = await town.act(resident, 'submitConcern', aDraft()));
  toRate = await aConcernToRate(town);
});
afterAll(() => town.close());

const FOREIGN = 'cloud://first-visit.bucket/uploads/0123456789abcdef0123456789abcdef/x/1.jpg';
const farAway = { ...hengmeiPlace, latitude: 22.6 };
const answer = { solved: 'yes', satisfaction: 5, tags: [] };

type Case = [what: string, who: string, action: ActionName, input: () => unknown, code: string];
const REFUSALS: Case[] = [
  ['words of the wrong type', resident, 'submitConcern', () => aDraft({ words: 5 as never }), 'INVALID_INPUT'],
  ['no input at all', resident, 'submitConcern', () => undefined, 'INVALID_INPUT'],
  ['2001 characters', resident, 'submitConcern', () => aDraft({ words: '水'.repeat(2001) }), 'INVALID_INPUT'],
  ['seven photos', resident, 'submitConcern', () => aDraft({ photoFileIds: Array(7).fill(FOREIGN) }), 'INVALID_INPUT'],
  ['no consent', resident, 'submitConcern', () => aDraft({ consentVersion: '' as never }), 'INVALID_INPUT'],
  ['a wrong phone', resident, 'submitConcern', () => aDraft({ phone: '123' }), 'INVALID_INPUT'],
  ['a photo of somebody else', resident, 'submitConcern', () => aDraft({ photoFileIds: [FOREIGN] }), 'FOREIGN_FILE'],
  ['an unknown category', resident, 'submitConcern', () => aDraft({ categoryId: 'Z9' }), 'UNKNOWN_CATEGORY'],
  [
    'a complaint about nobody known',
    resident,
    'submitConcern',
    () => aDraft({ aboutStaffId: 'nobody' }),
    'UNKNOWN_STAFF',
  ],
  ['a resident who asks why it is theirs', resident, 'explainRouting', () => ({ concernId }), 'NOT_ALLOWED'],
  ['a stranger who asks whose it is', neighbour, 'explainRouting', () => ({ concernId }), 'NOT_FOUND'],
  [
    'supposing an unknown category',
    officer,
    'explainRouting',
    () => ({ concernId, categoryId: 'Z9' }),
    'UNKNOWN_CATEGORY',
  ],
  ['supposing a place 10 km away', officer, 'explainRouting', () => ({ concernId, place: farAway }), 'OUTSIDE_TOWN'],
  ['a place 10 km away', resident, 'submitConcern', () => aDraft({ place: farAway }), 'OUTSIDE_TOWN'],
  ['somebody else’s concern', neighbour, 'getConcern', () => ({ concernId }), 'NOT_FOUND'],
  [
    'a detail to somebody else’s concern',
    neighbour,
    'addDetail',
    () => ({ concernId, words: '我也来说一句', photoFileIds: [] }),
    'NOT_FOUND',
  ],
  ['withdrawing somebody else’s concern', neighbour, 'withdrawConcern', () => ({ concernId }), 'NOT_FOUND'],
  ['a concern that does not exist', resident, 'getConcern', () => ({ concernId: '0'.repeat(32) }), 'NOT_FOUND'],
  ['an id that is none', resident, 'getConcern', () => ({ concernId: { $ne: '' } }), 'INVALID_INPUT'],
  ['rating what is not being rated', resident, 'rateConcern', () => ({ concernId, ...answer }), 'WRONG_STATUS'],
  ['staff who rate', officer, 'rateConcern', () => ({ concernId: toRate, ...answer }), 'NOT_ALLOWED'],
  [
    'closing before first contact',
    officer,
    'proposeClosing',
    () => ({ concernId, kind: 'resolved', words: '已经处理好了', photoFileIds: [] }),
    'WRONG_STATUS',
  ],
  [
    'a status that moved on',
    officer,
    'recordFirstContact',
    () => ({ concernId: toRate, way: 'phone' }),
    'WRONG_STATUS',
  ],
  [
    'an owner who verifies',
    officer,
    'decide',
    () => town.verdict(toRate, { agrees: true, words: '到现场看过' }),
    'NOT_ALLOWED',
  ],
  [
    'a resident who handles',
    resident,
    'reply',
    () => ({ concernId, words: '我自己回复自己', photoFileIds: [] }),
    'NOT_ALLOWED',
  ],
  ['a resident who asks for the work list', resident, 'listToday', () => ({}), 'NOT_ALLOWED'],
  ['a resident who records', resident, 'recordConcern', () => ({ ...aDraft(), capacity: 'visit' }), 'NOT_ALLOWED'],
  ['a wrong invitation', resident, 'bindStaff', () => ({ code: 'NOPE' }), 'CODE_INVALID'],
  ['a used invitation', resident, 'bindStaff', () => ({ code: 'DEMO-S01' }), 'CODE_INVALID'],
  ['a second identity', officer, 'bindStaff', () => ({ code: 'DEMO-S02' }), 'ALREADY_BOUND'],
  ['an officer at the duty desk’s page', officer, 'listDuty', () => ({}), 'NOT_ALLOWED'],
  ['a resident at the duty desk’s page', resident, 'listDuty', () => ({}), 'NOT_ALLOWED'],
  ['an officer who says somebody was called', officer, 'markCalled', () => ({ callId: concernId }), 'NOT_ALLOWED'],
  ['a call that there is not', desk, 'markCalled', () => ({ callId: '0'.repeat(32) }), 'NO_CALL'],
  ['consent to no template', resident, 'addConsents', () => ({ accepted: ['weather'] }), 'INVALID_INPUT'],
  [
    'a refusal without words',
    coordinator,
    'decide',
    () => ({ ...town.verdict(toRate, { agrees: false, words: '' }) }),
    'INVALID_INPUT',
  ],
];

test.each(REFUSALS)('%s: a Chinese sentence and a code, nothing written', async (_what, who, action, input, code) => {
  const before = town.cloud.dump();
  const reply = (await town.ask(who, action, input())) as Reply<unknown>;
  expect(reply).toMatchObject({ ok: false, code, message: expect.stringMatching(/[\u4e00-\u9fff]/) as string });
  expect(town.cloud.dump()).toEqual(before);
});

test.each([
  ['something left out', { photoFileIds: undefined }, 'photoFileIds'],
  ['a wrong kind', { photoFileIds: 'cloud://a' }, 'photoFileIds'],
  ['an odd phone', { phone: { $ne: '' } }, 'phone'],
])('%s is refused in our own words, never in a library’s', async (_what, changes, field) => {
  const reply = await town.ask(resident, 'submitConcern', { ...aDraft(), ...changes });
  expect(reply).toMatchObject({ ok: false, message: '填写的内容有误，请检查后再提交', field });
});

test('an action without input may be called without any', async () => {
  await expect(town.cloud.call(resident, 'api', { action: 'getHome' })).resolves.toMatchObject({ ok: true });
});

test('an invalid field is named, so that the page can show the sentence beside it', async () => {
  const reply = await town.ask(resident, 'submitConcern', aDraft({ words: '水' }));
  expect(reply).toMatchObject({ field: 'words', message: '请至少写 5 个字' });
});

test.each([
  ['an unknown action', { action: 'dropEverything', input: {} }, 'UNKNOWN_ACTION'],
  ['a write without a request id', { action: 'submitConcern', input: aDraft() }, 'INVALID_INPUT'],
  ['an empty call', {}, 'UNKNOWN_ACTION'],
])('%s is refused', async (_what, call, code) => {
  await expect(town.cloud.call(resident, 'api', call)).resolves.toMatchObject({ ok: false, code });
});

test('an openid in the input is ignored: WeChat alone says who is calling', async () => {
  const reply = await town.ask(neighbour, 'listMyConcerns', { openid: resident, OPENID: resident });
  expect(reply).toMatchObject({ ok: true, data: { cards: [] } });
});

test('a repeated request gets the first answer, even after the concern moved on, and changes nothing', async () => {
  const requestId = aRequestId();
  const first = await town.act(resident, 'submitConcern', aDraft(), requestId);
  await town.act(officer, 'reply', { concernId: first.concernId, words: '今天下午到现场', photoFileIds: [] });
  const before = town.cloud.dump();
  await expect(town.act(resident, 'submitConcern', aDraft(), requestId)).resolves.toEqual(first);
  expect(town.cloud.dump()).toEqual(before);
});

test('a clock function cannot be called by a phone', async () => {
  await expect(town.cloud.call(resident, 'timer', {})).rejects.toThrow();
});
