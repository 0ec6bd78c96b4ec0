/** The demo of one local cloud: created on the first start, played on behind the phones, created anew by a reset. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Instant } from '../../domain/time';
import type { LocalCloud } from '../cloud';
import { createTown, playStory } from './play';
import { STORIES, type Story } from './story';

/** How far it has come: enough for the next start to go on. */
type Played = { /** The moment it was created for. */ now: Instant; stories: number };

export class Demo {
  private played?: Played;

  /**
   * @param file remembers how far the demo has come
   * @param stories all of it, in the order in which it is played
   */
  constructor(
    private readonly file: string,
    private readonly stories: readonly Story[] = STORIES,
  ) {
    if (existsSync(file)) this.played = JSON.parse(readFileSync(file, 'utf8')) as Played;
  }

  get isCreated(): boolean {
    return this.played !== undefined;
  }

  /** Fills an empty cloud. Remembered only at the end: a start that was broken off begins again. */
  async create(cloud: LocalCloud): Promise<void> {
    const now = cloud.clock.now();
    await createTown(cloud, now);
    for (const story of this.stories) await playStory(cloud, story, now);
    this.remember({ now, stories: this.stories.length });
  }

  forget(): void {
    rmSync(this.file, { force: true });
    delete this.played;
  }

  private remember(played: Played): void {
    this.played = played;
    writeFileSync(this.file, JSON.stringify(played));
  }
}
