/**
 * A write's SDK calls fail, before or after their effect; the phone's retry (the clock's next run) ends where no fault
 * would have. Every action that writes has a row, and everything that the clock does. Pushes are the exception,
 * because they are sent at most once: push-faults.test.ts.
 */
import { CONSENT_VERSION } from '../../domain/concern';
import { ACTIONS, type ActionName, type Reply } from '../../domain/contract';
import type { Status } from '../../domain/lifecycle';
import { addDays, DAY, dayOf, MINUTE } from '../../domain/time';
import type { Fate, SdkCall } from '../../local/cloud';
import { staffOpenid } from '../../local/demo/people';
import { member, smallTown } from '../../local/demo/small-town';
import { invite, publishTown } from '../../tools/town/publish';
import {
  aConcernToRate,
  aDraft,
  coordinator,
  desk,
  FIVE_NEIGHBOURS,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const MOST_RETRIES = 3;
const supervisor = staffOpenid('s10');
const admin = staffOpenid('s11');
const liaison = staffOpenid('d1');

let fate: (call: SdkCall) => Fate = () => 'pass';
let town: LocalTown;
let bringBack: () => void;
beforeAll(async () => {
  town = await openTown({ onSdkCall: (call) => fate(call) });
  const { version: _, staff, ...rest } = smallTown(NOW);
  const department = member('d1', '水务联络员', '水务所', ['department'], {});
  await publishTown(town.admin(), { ...rest, version: 'departments', staff: [...staff, department] }, NOW);
  await invite(town.admin(), 'd1', 'CODE-d1', NOW + DAY);
  await town.act(liaison, 'bindStaff', { code: 'CODE-d1' });
  bringBack = town.snapshot();
});
afterAll(() => town.close());

const spoken = { words: '写清楚发生了什么事', photoFileIds: [] };
const dayAfter = (days: number) => addDays(dayOf(NOW), days);

const act: LocalTown['act'] = (...call) => town.act(...call);
const closing = { kind: 'resolved' as const, words: '管道已经疏通', photoFileIds: [] };
const satisfied = { solved: 'yes' as const, satisfaction: 5, tags: [], words: '路不浸水了，谢谢' };
const checked = { agrees: true, words: '到现场看过' };

/** Brings a concern of the resident to a status. @returns its id. */
async function aConcernIn(status: Status, categoryId = 'A2'): Promise<string> {
  const { concernId } = await act(resident, 'submitConcern', aDraft({ categoryId }));
  const named = { concernId };
  const steps: [Status[], () => Promise<unknown>][] = [
    [['withdrawn'], () => act(resident, 'withdrawConcern', named)],
    [
      ['handling', 'awaitingResident', 'deferred', 'verifying', 'rating', 'closed'],
      () => act(officer, 'recordFirstContact', { ...named, way: 'phone' }),
    ],
    [['awaitingResident'], () => act(officer, 'askResident', { ...named, ...spoken })],
    [
      ['deferred'],
      () =>
        act(officer, 'proposeDefer', {
          ...named,
          words: spoken.words,
          until: dayAfter(30),
          nextUpdateOn: dayAfter(10),
        }),
    ],
    [['deferred'], () => act(supervisor, 'decide', town.verdict(concernId, { agrees: true, words: '同意列入计划' }))],
    [['verifying', 'rating', 'closed'], () => act(officer, 'proposeClosing', { ...named, ...closing })],
    [['rating', 'closed'], () => act(coordinator, 'decide', town.verdict(concernId, checked))],
    [['closed'], () => after(7 * DAY)],
  ];
  for (const [leadTo, step] of steps) if (leadTo.includes(status)) await step();
  expect(town.stored(concernId).status).toBe(status);
  return concernId;
}
async function after(time: number): Promise<void> {
  town.cloud.clock.fixAt(town.cloud.clock.now() + time);
  await town.cloud.timer('timer');
}

type Write = { who: string; input: () => Promise<object> };
const on =
  (status: Status, who: string, input: object = {}, prepare: (named: { concernId: string }) => unknown = () => {}) =>
  (): Write => ({
    who,
    input: async () => {
      const named = { concernId: await aConcernIn(status) };
      await prepare(named);
      return { ...named, ...input };
    },
  });
const besides = (who: string, input: object, prepare: () => unknown = () => {}) => ({
  who,
  input: async () => {
    await prepare();
    return input;
  },
});
const { words } = spoken;
const asked = { liaisonId: 'd1', role: 'lead' as const, limit: 'd3' as const, words };

/** Something that a department is asked to do. */
async function aTask() {
  const concernId = await aConcernIn('handling');
  await act(officer, 'dispatchTask', { concernId, ...asked });
  return { concernId, taskId: town.stored(concernId).tasks![0]!.id };
}
const withTask = (who: string, input: object): Write => ({
  who,
  input: async () => ({ ...(await aTask()), ...input }),
});
const heard = () => act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });

