/** A concern in every status, prepared once through the real actions, and a copy of it for whoever tries something. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import { named } from '../../cloudfunctions/town-version';
import type { Concern } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import type { Status } from '../../domain/lifecycle';
import { createTown } from '../../local/demo/play';
import { openCloud } from '../../local/open';
import { accessFrom } from '../../tools/town/connect';
import { EXPECTED, expectationOf, type ConcernAction, type Relation } from './expected';
import { DAY, HOUR, LIAISONS, modelTown, openidOf, RESIDENTS } from './town';

const MORNING = Date.parse('2026-07-08T10:00:00Z') - 8 * HOUR;
const [reporter, joined, stranger] = RESIDENTS as [string, string, string];

/** The owner is on leave, so that somebody acts; another was appointed as cover, a third has proposed and is cover no more. */
const [OWNER, ACTING, COVER, PROPOSER] = ['s01', 's15', 's02', 's03'].map(openidOf) as [string, string, string, string];
const [COORDINATOR, SUPERVISOR] = [openidOf('s06'), openidOf('s10')];
const [TASKED, UNTASKED] = LIAISONS as [string, string];

/** `free`: nothing is asked of anybody; `sole`: nobody else takes part; `asked`: a decision is pending; `tasked`: a department was asked. */
type Variant = 'free' | 'sole' | 'asked' | 'tasked';
const DECIDED_ON: readonly Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred', 'verifying'];
export type Stage = Awaited<ReturnType<typeof prepare>>;

export const exists = (status: Status, relation: Relation): boolean =>
  !['decider', 'proposer', 'cover'].includes(relation) || DECIDED_ON.includes(status);
const variantOf = (relation: Relation, action?: ConcernAction): Variant => {
  if (relation === 'sole') return 'sole';
  if (relation === 'decider' || relation === 'proposer') return 'asked';
  return relation === 'taskHandler' || action === 'recallTask' ? 'tasked' : 'free';
};

