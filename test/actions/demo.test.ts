import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Concern } from '../../domain/concern';
import { HOUR } from '../../domain/time';
import type { LocalCloud } from '../../local/cloud';
import { Demo } from '../../local/demo/demo';
import { STORIES } from '../../local/demo/story';
import { openCloud } from '../../local/open';
import { aDraft, resident } from '../support/local-town';

const folder = mkdtempSync(join(tmpdir(), 'first-visit-'));
const file = join(folder, 'demo.json');
const clouds: LocalCloud[] = [];
afterAll(async () => {
  await Promise.all(clouds.map((cloud) => cloud.close()));
  rmSync(folder, { recursive: true });
});

async function aDemo(stories = STORIES.slice(0, 2)): Promise<{ cloud: LocalCloud; demo: Demo }> {
  const demo = new Demo(file, stories);
  const cloud: LocalCloud = await openCloud({
    dataDir: join(folder, String(clouds.length)),
    beforeReset: async () => demo.forget(),
    onReset: () => demo.create(cloud),
  });
  clouds.push(cloud);
  return { cloud, demo };
}
const concernsOf = (cloud: LocalCloud) => cloud.dump()['concerns'] as unknown as Concern[];
const report = async (cloud: LocalCloud, requestId: string) => {
  const data = { action: 'submitConcern', input: aDraft(), requestId };
  const body = JSON.stringify({ openid: resident, name: 'api', data });
  return await (await fetch(`${cloud.url}/local/call`, { method: 'POST', body })).json();
};

test('a report made while the demo is created waits for the town, and is filed in the present', async () => {
  const { cloud } = await aDemo();
  const creating = cloud.reset();
  expect(await (await fetch(`${cloud.url}/local/ready`)).json()).toMatchObject({ ready: false });
  const before = Date.now();
  const { result } = await report(cloud, 'early-report');
  await creating;
  const early = concernsOf(cloud).find(({ number }) => number === result.data.number)!;
  expect(early.openedAt).toBeGreaterThanOrEqual(before);
  expect(concernsOf(cloud)).toHaveLength(3);
});

test('the stories happened in the past although the clock of the cloud was never moved', async () => {
  const { cloud, demo } = await aDemo();
  const moved = jest.spyOn(cloud.clock, 'set');
  await demo.create(cloud);
  expect(moved).not.toHaveBeenCalled();
  const [flooding] = concernsOf(cloud);
  expect(flooding!.openedAt).toBeLessThan(Date.now() - 24 * 24 * HOUR);
  expect(flooding!.status).toBe('closed');
  const times = flooding!.events.map(({ at }) => at);
  expect(times).toEqual([...times].sort((one, other) => one - other));
});
