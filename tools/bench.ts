/** `npm run bench [-- --json]`: what must stay fast, as ratios within one run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { init } from '@cloudbase/node-sdk';
import { locate, type Point } from '../domain/geography';
import type { Town } from '../domain/town';
import { smallTown } from '../local/demo/small-town';
import { openCloud } from '../local/open';
import { withGrids } from './bench/large-town';
import { interleaved, type Result } from './bench/measure';
import { accessFrom } from './town/connect';
import { publishTown } from './town/publish';

const GRIDS = 1000;
const RUNS = 15;
const POINTS = 200;

/** Points spread over the town the same way in every run. */
const pointsIn = (town: Town): Point[] =>
  Array.from({ length: POINTS }, (_, index) => {
    const [longitude, latitude] = town.grids[(index * 37) % town.grids.length]!.border[0]!;
    return { longitude: longitude - 0.002, latitude };
  });

async function routingAmongMany(): Promise<Result> {
  const town = withGrids(smallTown(Date.now()), GRIDS);
  const points = pointsIn(town);
  const everyPolygon = ({ longitude, latitude }: Point) =>
    town.grids.filter(({ border }) =>
      booleanPointInPolygon([longitude, latitude], { type: 'Polygon', coordinates: [border] }),
    );
  const [fast, slow] = await interleaved(
    RUNS,
    () => points.forEach((point) => locate(point, town)),
    () => points.forEach(everyPolygon),
  );
  const ratio = slow / fast;
  return {
    name: `${POINTS} points among ${GRIDS} grids, against testing every polygon`,
    unit: 'ms',
    with: fast,
    without: slow,
    ratio,
    target: '>= 20 x faster',
    isMet: ratio >= 20,
  };
}

/** A local cloud of its own whose functions have never run. */
async function coldCloud(town: Town) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const cloud = await openCloud({ dataDir, log: () => {} });
  await publishTown(init(accessFrom(cloud.adminEnv)), town, Date.now());
  return {
    call: () => cloud.call('bench-resident', 'api', { action: 'startUpload', input: {} }),
    close: async () => {
      await cloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function coldStart(): Promise<Result> {
  const small = smallTown(Date.now());
  const large = withGrids(small, GRIDS);
  const clouds: Awaited<ReturnType<typeof coldCloud>>[] = [];
  for (let run = 0; run < RUNS; run += 1) clouds.push(await coldCloud(large), await coldCloud(small));
  let next = 0;
  const callNext = () => clouds[next++]!.call();
  const [withTown, without] = await interleaved(RUNS, callNext, callNext);
  for (const cloud of clouds) await cloud.close();
  const ratio = withTown / without;
  return {
    name: `first call of a cold function in a town of ${GRIDS} grids, against one of ${small.grids.length}`,
    unit: 'ms',
    with: withTown,
    without,
    ratio,
    target: '<= 1.3 x',
    isMet: ratio <= 1.3,
  };
}

async function bench(): Promise<void> {
  const results = [await routingAmongMany(), await coldStart()];
  if (process.argv.includes('--json')) console.log(JSON.stringify(results, null, 2));
  else
    for (const { name, unit, with: one, without: other, ratio, target, isMet } of results)
      console.log(
        `${name}: ${one.toFixed(2)} ${unit} against ${other.toFixed(2)} ${unit}, ratio ${ratio.toFixed(2)} (${target}: ${isMet ? 'met' : 'MISSED'})`,
      );
  if (results.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

void bench();
