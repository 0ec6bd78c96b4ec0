/** The callback list as people meet it: who is drawn, who may call, what becomes of the answer. */
import type { Concern } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import { DAY } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import {
  aConcernToRate,
  aDraft,
  coordinator,
  desk,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const CALLERS = ['s06', 's07', 's08', 's09', 's10'];
const praise = { outcome: 'reached' as const, solved: 'yes' as const, satisfaction: 5 };

let town: LocalTown;
let bringBack: () => void;
let concernId: string;
let caller: string;
let callbackId: string;
beforeAll(async () => {
  town = await openTown();
  concernId = await aConcernToRate(town);
  await after(7 * DAY);
  ({ caller, callbackId } = await find());
  bringBack = town.snapshot();
}, 60_000);
beforeEach(() => bringBack());
afterAll(() => town.close());

const rows = () => town.cloud.dump()['callbacks']! as { _id: string; key: string; doneAt: number | null }[];
async function after(time: number): Promise<void> {
  town.cloud.clock.fixAt(town.cloud.clock.now() + time);
  await town.cloud.timer('timer');
}
const callsOf = async (staffId: string) => {
  const reply = await town.ask(staffOpenid(staffId), 'listCallbacks', {});
  return reply.ok ? reply.data.calls : [];
};
/** Whoever has it on their list. */
async function find() {
  for (const id of CALLERS) {
    const [call] = await callsOf(id);
    if (call) return { caller: staffOpenid(id), callbackId: call.id };
  }
  throw new Error('nobody calls');
}
const codeOf = async (who: string, action: ActionName, input: object) => {
  const reply = await town.ask(who, action, input);
  return reply.ok ? 'ok' : reply.code;
};
const stored = (): Concern => town.stored(concernId);

test('after the window the one who did not answer is on one caller’s list, without a word on answers', async () => {
  const lists = await Promise.all(CALLERS.map(callsOf));
  expect(lists.flat()).toEqual([
    {
      id: callbackId,
      number: stored().number,
      categoryLabel: '反复水浸',
      placeName: '恒美一村三巷',
      until: stored().rounds[0]!.ratingClosesAt! + 15 * DAY,
      calls: 0,
    },
  ]);
  expect([officer, coordinator]).not.toContain(caller); // owner, and who verified it
  await town.cloud.timer('timer');
  expect(rows()).toHaveLength(1);
});

test('nobody is drawn who has answered, left no phone, or is staff', async () => {
  const before = rows().length;
  const answered = await aConcernToRate(town);
  await town.act(resident, 'rateConcern', { concernId: answered, ...praise, tags: [] });
  await after(7 * DAY);
  expect(rows()).toHaveLength(before);
});

test('a recorded concern that nobody claimed goes to callback at once', async () => {
  const { concernId: recorded } = await town.act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });
  await town.act(officer, 'proposeClosing', {
    concernId: recorded,
    kind: 'resolved',
    words: '管道已经疏通',
    photoFileIds: [],
  });
  await town.act(coordinator, 'decide', town.verdict(recorded, { agrees: true, words: '到现场看过' }));
  expect(town.stored(recorded).status).toBe('closed');
  expect(rows().filter(({ key }) => key === 'p1')).toHaveLength(2);
});

test('the caller reads the phone of that person, who sees it; nobody else does', async () => {
  await expect(town.act(caller, 'revealForCall', { callbackId })).resolves.toEqual({ phone: '13800000001' });
  const titles = async (who: string) =>
    (await town.act(who, 'getConcern', { concernId })).history.map(({ title }) => title);
  expect(await titles(resident)).toContain('为回访查看了您的电话');
  expect(await titles(officer)).not.toContain('查看了联系电话');
  const { notices } = await town.act(resident, 'listInbox', {});
  expect(notices[0]!.text).toContain('为电话回访查看了您的电话');
});

test('what was heard is told to the resident at once, who disowns it and answers themselves', async () => {
  await town.act(caller, 'recordCallback', { callbackId, ...praise, words: '说办得快' });
  const view = await town.act(resident, 'getConcern', { concernId });
  expect(view.heard).toMatchObject({ solved: '解决了', satisfaction: 5, words: '说办得快', isDisowned: false });
  const { notices } = await town.act(resident, 'listInbox', {});
  expect(notices[0]!.text).toContain('不是我评的');
  expect(JSON.stringify(await town.act(officer, 'getConcern', { concernId }))).not.toMatch(/回访|说办得快/);
  expect(await callsOf(CALLERS[0]!)).toEqual([]);

  await town.act(resident, 'disownCallback', { concernId });
  expect((await town.act(resident, 'getConcern', { concernId })).heard).toMatchObject({ isDisowned: true });
  const own = { solved: 'no' as const, satisfaction: 1, tags: [], words: '昨晚又浸水了' };
  await expect(town.act(resident, 'supersedeCallback', { concernId, ...own })).resolves.toEqual({ status: 'handling' });
  expect(JSON.stringify(await town.act(officer, 'getConcern', { concernId }))).toContain('昨晚又浸水了');
});

