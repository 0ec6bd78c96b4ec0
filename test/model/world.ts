/** The town of a history in the local cloud, and what one step of a history does to it through the real actions. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '@cloudbase/node-sdk';
import type { CallbackRow } from '../../cloudfunctions/store/callbacks';
import type { Cell } from '../../cloudfunctions/store/figures';
import type { TaskRow } from '../../cloudfunctions/store/tasks';
import { named } from '../../cloudfunctions/town-version';
import type { Concern, Particulars } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import type { Absence } from '../../domain/roster';
import type { Town } from '../../domain/town';
import type { LocalCloud } from '../../local/cloud';
import { createTown } from '../../local/demo/play';
import { openCloud } from '../../local/open';
import { accessFrom } from '../../tools/town/connect';
import { publishTown } from '../../tools/town/publish';
import { MINUTE, modelTown } from './town';

export type Ask = { who: string; action: ActionName; input: Record<string, unknown>; requestId: string };
/** Plain data, so that a history can be printed, shortened and played again: ids follow from the requests. */
export type Step =
  | { do: 'ask'; ask: Ask; again?: 'later' | 'together'; also?: Ask; isWrong?: boolean }
  | { do: 'pass'; minutes: number; timer?: TimerRun }
  | ({ do: 'timer' } & TimerRun)
  | { do: 'calendar'; isKnown: boolean; timer?: TimerRun };
/** The clock looks, sometimes twice, one after the other or at once. */
export type TimerRun = { times: number; isParallel: boolean };
export type History = { startsAt: number; hasPushes: boolean; steps: Step[] };

export type Answer = { ok: true; data: unknown } | { ok: false; code: string };
/** `repeated`: the answer to the same request once more. */
export type Outcome = { ask: Ask; eventId: string; answer: Answer; repeated?: Answer };

/** Somebody drawn to be phoned. */
export type Callback = CallbackRow & { _id: string };
export type Notice = { _id: string; recipient: string; at: number; text: string; concernId: string };
export type Snapshot = {
  now: number;
  town: Town;
  concerns: Map<string, Concern>;
  absences: Absence[];
  particulars: Map<string, Particulars>;
  callbacks: Callback[];
  /** Of the figures. */
  cells: Map<string, Cell>;
  inbox: Notice[];
  /** Of the departments' lists. */
  tasks: (TaskRow & { _id: string })[];
};

/** Seals certificates and makes the codes of slips: the same in every run, so that a history can be played again. */
export const KEY = '0123456789abcdef'.repeat(4);

const idOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
/** As the cloud makes them: of who asks what, and of the phone's request. */
export const eventIdOf = ({ who, action, requestId }: Ask) => idOf(who, action, requestId);
export const noticeIdOf = (eventId: string, recipient: string) => idOf(eventId, recipient);

/** Two versions of a town, and what puts each into force. */
type Version = { town: Town; pointer: Record<string, unknown> };
type Versions = Record<'known' | 'unknown', Version>;

/** What the functions should never do. */
export class Failed extends Error {}

export class World {
  private town!: Town;
  private versions!: Versions;
  private readonly created = new Map<string, { versions: Versions; bringBack: () => void }>();
  private constructor(
    readonly cloud: LocalCloud,
    private readonly dataDir: string,
    /** The functions' last lines. */
    readonly said: readonly string[],
  ) {}

  static async open(): Promise<World> {
    const dataDir = mkdtempSync(join(tmpdir(), 'first-visit-model-'));
    writeFileSync(join(dataDir, 'key'), KEY);
    const said: string[] = [];
    const log = (line: string) => void (said.push(line) > 50 && said.shift());
    return new World(await openCloud({ dataDir, log }), dataDir, said);
  }

  /** A town in which nothing has happened yet; the functions stay warm. */
  async begin({ startsAt, hasPushes }: Pick<History, 'startsAt' | 'hasPushes'>): Promise<void> {
    const { cloud, created } = this;
    const which = `${startsAt} ${hasPushes}`;
    const known = created.get(which);
    if (known) known.bringBack();
    else await cloud.reset();
    cloud.clock.fixAt(startsAt);
    this.versions = known?.versions ?? (await this.createTown(startsAt, hasPushes));
    this.town = this.versions.unknown.town;
    if (!known) created.set(which, { versions: this.versions, bringBack: cloud.snapshot() });
  }