export async function prepare() {
  const dataDir = mkdtempSync(join(tmpdir(), 'first-visit-matrix-'));
  const cloud = await openCloud({ dataDir, log: () => {} });
  const startsAt = MORNING - 9 * DAY;
  cloud.clock.fixAt(startsAt);
  await createTown(cloud, named(modelTown(startsAt)), startsAt);
  const concerns = init(accessFrom(cloud.adminEnv)).database().collection('concerns');
  const made = new Map<string, Concern>();
  let requests = 0;

  const reply = async (who: string, action: ActionName, input: object) => {
    const requestId = `matrix-request-${(requests += 1)}`;
    return (await cloud.call(who, 'api', { action, input, requestId })) as {
      ok: boolean;
      code?: string;
      data?: unknown;
    };
  };
  const act = async (who: string, action: ActionName, input: object) => {
    const { ok, code, data } = await reply(who, action, input);
    if (!ok) throw new Error(`${action}: ${code}`);
    return data as { concernId: string };
  };
  const stored = (id: string) =>
    cloud.dump()['concerns']!.find(({ _id }) => _id === id) as unknown as Concern & { _id: string };
  const read = async (id: string) => ((await concerns.doc(id).get()) as { data: Concern[] }).data[0]!;

  async function copy(concern: Concern, name: string): Promise<string> {
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
    await concerns.add({ ...concern, id: undefined, _id: id });
    return id;
  }

  /** Brings a new concern to this status, with or without a decision that is pending there, or a task. */
  async function bring(status: Status, variant: 'free' | 'asked' | 'tasked'): Promise<string> {
    const [isAsked, isTasked] = [variant === 'asked', variant === 'tasked'];
    const { concernId } = await act(reporter, 'submitConcern', draft());
    const on = { concernId };
    const cover = (staffId: string) => act(COORDINATOR, 'assignCover', { ...on, staffId });
    const words = '写清楚原因和做法';
    if (isAsked) await cover('s03');
    const task = { liaisonId: TASKED, role: 'lead', limit: 'd3', words };
    if (isTasked) await act(OWNER, 'dispatchTask', { ...on, ...task });
    if (status === 'assigned') {
      if (isAsked) await act(PROPOSER, 'objectRouting', { ...on, ground: 'notMyGrid', words });
    } else if (status === 'withdrawn') await act(reporter, 'withdrawConcern', on);
    else {
      await act(OWNER, 'recordFirstContact', { ...on, way: 'phone' });
      const extend = () => act(PROPOSER, 'proposeExtension', { ...on, days: 2, words });
      const defer = { ...on, until: '2026-08-20', nextUpdateOn: '2026-07-20', words };
      if (status === 'handling' && isAsked) await extend();
      if (status === 'awaitingResident') {
        if (isAsked) await extend();
        await act(OWNER, 'askResident', { ...on, words });
      }
      if (status === 'deferred') {
        await act(OWNER, 'proposeDefer', defer);
        await decide(SUPERVISOR, concernId);
        if (isAsked) await act(PROPOSER, 'proposeDefer', defer);
      }
      if (['verifying', 'rating', 'closed'].includes(status)) {
        const done = { ...on, words, photoFileIds: [] };
        if (isTasked) await act(openidOf(TASKED), 'completeTask', { ...done, taskId: stored(concernId).tasks![0]!.id });
        const closing = { ...on, kind: 'resolved', words, photoFileIds: [] };
        await act(isAsked ? PROPOSER : OWNER, 'proposeClosing', closing);
        if (status !== 'verifying') await decide(COORDINATOR, concernId);
      }
    }
    if (DECIDED_ON.includes(status)) await cover('s02');
    return concernId;
  }

  const decide = (who: string, concernId: string) => act(who, 'decide', verdict(stored(concernId)));

  /** What takes part in every status: a complaint, an earlier matter; a neighbour except where there is one person. */
  function staged(concern: Concern, isSole: boolean): Concern {
    const [first] = concern.participants;
    const round = concern.rounds.at(-1)!;
    const participants = isSole
      ? [first!]
      : [first!, { ...first!, key: 'p2', openid: joined, relation: 'joined' as const }];
    const rounds = round.asked && !isSole ? [{ ...round, asked: ['p1', 'p2'] }] : concern.rounds;
    const complaint = { eventId: concern.events[0]!.id, by: 'p1', at: concern.openedAt };
    return { ...concern, participants, rounds, complaint, recurrenceOf: '0'.repeat(32) };
  }

  async function make(status: Status): Promise<void> {
    const plain = stored(await bring(status, 'free'));
    made.set(`${status} free`, staged(plain, false)).set(`${status} sole`, staged(plain, true));
    made.set(`${status} tasked`, staged(stored(await bring(status, 'tasked')), false));
    if (DECIDED_ON.includes(status)) made.set(`${status} asked`, staged(stored(await bring(status, 'asked')), false));
  }

  const [free, tasked] = [await bring('closed', 'free'), await bring('closed', 'tasked')];
  cloud.clock.fixAt(startsAt + 8 * DAY);
  await cloud.timer('timer');
  made.set('closed free', staged(stored(free), false)).set('closed sole', staged(stored(free), true));
  made.set('closed tasked', staged(stored(tasked), false));
  cloud.clock.fixAt(MORNING);
  await act(COORDINATOR, 'enterLeave', { staffId: 's01', from: '2026-07-08', to: '2026-07-10', deputyId: 's15' });
  for (const status of [
    'assigned',
    'handling',
    'awaitingResident',
    'deferred',
    'verifying',
    'rating',
    'withdrawn',
  ] as const)
    await make(status);
  const shared = new Map<string, string>();
  for (const [name, concern] of made) shared.set(name, await copy(concern, name));

  const openidFor = (relation: Relation, concern?: Concern): string =>
    ({
      reporter,
      joined,
      sole: reporter,
      stranger,
      owner: OWNER,
      acting: ACTING,
      cover: COVER,
      decider: openidOf(concern?.decision?.decider ?? 's06'),
      proposer: PROPOSER,
      communityCoordinator: openidOf('s13'),
      otherCoordinator: openidOf('s07'),
      supervisor: openidOf('s12'),
      department: openidOf(UNTASKED),
      taskHandler: openidOf(TASKED),
      admin: openidOf('s11'),
      desk: openidOf('s08'),
    })[relation];

  return {
    /** Everything that somebody is who is this: a decider is a coordinator or the supervisor, too. */
    relationsOf(status: Status, relation: Relation): string[] {
      if (relation === 'sole') return ['sole', 'reporter'];
      if (relation === 'owner' && status === 'verifying') return ['owner', 'proposer'];
      if (relation === 'taskHandler') return ['taskHandler', 'department'];
      if (relation !== 'decider') return [relation];
      const level = made.get(`${status} asked`)!.decision!.level;
      return ['decider', level === 'coordinator' ? 'communityCoordinator' : 'supervisor'];
    },
    /** What the people of the town may besides, by the roles that they have. */
    rolesLike: (relation: Relation): Relation[] =>
      (({ decider: ['communityCoordinator'], proposer: ['owner'], taskHandler: ['department'] })[relation as string] as
        Relation[] | undefined) ?? [],
    async askAs(relation: Relation, action: ActionName, input: object): Promise<string> {
      const { ok, code } = await reply(openidFor(relation), action, input);
      return ok ? 'ok' : code!;
    },
    /** On a copy of its own where something may be written. */
    async tryOut(status: Status, relation: Relation, action: ConcernAction, mayWrite: boolean) {
      const name = `${status} ${variantOf(relation, action)}`;
      const before = made.get(name)!;
      const { event } = expectationOf(action);
      const isWritten = mayWrite && event !== null && event in EXPECTED[status];
      const id = isWritten ? await copy(before, `${name} ${relation} ${action}`) : shared.get(name)!;
      const { ok, code } = await reply(openidFor(relation, before), action, {
        ...inputFor(action, before),
        concernId: id,
      });
      return { code: ok ? 'ok' : code!, concern: isWritten ? await read(id) : before, before };
    },
    async close() {
      await cloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const draft = () => ({
  categoryId: 'B2',
  words: '路口的井盖不见了',
  photoFileIds: [],
  place: { kind: 'point', latitude: 22.4878, longitude: 113.356, name: '恒美一村' },
  phone: '13800000001',
  consentVersion: '2026-11',
});

const verdict = ({ id, _id, decision }: Concern & { _id?: string }) => ({
  concernId: _id ?? id,
  proposalId: decision?.eventId ?? 'none',
  kind: decision?.kind ?? 'closing',
  agrees: true,
  words: '到现场看过',
  toId: 's08',
});

function inputFor(action: ConcernAction, concern: Concern): object {
  const words = '写清楚情况和原因';
  const task = { taskId: concern.tasks?.[0]?.id ?? '0'.repeat(32) };
  const inputs: Partial<Record<ConcernAction, object>> = {
    listCandidates: { for: 'owner' },
    joinConcern: { consentVersion: '2026-11' },
    linkConcern: { leadId: '0'.repeat(32) },
    correctPlace: { place: { kind: 'point', latitude: 22.4876, longitude: 113.3685, name: '良都新村' } },
    supersedeCallback: { solved: 'yes', satisfaction: 5, tags: [] },
    rateConcern: { solved: 'yes', satisfaction: 5, tags: [] },
    recordFirstContact: { way: 'phone' },
    updatePlan: { words, nextUpdateOn: '2026-07-20' },
    completeStage: { stage: 0 },
    correctCategory: { categoryId: 'A2' },
    proposeClosing: { kind: 'resolved', words, photoFileIds: [] },
    proposeDefer: { until: '2026-09-20', nextUpdateOn: '2026-07-20', words },
    proposeExtension: { days: 2, words },
    proposeHandover: { toId: 's04', words },
    orderHandover: { toId: 's04', words },
    objectRouting: { ground: 'notMyGrid', words },
    assignCover: { staffId: 's05', words },
    dispatchTask: { liaisonId: UNTASKED, role: 'assist', limit: 'd3', words },
    acknowledgeTask: task,
    returnTask: { ...task, words },
    completeTask: { ...task, words, photoFileIds: [] },
    recallTask: { ...task, words },
    decide: verdict(concern),
  };
  return inputs[action] ?? { words, photoFileIds: [] };
}

/** Something that would be accepted, or refused for another reason than who asks; nobody here is touched. */
export const inputOf = (action: ActionName): object =>
  (
    ({
      recordConcern: { ...draft(), capacity: 'visit' },
      listSupervised: { kind: 'overdue' },
      getFigures: { by: 'community' },
      startExport: { quarter: '2026Q3', format: 'csv' },
      continueExport: { exportId: '0'.repeat(32), step: 0 },
      listBehind: { figure: 'onTime', by: 'town', quarter: '2026Q3' },
      enterLeave: { from: '2027-03-01', to: '2027-03-02' },
      endLeave: { id: 'none' },
      startLeaving: { staffId: 's05' },
      cancelLeaving: { staffId: 's05' },
      completeLeaving: { staffId: 's05' },
      revealForCall: { callbackId: '0'.repeat(32) },
      recordCallback: { callbackId: '0'.repeat(32), outcome: 'declined' },
      markCalled: { callId: '0'.repeat(32) },
      useTownVersion: { version: 'v-000000000000' },
      inviteStaff: { staffId: 's05' },
      suspendStaff: { staffId: 's05', isSuspended: false },
    }) as Partial<Record<ActionName, object>>
  )[action] ?? {};