test('a called-back "not solved" reopens it; the disowning does not undo that', async () => {
  await town.act(caller, 'recordCallback', { callbackId, outcome: 'reached', solved: 'no', satisfaction: 1 });
  expect(stored()).toMatchObject({ status: 'handling', rounds: [{}, {}] });
  await town.act(resident, 'disownCallback', { concernId });
  expect(stored()).toMatchObject({ status: 'handling', rounds: [{}, {}] });
});

test('who does not pick up stays on the list; the third time is the last', async () => {
  for (const made of [1, 2]) {
    await town.act(caller, 'recordCallback', { callbackId, outcome: 'notReached' });
    expect(rows()[0]!.doneAt).toBeNull();
    expect(stored().events.filter(({ type }) => type === 'callback')).toHaveLength(made);
  }
  await town.act(caller, 'recordCallback', { callbackId, outcome: 'notReached' });
  expect(rows()[0]!.doneAt).not.toBeNull();
  expect(await codeOf(caller, 'recordCallback', { callbackId, ...praise })).toBe('CALLED_ALREADY');
});

describe.each(['revealForCall', 'recordCallback'] as const)('%s is refused', (action) => {
  const input = () => ({ callbackId, ...(action === 'recordCallback' && praise) });

  test('to the owner, the verifier, another caller and a resident', async () => {
    const other = CALLERS.map(staffOpenid).find((one) => one !== caller && one !== coordinator)!;
    expect(await codeOf(officer, action, input())).toBe('NOT_ALLOWED');
    expect(await codeOf(coordinator, action, input())).toBe('NOT_CALLER');
    expect(await codeOf(other, action, input())).toBe('NOT_CALLER');
    expect(await codeOf(neighbour, action, input())).toBe('NOT_FOUND');
    expect(await codeOf(resident, action, input())).toBe('NOT_ALLOWED');
  });

  test('after 15 days, after a second answer, after a disowning, after a reopening', async () => {
    const made = town.snapshot();
    town.cloud.clock.fixAt(stored().rounds[0]!.ratingClosesAt! + 15 * DAY + 1);
    expect(await codeOf(caller, action, input())).toBe('CALL_LATE');
    made();
    await town.act(caller, 'recordCallback', { callbackId, ...praise });
    expect(await codeOf(caller, action, input())).toBe('CALLED_ALREADY');
    await town.act(resident, 'disownCallback', { concernId });
    expect(await codeOf(caller, action, input())).toBe('CALLED_ALREADY');
    made();
    await town.act(resident, 'reopenConcern', { concernId, words: '昨晚又浸水了' });
    expect(await codeOf(caller, action, input())).toBe('CALL_MOOT');
    expect(await Promise.all(CALLERS.map(callsOf))).toEqual(CALLERS.map(() => []));
  });
});

test('of two records of one call at the same time one counts', async () => {
  const both = await Promise.all([1, 2].map(() => codeOf(caller, 'recordCallback', { callbackId, ...praise })));
  expect(both.sort()).toEqual(['CALLED_ALREADY', 'ok']);
});

test('the same reveal repeated after the call is over gives no phone any more', async () => {
  await town.act(caller, 'revealForCall', { callbackId }, 'reveal-once-more');
  await town.act(caller, 'recordCallback', { callbackId, outcome: 'declined' });
  const reply = await town.ask(caller, 'revealForCall', { callbackId }, 'reveal-once-more');
  expect(reply).toMatchObject({ ok: false, code: 'CALLED_ALREADY' });
});

test('a caller who is suspended is replaced by another', async () => {
  const staffId = CALLERS.find((id) => staffOpenid(id) === caller)!;
  await town.act(staffOpenid('s11'), 'suspendStaff', { staffId, isSuspended: true });
  const another = await find();
  expect(another.callbackId).toBe(callbackId);
  expect(another.caller).not.toBe(caller);
  await expect(town.act(another.caller, 'recordCallback', { callbackId, ...praise })).resolves.toEqual({});
});

test.each(['disownCallback', 'supersedeCallback'] as const)('%s is for whoever was called', async (action) => {
  const input = { concernId, ...(action === 'supersedeCallback' && { ...praise, tags: [] }) };
  expect(await codeOf(resident, action, input)).toBe('NOT_CALLED'); // nobody has called yet
  expect(await codeOf(neighbour, action, input)).toBe('NOT_FOUND');
  expect(await codeOf(desk, action, input)).toBe('NOT_FOUND');
  expect(await codeOf(officer, action, input)).toBe('NOT_ALLOWED');
});