  /** In force is the one that does not know the calendar of 2027; the other one lies ready. */
  private async createTown(startsAt: number, hasPushes: boolean): Promise<Versions> {
    const { cloud } = this;
    const [unknown, known] = [false, true].map((isKnown) => named(modelTown(startsAt, isKnown, hasPushes)));
    const pointer = () => cloud.dump()['settings']!.find(({ _id }) => _id === 'current')!;
    await publishTown(init(accessFrom(cloud.adminEnv)), known!, startsAt);
    const toKnown = pointer();
    await createTown(cloud, unknown!, startsAt);
    return { unknown: { town: unknown!, pointer: pointer() }, known: { town: known!, pointer: toKnown } };
  }

  private async changeCalendar(isKnown: boolean): Promise<void> {
    const { cloud } = this;
    const { town, pointer } = this.versions[isKnown ? 'known' : 'unknown'];
    const { _id, ...inForce } = pointer;
    const settings = init(accessFrom(cloud.adminEnv)).database().collection('settings');
    await settings.doc(String(_id)).set({ ...inForce, since: cloud.clock.now() });
    this.town = town;
  }

  async take(step: Step): Promise<Outcome[]> {
    const { cloud } = this;
    switch (step.do) {
      case 'pass':
        cloud.clock.fixAt(cloud.clock.now() + step.minutes * MINUTE);
        if (step.timer) await this.runTimer(step.timer);
        return [];
      case 'timer':
        await this.runTimer(step);
        return [];
      case 'calendar':
        await this.changeCalendar(step.isKnown);
        if (step.timer) await this.runTimer(step.timer);
        return [];
      case 'ask':
        return this.askAll(step);
    }
  }

  private async askAll({ ask, again, also }: Step & { do: 'ask' }): Promise<Outcome[]> {
    const [answer, twin, other] = await Promise.all([
      this.ask(ask),
      again === 'together' ? this.ask(ask) : undefined,
      also && this.ask(also),
    ]);
    const repeated = again === 'later' ? await this.ask(ask) : twin;
    return [
      { ask, eventId: eventIdOf(ask), answer, ...(repeated && { repeated }) },
      ...(also && other ? [{ ask: also, eventId: eventIdOf(also), answer: other }] : []),
    ];
  }

  ask = async ({ who, action, input, requestId }: Ask): Promise<Answer> =>
    (await this.cloud.call(who, 'api', { action, input, requestId })) as Answer;

  private async runTimer({ times, isParallel }: TimerRun): Promise<void> {
    const when = { at: this.cloud.clock.now() };
    const run = async () => {
      const done = (await this.cloud.timer('timer', when)) as Record<string, number>;
      const failed = Object.keys(done).filter((name) => done[name] === -1);
      if (failed.length) throw new Failed(`the timer fails: ${failed.join(', ')}\n${this.said.slice(-4).join('\n')}`);
    };
    if (isParallel) await Promise.all(Array.from({ length: times }, run));
    else for (let time = 0; time < times; time += 1) await run();
  }

  snapshot(): Snapshot {
    const all = this.cloud.dump() as Record<string, unknown[]>;
    const keyed = <T>(name: string) =>
      new Map((all[name] as (T & { _id: string })[]).map((item) => [item._id, { ...item, id: item._id }]));
    return {
      now: this.cloud.clock.now(),
      town: this.town,
      concerns: keyed<Concern>('concerns'),
      absences: (all['absences'] as (Absence & { isActive: boolean })[]).filter(({ isActive }) => isActive),
      particulars: keyed<Particulars>('particulars'),
      callbacks: all['callbacks'] as Callback[],
      cells: keyed<Cell>('figures'),
      inbox: all['inbox'] as Notice[],
      tasks: all['tasks'] as Snapshot['tasks'],
    };
  }

  async close(): Promise<void> {
    await this.cloud.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