/** Whoever is to call the resident of a closed concern. */
async function aCall() {
  const concernId = await aConcernIn('closed');
  for (const id of ['s07', 's08', 's09']) {
    const { calls } = await act(staffOpenid(id), 'listCallbacks', {});
    if (calls[0]) return { concernId, who: staffOpenid(id), callbackId: calls[0].id };
  }
  throw new Error('nobody is drawn');
}
async function toCall(input: object): Promise<Write> {
  const { who, callbackId } = await aCall();
  return besides(who, { callbackId, ...input });
}
async function afterCall(input: object): Promise<Write> {
  const { concernId, who, callbackId } = await aCall();
  await act(who, 'recordCallback', { callbackId, outcome: 'reached', solved: 'yes', satisfaction: 5 });
  return besides(resident, { concernId, ...input });
}

/** How each action is brought about that succeeds. Those `followed` to the end fail in each projection, too. */
const WRITES: Partial<Record<ActionName, () => Write | Promise<Write>>> = {
  submitConcern: () => besides(resident, aDraft()),
  recordConcern: () => besides(officer, { ...aDraft(), capacity: 'visit' }),
  claimConcern: () => ({
    who: resident,
    input: async () => ({ code: (await heard()).slip.code, lastFour: '0001' }),
  }),
  disputeClaim: () => ({
    who: officer,
    input: async () => {
      const { concernId, slip } = await heard();
      await act(resident, 'claimConcern', { code: slip.code, lastFour: '0001' });
      return { concernId, words };
    },
  }),
  recordFirstContact: on('assigned', officer, { way: 'phone' }),
  disputeContact: on('handling', resident),
  reply: on('assigned', officer, spoken),
  addDetail: on('handling', resident, spoken),
  revealContact: on('handling', officer),
  askResident: on('handling', officer, spoken),
  answerQuestion: on('awaitingResident', resident, spoken),
  updatePlan: on('handling', officer, { words, nextUpdateOn: dayAfter(9) }),
  completeStage: () => ({
    who: officer,
    input: async () => ({ concernId: await aConcernIn('handling', 'B2'), stage: 0 }),
  }),
  resumeConcern: on('deferred', officer, { words }),
  correctPlace: on('assigned', resident, { place: { kind: 'none' } }),
  correctCategory: on('assigned', officer, { categoryId: 'A3' }),
  unsetRecurrence: () => ({
    who: coordinator,
    input: async () => {
      await aConcernIn('closed');
      const { concernId } = await act(resident, 'submitConcern', aDraft());
      return { concernId, words };
    },
  }),
  urgeConcern: on('handling', resident, { words }),
  complain: on('handling', resident, { words }),
  answerComplaint: on('handling', supervisor, { words }, (named) => act(resident, 'complain', { ...named, words })),
  proposeClosing: on('handling', officer, closing),
  proposeDefer: on('handling', officer, { words, until: dayAfter(30), nextUpdateOn: dayAfter(10) }),
  proposeExtension: on('handling', officer, { words, days: 3 }),
  proposeHandover: on('handling', officer, { words, toId: 's02' }),
  objectRouting: on('assigned', officer, { words, ground: 'notMyGrid' }),
  takeBackProposal: on('verifying', officer),
  decide: () => ({ who: coordinator, input: async () => town.verdict(await aConcernIn('verifying'), checked) }),
  assignCover: on('handling', coordinator, { staffId: 's02', words }),
  orderHandover: on('handling', supervisor, { toId: 's02', words }),
  dispatchTask: on('handling', officer, asked),
  acknowledgeTask: () => withTask(liaison, {}),
  returnTask: () => withTask(liaison, { words }),
  completeTask: () => withTask(liaison, spoken),
  recallTask: () => withTask(officer, { words }),
  withdrawConcern: on('handling', resident, { words }),
  undoWithdraw: on('withdrawn', resident),
  rateConcern: on('rating', resident, { solved: 'no', satisfaction: 1, tags: [], words: '昨晚又浸水了' }),
  joinConcern: on('handling', neighbour, { phone: '13800000002', consentVersion: CONSENT_VERSION }),
  leaveConcern: on('handling', neighbour, {}, (named) =>
    act(neighbour, 'joinConcern', { ...named, consentVersion: CONSENT_VERSION }),
  ),
  revealForCall: () => toCall({}),
  recordCallback: () => toCall({ outcome: 'reached', solved: 'no', satisfaction: 1, words }),
  disownCallback: () => afterCall({}),
  supersedeCallback: () => afterCall({ solved: 'no', satisfaction: 1, tags: [], words }),
  linkConcern: () => ({
    who: coordinator,
    input: async () => ({ concernId: await aConcernIn('handling'), leadId: await aConcernIn('assigned') }),
  }),
  unlinkConcern: () => ({
    who: coordinator,
    input: async () => {
      const named = { concernId: await aConcernIn('handling') };
      await act(coordinator, 'linkConcern', { ...named, leadId: await aConcernIn('assigned') });
      return { ...named, words };
    },
  }),
  reopenConcern: on('closed', resident, { words }),
  enterLeave: () => besides(officer, { from: dayAfter(1), to: dayAfter(3), deputyId: 's02' }),
  endLeave: () => ({
    who: officer,
    input: async () => act(officer, 'enterLeave', { from: dayAfter(1), to: dayAfter(3) }),
  }),
  startLeaving: () => besides(admin, { staffId: 's02' }),
  cancelLeaving: () => besides(admin, { staffId: 's02' }, () => act(admin, 'startLeaving', { staffId: 's02' })),
  completeLeaving: () => besides(admin, { staffId: 's02' }, () => act(admin, 'startLeaving', { staffId: 's02' })),
  inviteStaff: () => besides(admin, { staffId: 's02' }),
  suspendStaff: () => besides(admin, { staffId: 's02', isSuspended: true }),
  startExport: () => besides(supervisor, { quarter: '2026Q3', format: 'csv' }),
  continueExport: () => ({
    who: supervisor,
    input: async () => {
      await aConcernIn('closed');
      const { exportId } = await act(supervisor, 'startExport', { quarter: '2026Q3', format: 'csv' });
      return { exportId, step: 0 };
    },
  }),
  bindStaff: () => ({ who: 'demo-newcomer', input: async () => act(admin, 'inviteStaff', { staffId: 's02' }) }),
  addConsents: () => besides(resident, { accepted: ['progress'] }),
  readInbox: () => ({
    who: officer,
    input: async () => {
      await aConcernIn('assigned');
      const { notices } = await act(officer, 'listInbox', {});
      return { ids: notices.map(({ id }) => id) };
    },
  }),
  markCalled: () => ({
    who: desk,
    input: async () => {
      await aConcernIn('assigned'); // nobody has consented to a push: staff are phoned
      const { calls } = await act(desk, 'listDuty', {});
      return { callId: calls[0]!.id };
    },
  }),
};
/** Their follow-up, too, is reached again. */
const objectInALargeRound = () => ({
  who: resident,
  input: async () => ({
    concernId: await aConcernToRate(town, FIVE_NEIGHBOURS),
    solved: 'no',
    satisfaction: 1,
    tags: [],
    words: '昨晚又浸水了',
  }),
});
/** What puts another version into force is tried in town-import.test.ts, with its files. */
const ELSEWHERE: ActionName[] = ['useTownVersion'];
/** Their projections fail one by one, too; the others share this code. */
const FOLLOWED: ActionName[] = ['submitConcern', 'decide', 'rateConcern'];

