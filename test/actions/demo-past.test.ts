import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTown, playStory } from '../../local/demo/play';
import { DEMO_SCRIPT } from '../../local/demo/script';
import type { Story } from '../../local/demo/story';
import { demoTown } from '../../local/demo/town';
import { openCloud } from '../../local/open';

/** The latest story of each course: what happened in it, one deed after the other. */
const oneOfEach = (stories: readonly Story[]): Story[] => [
  ...new Map(stories.map((story) => [story.steps.map(({ action }) => action).join(), story])).values(),
];

test('every course that the past took can be played with the rules of today', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'first-visit-'));
  const cloud = await openCloud({ dataDir });
  try {
    const town = demoTown(NOW);
    cloud.clock.fixAt(NOW);
    await createTown(cloud, town, NOW);
    const stories = oneOfEach(DEMO_SCRIPT.past);
    for (const story of stories) await playStory(cloud, town, story, NOW);
    const concerns = cloud.dump()['concerns']!;
    expect(concerns).toHaveLength(stories.length);
    const statuses = new Set(concerns.map(({ status }) => status));
    expect(statuses).toEqual(new Set(['handling', 'verifying', 'rating', 'closed', 'withdrawn']));
  } finally {
    await cloud.close();
    rmSync(dataDir, { recursive: true });
  }
});
