/** `npm run test:model -- --steps N [--seed S] [--seeds K]`: random histories of the whole town, two seeds at a time. */
import { fork } from 'node:child_process';
import '../support/memory-disk.cjs';
import { known } from './checker';
import { playSeed, type Played } from './histories';
import { print } from './report';
import { shortest } from './shrink';
import { World } from './world';

const WORKERS = 2;
const numberAfter = (name: string): number | undefined => {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : Number(process.argv[index + 1]);
};

export async function runSeeds(seeds: readonly number[], steps: number, hear: (played: Played) => void): Promise<void> {
  const world = await World.open();
  for (const seed of seeds) {
    known.clear();
    hear({ ...(await playSeed(world, seed, steps)), known: [...known] });
  }
  await world.close();
}

function inWorker(seeds: number[], steps: number, hear: (played: Played) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(__filename, ['--worker', '--steps', String(steps), ...seeds.map(String)]);
    worker.on('message', (played) => hear(played as Played));
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });
}

async function main(): Promise<void> {
  const steps = numberAfter('--steps') ?? 1000;
  if (process.argv.includes('--worker')) {
    const seeds = process.argv.slice(process.argv.indexOf('--steps') + 2).map(Number);
    await runSeeds(seeds, steps, (played) => process.send!(played));
    process.disconnect();
    return;
  }
  const first = numberAfter('--seed') ?? 1;
  const count = numberAfter('--seeds') ?? (process.argv.includes('--seed') ? 1 : 20);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const from = Date.now();
  const played: Played[] = [];
  const hear = (one: Played) => {
    played.push(one);
    const { seed, tally, failure } = one;
    console.log(
      `seed ${seed}: ${tally.steps} steps, ${tally.accepted} of ${tally.asked} accepted${failure ? `, ${failure.message}` : ''}`,
    );
  };
  const shares = Array.from({ length: Math.min(WORKERS, count) }, (_, share) =>
    seeds.filter((_seed, index) => index % WORKERS === share),
  );
  await Promise.all(shares.map((share) => inWorker(share, steps, hear)));
  const isGood = print(played, (Date.now() - from) / 1000, { steps, count });
  const failed = played.find(({ failure }) => failure)?.failure;
  if (failed) console.log(await shortest(failed));
  process.exitCode = isGood && !failed ? 0 : 1;
}

void main();