test('every action that writes is tried', () => {
  const writes = (Object.keys(ACTIONS) as ActionName[]).filter((name) => ACTIONS[name].kind === 'write');
  expect([...Object.keys(WRITES), ...ELSEWHERE].sort()).toEqual(writes.sort());
});

/** Reads that fail leave nothing behind whatever they belong to; one action tries them all. */
const isWrite = ({ action }: SdkCall) => !/query|get|count|batch/i.test(action);

/** What is random, or differs with the moment at which a push was given up. */
const RANDOM = /"phone":"[^"]*"/g;
/** How often it was written is no part of what it says. */
const TIMES_WRITTEN = /"writes":\d+,/g;
function state(): string {
  const { pushes: _, ...rest } = town.cloud.dump();
  return Object.entries(rest)
    .flatMap(([name, items]) => items.map((item) => `${name} ${JSON.stringify(item)}`))
    .sort()
    .join('\n')
    .replace(RANDOM, '"phone":"…"')
    .replace(TIMES_WRITTEN, '');
}

/** Runs something with its `ordinal`th SDK call failing, 0 for none. @returns the calls it made. */
async function withFault(ordinal: number, kind: Fate, run: () => Promise<unknown>): Promise<SdkCall[]> {
  const calls: SdkCall[] = [];
  fate = (call) => {
    calls.push(call);
    return call.ordinal === ordinal ? kind : 'pass';
  };
  await run();
  fate = () => 'pass';
  return calls;
}

async function answerTo(who: string, action: ActionName, input: object, ordinal: number, kind: Fate) {
  let reply: Reply<unknown> | undefined;
  const ask = async () => void (reply = (await town.ask(who, action, input, 'the-one-request')) as Reply<unknown>);
  const calls = await withFault(ordinal, kind, ask);
  for (let retry = 0; !reply?.ok && retry < MOST_RETRIES; retry += 1) await ask();
  if (calls.some(({ ordinal: each }) => each === ordinal)) await town.cloud.timer('timer');
  expect(reply).toMatchObject({ ok: true });
  return { calls, answer: JSON.stringify(reply), state: state() };
}

