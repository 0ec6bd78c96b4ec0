/** A local cloud of its own for one test file: the built functions, the demo town, a clock that stands still. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import type { ActionName, ActionOutput, ActionRequest, Reply } from '../../domain/contract';
import { CONSENT_VERSION, type Concern } from '../../domain/concern';
import { DAY, type Instant } from '../../domain/time';
import type { CloudOptions, LocalCloud } from '../../local/cloud';
import { createTown, playStory } from '../../local/demo/play';
import { STORIES } from '../../local/demo/story';
import { accessFrom } from '../../tools/town/connect';
import { RESIDENTS, staffOpenid } from '../../local/demo/people';
import { SMALL_LANDMARKS, smallTown } from '../../local/demo/small-town';
import { openCloud } from '../../local/open';

export const resident = RESIDENTS.hengmei.openid;
export const neighbour = RESIDENTS.newVillage.openid;
/** Owner of the first grid, and the coordinator who verifies there. */
export const officer = staffOpenid('s01');
export const coordinator = staffOpenid('s06');
/** The first person of the duty desk. */
export const desk = staffOpenid('s08');

const hengmei = SMALL_LANDMARKS.find(({ name }) => name === '恒美一村')!;
export const hengmeiPlace = {
  kind: 'point' as const,
  name: '恒美一村三巷',
  latitude: hengmei.latitude,
  longitude: hengmei.longitude,
};

export const aDraft = (changes: Partial<ActionRequest<'submitConcern'>> = {}): ActionRequest<'submitConcern'> => ({
  categoryId: 'A2',
  words: '三巷一下大雨就水浸，请来看看',
  photoFileIds: [],
  place: hengmeiPlace,
  phone: '13800000001',
  consentVersion: CONSENT_VERSION,
  ...changes,
});

let requests = 0;
export const aRequestId = (): string => `test-request-${(requests += 1)}`;

export type LocalTown = Awaited<ReturnType<typeof openTown>>;
export type TownOptions = Partial<CloudOptions> & {
  /** The moment at which the clock stands still. */
  now?: Instant;
  /** Whether the demo's concerns are played, too. */
  withStories?: boolean;
};

const aFolder = () => mkdtempSync(join(tmpdir(), 'first-visit-'));
/** Folders of towns as they are right after their creation, which takes a second: the next test copies it. */
const createdAt = new Map<Instant, string>();
// Programs open a town, too.
if ('afterAll' in globalThis)
  afterAll(() => createdAt.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export async function openTown({ now = NOW, withStories = false, ...options }: TownOptions = {}) {
  const dataDir = aFolder();
  const made = createdAt.get(now);
  if (made) cpSync(made, dataDir, { recursive: true });
  const cloud: LocalCloud = await openCloud({ dataDir, log: () => {}, ...options });
  cloud.clock.fixAt(now);
  if (!made) {
    await createTown(cloud, smallTown(now), now);
    createdAt.set(now, aFolder());
    cpSync(dataDir, createdAt.get(now)!, { recursive: true });
  }
  for (const story of withStories ? STORIES : []) await playStory(cloud, smallTown(now), story, now);

  /** The reply as a phone gets it; a write gets a request id unless one is given. */
  const ask = <A extends ActionName>(openid: string, action: A, input: unknown, requestId = aRequestId()) =>
    cloud.call(openid, 'api', { action, input, requestId }) as Promise<Reply<ActionOutput<A>>>;

  /** The concern as stored. */
  const stored = (id: string) => cloud.dump()['concerns']!.find(({ _id }) => _id === id) as unknown as Concern;

  return {
    cloud,
    ask,
    /** The data of an accepted call; throws on a refusal. */
    async act<A extends ActionName>(openid: string, action: A, input: ActionRequest<A>, requestId?: string) {
      const reply = await ask(openid, action, input, requestId);
      if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
      return reply.data;
    },
    stored,
    /** What the decider of the pending decision sends. */
    verdict: (concernId: string, said: { agrees: boolean; words: string; toId?: string }) => {
      const { decision } = stored(concernId);
      return { concernId, proposalId: decision?.eventId ?? 'none', kind: decision?.kind ?? 'closing', ...said };
    },
    /** Remembers the town and its time. @returns what brings them back, in a hundredth of what another town takes. */
    snapshot() {
      const [bringBack, at] = [cloud.snapshot(), cloud.clock.now()];
      return () => {
        bringBack();
        cloud.clock.fixAt(at);
      };
    },
    /** What an administrator's program works with, and its database. */
    admin: () => init(accessFrom(cloud.adminEnv)),
    database: () => init(accessFrom(cloud.adminEnv)).database(),
    async close() {
      await cloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Opens a town before the first test, and brings it back to its beginning before each. */
export function beginEachTestIn(open: () => Promise<LocalTown>): void {
  let town: LocalTown;
  let bringBack: () => void;
  beforeAll(async () => {
    town = await open();
    bringBack = town.snapshot();
  });
  beforeEach(() => bringBack());
  afterAll(() => town.close());
}

/** Those who take part in a large round besides the reporter. */
export const FIVE_NEIGHBOURS = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => `openid-${name}`);

/** A concern brought as far as `rating`. @param joining neighbours who join it two days before. @returns its id. */
export async function aConcernToRate(
  { act, verdict, cloud: { clock } }: LocalTown,
  joining: readonly string[] = [],
  draft = aDraft(),
): Promise<string> {
  const { concernId } = await act(resident, 'submitConcern', draft);
  for (const who of joining) await act(who, 'joinConcern', { concernId, consentVersion: CONSENT_VERSION });
  await act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  if (joining.length) clock.fixAt(clock.now() + 2 * DAY);
  const closing = { kind: 'resolved' as const, words: '管道已经疏通', photoFileIds: [] };
  await act(officer, 'proposeClosing', { concernId, ...closing });
  await act(coordinator, 'decide', verdict(concernId, { agrees: true, words: '到现场看过' }));
  return concernId;
}
