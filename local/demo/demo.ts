/**
 * The demo of one local cloud. The first stories are there before anybody looks; those of the past are played behind the
 * phones, one after the other, and a start in the middle goes on where the last one stopped.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import type { LocalCloud } from '../cloud';
import { createTown, playStory } from './play';
import type { Story } from './story';

export type Script = {
  town: (now: Instant) => Town;
  /** Played before the demo can be used. */
  first: readonly Story[];
  /** Played behind the phones. */
  past: readonly Story[];
};
/** How far it has come: enough for the next start to go on. `now`: the moment it was created for. */
type Played = { now: Instant; stories: number };

/** Leaves the machine to the phones between two stories. */
const PAUSE_MS = 100;

export class Demo {
  private played?: Played;
  private playing = Promise.resolve();
  private isStopped = false;

  /** @param file remembers how far the demo has come. @param log is told which story could not be played. */
  constructor(
    private readonly script: Script,
    private readonly file: string,
    private readonly log: (line: string) => void,
  ) {
    if (existsSync(file)) this.played = JSON.parse(readFileSync(file, 'utf8')) as Played;
  }

  get isCreated(): boolean {
    return this.played !== undefined;
  }

  get progress(): { played: number; of: number } {
    return { played: this.played?.stories ?? 0, of: this.script.first.length + this.script.past.length };
  }

  /** Fills an empty cloud. Remembered only at the end: a start that was broken off begins again. */
  async create(cloud: LocalCloud): Promise<void> {
    const now = cloud.clock.now();
    const town = this.script.town(now);
    await createTown(cloud, town, now);
    for (const story of this.script.first) await playStory(cloud, town, story, now);
    this.remember({ now, stories: this.script.first.length });
  }

  /** Plays what is missing of the past; `finished` waits for it. */
  playPast(cloud: LocalCloud): void {
    this.isStopped = false;
    this.playing = this.playMissing(cloud);
  }

  finished = (): Promise<void> => this.playing;

  /** Lets the story under way come to its end. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.playing;
  }

  async forget(): Promise<void> {
    await this.stop();
    rmSync(this.file, { force: true });
    delete this.played;
  }

  private async playMissing(cloud: LocalCloud): Promise<void> {
    const { now, stories } = this.played!;
    const town = this.script.town(now);
    const missing = this.script.past.slice(stories - this.script.first.length);
    for (const [index, story] of missing.entries()) {
      if (this.isStopped) return;
      // Somebody may have taken its concern into their own hands: the story ends there.
      await playStory(cloud, town, story, now).catch((error: unknown) => this.log(`demo: ${String(error)}`));
      this.remember({ now, stories: stories + index + 1 });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private remember(played: Played): void {
    this.played = played;
    writeFileSync(this.file, JSON.stringify(played));
  }
}