/** Reads, too, where what follows is followed to the end; only the action's own writes where others share that code. */
function triedOf(what: string, calls: SdkCall[]): SdkCall[] {
  if (FOLLOWED.includes(what as ActionName)) return calls;
  if (!(what in WRITES)) return calls.filter(isWrite);
  const own = calls.findIndex((call) => call.collection === 'concerns' && isWrite(call));
  return calls.slice(0, own < 0 ? undefined : own + 1).filter(isWrite);
}

describe('the retry reaches the fault-free state', () => {
  beforeEach(() => bringBack());

  test.each([
    ...Object.entries(WRITES).map(([name, write]) => [name, name as ActionName, write] as const),
    ['rateConcern in a large round', 'rateConcern', objectInALargeRound] as const,
  ])(
    '%s',
    async (what, action, write) => {
      const { who, input: prepare } = await write();
      const input = await prepare();
      await town.cloud.timer('timer');
      const prepared = town.snapshot();
      const faultless = await answerTo(who, action, input, 0, 'pass');
      await town.cloud.timer('timer');
      const expected = { answer: faultless.answer, state: state() };
      const tried = triedOf(what, faultless.calls);
      expect(tried.length).toBeGreaterThan(0);
      for (const { ordinal } of tried)
        for (const kind of ['failBefore', 'failAfter'] as const) {
          prepared();
          const { answer, state: reached } = await answerTo(who, action, input, ordinal, kind);
          expect({ ordinal, kind, answer, reached }).toEqual({
            ordinal,
            kind,
            answer: expected.answer,
            reached: expected.state,
          });
        }
    },
    180_000,
  );
});

/** What the clock finds to do, and when. */
const DEEDS: Record<string, () => Promise<number>> = {
  'closes a rating': async () => {
    await aConcernIn('rating');
    return 7 * DAY;
  },
  'goes on without an answer': async () => {
    const { question } = town.stored(await aConcernIn('awaitingResident'));
    return question!.answerBy - NOW;
  },
  'resumes a plan': async () => town.stored(await aConcernIn('deferred')).rounds[0]!.finish.dueAt - NOW,
  'raises a decision': async () => town.stored(await aConcernIn('verifying')).decision!.decideBy - NOW,
  'raises a return that nobody decides about': async () => {
    const task = await aTask();
    await act(liaison, 'returnTask', { ...task, words });
    return town.stored(task.concernId).tasks![0]!.returning!.decideBy - NOW;
  },
  'escalates a late first contact': async () => {
    await aConcernIn('assigned');
    return 2 * DAY;
  },
  'lets a linked one go whose lead has ended': async () => {
    const [lead, concernId] = [await aConcernIn('handling'), await aConcernIn('assigned')];
    await act(officer, 'proposeClosing', { concernId: lead, ...closing });
    await town.database().collection('concerns').where({ _id: concernId }).update({ leadId: lead });
    await act(coordinator, 'decide', town.verdict(lead, checked));
    return MINUTE;
  },
  'ends a leave': async () => {
    await act(officer, 'enterLeave', { from: dayAfter(0), to: dayAfter(1), deputyId: 's02' });
    return 3 * DAY;
  },
  'releases answers': async () => {
    const concernId = await aConcernToRate(town, FIVE_NEIGHBOURS);
    for (const openid of FIVE_NEIGHBOURS) await act(openid, 'rateConcern', { concernId, ...satisfied });
    return 10 * DAY;
  },
  'catches up with what a crash left': async () => {
    fate = ({ collection, action }) => (collection === 'inbox' && /insert/.test(action) ? 'failBefore' : 'pass');
    await act(resident, 'submitConcern', aDraft());
    fate = () => 'pass';
    return MINUTE;
  },
};

describe('the clock’s next run reaches the fault-free state: it', () => {
  beforeEach(() => bringBack());

  test.each(Object.entries(DEEDS))('%s', async (_what, prepare) => {
    town.cloud.clock.fixAt(NOW + (await prepare()));
    const prepared = town.snapshot();
    const calls = await withFault(0, 'pass', () => town.cloud.timer('timer'));
    await town.cloud.timer('timer');
    const expected = state();
    const tried = calls.filter(isWrite);
    expect(tried.length).toBeGreaterThan(0);
    for (const { ordinal } of tried)
      for (const kind of ['failBefore', 'failAfter'] as const) {
        prepared();
        await withFault(ordinal, kind, () => town.cloud.timer('timer').catch(() => undefined));
        await town.cloud.timer('timer');
        await town.cloud.timer('timer');
        expect({ ordinal, kind, reached: state() }).toEqual({ ordinal, kind, reached: expected });
      }
  });
});
