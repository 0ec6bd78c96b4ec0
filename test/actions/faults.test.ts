/**
 * Every SDK call of a write fails once, before or after its effect; the phone's retry ends where no fault would have.
 * Pushes are the exception, because they are sent at most once: push-faults.test.ts.
 */
import type { ActionName, Reply } from '../../domain/contract';
import type { Fate, SdkCall } from '../../local/cloud';
import { aConcernToRate, aDraft, aRequestId, openTown, resident, type LocalTown } from '../support/local-town';

const MOST_RETRIES = 3;
let fate: (call: SdkCall) => Fate = () => 'pass';
let town: LocalTown;
beforeAll(async () => void (town = await openTown({ onSdkCall: (call) => fate(call) })));
afterAll(() => town.close());

type Outcome = { state: unknown; calls: number; answer: unknown };
type Write = { action: ActionName; prepare: () => Promise<unknown> };

/** What is random or names one run, so that two runs can be compared. */
const RANDOM = /"phone":"[^"]*"/g;
const stateOf = (before: Record<string, unknown[]>, ids: Record<string, string>) => {
  const known = new Set(
    Object.values(before)
      .flat()
      .map((item) => JSON.stringify(item)),
  );
  const { pushes: _, ...rest } = town.cloud.dump();
  const added = Object.entries(rest).flatMap(([name, items]) =>
    items.filter((item) => !known.has(JSON.stringify(item))).map((item) => `${name} ${JSON.stringify(item)}`),
  );
  let text = added.sort().join('\n').replace(RANDOM, '"phone":"…"');
  for (const [from, to] of Object.entries(ids)) text = text.replaceAll(from, to);
  return text;
};

let input: unknown;
/** To where `prepare` has led. */
let bringBack: () => void;

/** Runs the write with one fault, retries as a phone would, lets the clock catch up. */
async function run({ action }: Write, ordinal: number, kind: Fate): Promise<Outcome> {
  bringBack();
  const requestId = aRequestId();
  const before = town.cloud.dump();
  let calls = 0;
  let isFirst = true;
  fate = (call) => {
    if (!isFirst) return 'pass';
    calls = Math.max(calls, call.ordinal);
    return call.ordinal === ordinal ? kind : 'pass';
  };
  let reply: Reply<unknown> = await town.ask(resident, action, input, requestId);
  isFirst = false;
  for (let retry = 0; !reply.ok && retry < MOST_RETRIES; retry += 1)
    reply = await town.ask(resident, action, input, requestId);
  await town.cloud.timer('timer');
  expect(reply).toMatchObject({ ok: true });
  const answer = JSON.stringify(reply);
  const id = (input as { concernId?: string }).concernId ?? (reply as { data: { concernId: string } }).data.concernId;
  const state = normalised(stateOf(before, { [id]: 'CONCERN' }));
  await town.act(resident, 'withdrawConcern', { concernId: id }); // or the next run would find the same matter
  return {
    state,
    calls,
    answer: normalised(answer.replaceAll(id, 'CONCERN')),
  };
}

/** Ids follow from the request id, which differs between runs. */
const normalised = (text: string) =>
  text
    .replace(/[0-9a-f]{32,64}/g, 'ID')
    .replace(/\d{6}[A-Z]{6}/g, 'NUMBER')
    .split('\n')
    .sort();

const WRITES: [string, Write][] = [
  ['submitConcern', { action: 'submitConcern', prepare: async () => aDraft() }],
  [
    'rateConcern',
    {
      action: 'rateConcern',
      prepare: async () => ({
        concernId: await aConcernToRate(town),
        solved: 'no',
        satisfaction: 1,
        tags: [],
        words: '昨晚又浸水了，没有解决',
      }),
    },
  ],
];

describe.each(WRITES)('%s', (_name, write) => {
  let faultless: Outcome;
  beforeAll(async () => {
    fate = () => 'pass';
    input = await write.prepare();
    bringBack = town.snapshot();
    faultless = await run(write, 0, 'pass');
  });

  test('every SDK call fails before its effect: the retry reaches the fault-free state', async () => {
    expect(faultless.calls).toBeGreaterThan(5);
    for (let k = 1; k <= faultless.calls; k += 1) {
      const { state, answer } = await run(write, k, 'failBefore');
      expect({ k, state, answer }).toEqual({ k, state: faultless.state, answer: faultless.answer });
    }
  });

  test('every SDK call fails after its effect: the retry reaches the fault-free state', async () => {
    for (let k = 1; k <= faultless.calls; k += 1) {
      const { state, answer } = await run(write, k, 'failAfter');
      expect({ k, state, answer }).toEqual({ k, state: faultless.state, answer: faultless.answer });
    }
  });
});
