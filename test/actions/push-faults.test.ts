/**
 * Every SDK call of a write, and of the clock's function, fails once, before or after its effect. Whatever happens, the inbox has
 * each notice exactly once, WeChat is given each push at most once, and what may not have arrived ends at the duty desk.
 */
import type { ActionName, Reply } from '../../domain/contract';
import type { PushTemplate } from '../../domain/push-templates';
import { MINUTE } from '../../domain/time';
import type { Fate, SdkCall } from '../../local/cloud';
import { aDraft, aRequestId, coordinator, officer, openTown, resident, type LocalTown } from '../support/local-town';
import { accept, messagesOf, pushesOf } from '../support/pushes';

const MOST_RETRIES = 3;
/** Some thirty runs with several requests each, on a busy machine. */
const SLOW = 180_000;
let fate: (call: SdkCall) => Fate = () => 'pass';
let town: LocalTown;
/** What is to be tried, once `prepare` has done what comes before. @returns the concern's id. */
type Trial = { prepare: () => Promise<{ run: () => Promise<string> }>; told: [PushTemplate, string][] };

async function insist(openid: string, action: ActionName, input: object): Promise<string> {
  const requestId = aRequestId();
  for (let retry = 0; ; retry += 1) {
    const reply = (await town.ask(openid, action, input, requestId)) as Reply<{ concernId?: string }>;
    isFaulty = false; // only the first request meets the fault
    if (reply.ok) return (input as { concernId?: string }).concernId ?? reply.data.concernId!;
    expect(retry).toBeLessThan(MOST_RETRIES);
  }
}

const TRIALS: Record<string, Trial> = {
  submitConcern: {
    prepare: async () => ({ run: () => insist(resident, 'submitConcern', aDraft()) }),
    told: [['assigned', 'staff:s01']],
  },
  'decide, which asks to rate': {
    prepare: async () => {
      const concernId = await verifying();
      return {
        run: () => insist(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' })),
      };
    },
    told: [['rate', `resident:${resident}`]],
  },
  'decide, which sends it back': {
    prepare: async () => {
      const concernId = await verifying();
      return {
        run: () => insist(coordinator, 'decide', town.verdict(concernId, { agrees: false, words: '现场还有积水' })),
      };
    },
    told: [
      ['returned', 'staff:s01'],
      ['progress', `resident:${resident}`],
    ],
  },
  'the clock’s function, which sends what waited': {
    prepare: async () => {
      const concernId = await leftBehind({ collection: 'pushes', action: 'database.modifyDocument' });
      expect(pushesOf(town, concernId)).toMatchObject([{ state: 'waiting' }]);
      return { run: () => clock().then(() => concernId) };
    },
    told: [['assigned', 'staff:s01']],
  },
  'the clock’s function, which projects what a crash left': {
    prepare: async () => {
      const concernId = await leftBehind({ collection: 'inbox', action: 'database.insertDocument' });
      return { run: () => clock().then(() => concernId) };
    },
    told: [['assigned', 'staff:s01']],
  },
};

/** A concern of which every such call failed. */
async function leftBehind(broken: Pick<SdkCall, 'collection' | 'action'>): Promise<string> {
  fate = ({ collection, action }) =>
    collection === broken.collection && action === broken.action ? 'failBefore' : 'pass';
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  fate = () => 'pass';
  return concernId;
}

async function verifying(): Promise<string> {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '管道已经疏通', photoFileIds: [] });
  return concernId;
}

/** The clock's function may fail as a whole; it runs again five minutes later anyway. */
const clock = () => town.cloud.timer('timer').catch(() => undefined);

let run: () => Promise<string>;
/** To where `prepare` has led, with everybody's consent. */
let bringBack: () => void;
let isFaulty = false;
let calls = 0;

/** One fault at the k-th SDK call of the first request, then retries, then the clock goes on. */
async function tried({ told }: Trial, ordinal: number, kind: Fate) {
  bringBack();
  const known = new Set(town.cloud.dump()['inbox']!.map(({ _id }) => _id));
  const sentBefore = messagesOf(town).length;
  [isFaulty, calls] = [true, 0];
  fate = (call) => {
    if (!isFaulty) return 'pass';
    calls = Math.max(calls, call.ordinal);
    return call.ordinal === ordinal ? kind : 'pass';
  };
  const concernId = await run();
  isFaulty = false;
  for (const minutes of [11, 22]) {
    town.cloud.clock.fixAt(NOW + minutes * MINUTE);
    await clock();
  }
  return {
    inbox: town.cloud
      .dump()
      ['inbox']!.filter(({ _id }) => !known.has(_id))
      .map(({ recipient, text }) => `${String(recipient)} ${String(text)}`)
      .sort(),
    sent: messagesOf(town).slice(sentBefore),
    pushes: told.map(([template, to]) => {
      const pushes = pushesOf(town, concernId).filter((push) => push.template === template && push.recipient === to);
      return pushes.at(-1)!; // what came before the trial has its own
    }),
  };
}

describe.each(Object.entries(TRIALS))('%s', (_what, trial) => {
  let faultless: Awaited<ReturnType<typeof tried>>;
  let mostCalls: number;
  beforeAll(async () => {
    fate = () => 'pass';
    town = await openTown({ onSdkCall: (call) => fate(call) });
    ({ run } = await trial.prepare());
    // More than one, so that it is not WeChat which keeps a second message back.
    for (const [template, to] of trial.told)
      await accept(town, to.startsWith('staff') ? officer : resident, [template], 3);
    bringBack = town.snapshot();
    faultless = await tried(trial, 0, 'pass');
    mostCalls = calls;
    expect(faultless.sent).toHaveLength(trial.told.length);
    expect(faultless.pushes.map(({ state }) => state)).toEqual(trial.told.map(() => 'sent'));
    expect(mostCalls).toBeGreaterThan(8);
  });

  afterAll(() => town.close());

  test.each<Fate>(['failBefore', 'failAfter'])(
    'every SDK call in turn: %s',
    async (kind) => {
      for (let k = 1; k <= mostCalls; k += 1) {
        const { inbox, sent, pushes } = await tried(trial, k, kind);
        expect({ k, inbox }).toEqual({ k, inbox: faultless.inbox }); // exactly once
        for (const { template, recipient, state } of pushes) {
          const arrived = sent.filter((message) => message.template_id.includes(`-${template}-`)).length;
          expect({ k, template, arrived: arrived <= 1 }).toEqual({ k, template, arrived: true }); // at most once
          // Nothing hangs, and what staff may not have got is phoned.
          const isFor = recipient.startsWith('staff:') ? ['sent', 'toCall'] : ['sent', 'skipped'];
          expect({ k, template, state, isSettled: isFor.includes(state) }).toMatchObject({ isSettled: true });
          if (state === 'sent') expect({ k, template, arrived }).toEqual({ k, template, arrived: 1 });
        }
      }
    },
    SLOW,
  );
});
