/** A short run of `npm run test:model`: the long one takes minutes. */
import { playSeed } from '../model/histories';
import { World } from '../model/world';

test('sixty random steps keep every promise', async () => {
  const world = await World.open();
  const { tally, failure } = await playSeed(world, 1, 60);
  await world.close();
  expect(failure?.message).toBeUndefined();
  expect(tally.accepted / tally.asked).toBeGreaterThan(0.6);
});
