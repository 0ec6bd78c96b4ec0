import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Concern } from '../../domain/concern';
import { HOUR } from '../../domain/time';
import type { LocalCloud } from '../../local/cloud';
import { Demo } from '../../local/demo/demo';
import { smallTown } from '../../local/demo/small-town';
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
  const demo = new Demo({ town: smallTown, first: stories, past: [] }, file, () => {});
  const cloud: LocalCloud = await openCloud({
    dataDir: join(folder, String(clouds.length)),
    beforeReset: () => demo.forget(),
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

test('two reports of the same rain are linked', async () => {
  const { cloud, demo } = await aDemo(STORIES.slice(-3));
  await demo.create(cloud);
  const [lead, , member] = cloud.dump()['concerns']!;
  expect(member).toMatchObject({ leadId: lead!._id, ownerId: lead!['ownerId'] });
});

describe('the past behind the phones', () => {
  const [first, ...past] = STORIES.slice(1, 5);
  const script = { town: smallTown, first: [first!], past };
  const logged: string[] = [];

  async function aGrowingDemo(dataDir: string) {
    const demo = new Demo(script, join(dataDir, 'demo.json'), (line) => logged.push(line));
    const cloud: LocalCloud = await openCloud({
      dataDir,
      beforeReset: () => demo.forget(),
      onReset: () => demo.create(cloud),
      status: () => demo.progress,
    });
    clouds.push(cloud);
    return { cloud, demo };
  }

  test('is played while phones are used; what they report meanwhile has the present time', async () => {
    const { cloud, demo } = await aGrowingDemo(join(folder, 'growing'));
    await cloud.reset();
    expect(cloud.ready()).toEqual({ ready: true, played: 1, of: 4 });
    const before = Date.now();
    demo.playPast(cloud);
    const { result } = await report(cloud, 'report-meanwhile');
    expect(demo.progress.played).toBeLessThan(4);
    await demo.finished();
    expect(cloud.ready()).toEqual({ ready: true, played: 4, of: 4 });
    const concerns = concernsOf(cloud);
    expect(concerns).toHaveLength(5);
    const { openedAt } = concerns.find(({ number }) => number === result.data.number)!;
    expect(openedAt).toBeGreaterThanOrEqual(before);
    expect(concerns.filter((concern) => concern.openedAt < before)).toHaveLength(4);
    expect(logged).toEqual([]);
  });

  test('goes on after a restart in the middle; a story begun twice happened once', async () => {
    const dataDir = join(folder, 'restarted');
    const before = await aGrowingDemo(dataDir);
    await before.cloud.reset();
    before.demo.playPast(before.cloud);
    await before.demo.stop();
    expect(before.demo.progress.played).toBe(2);
    // As if the machine had stopped just before the second story was remembered.
    const { now } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
    writeFileSync(join(dataDir, 'demo.json'), JSON.stringify({ now, stories: 1 }));
    await before.cloud.close();

    const { cloud, demo } = await aGrowingDemo(dataDir);
    expect(demo.isCreated).toBe(true);
    demo.playPast(cloud);
    await demo.finished();
    expect(concernsOf(cloud)).toHaveLength(4);
    expect(logged).toEqual([]);
  });

  test('ends before a reset empties the cloud', async () => {
    const { cloud, demo } = await aGrowingDemo(join(folder, 'reset'));
    await cloud.reset();
    demo.playPast(cloud);
    await cloud.reset();
    expect(demo.progress).toEqual({ played: 1, of: 4 });
    expect(concernsOf(cloud)).toHaveLength(1);
    expect(logged).toEqual([]);
  });
});
