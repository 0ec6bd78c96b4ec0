import { locate } from '../../domain/geography';
import { townFaults } from '../../domain/town-faults';
import { DEMO_SCRIPT } from '../../local/demo/script';
import { demoTown } from '../../local/demo/town';
import { filesOf } from '../../tools/town/export';
import { compileTown } from '../../tools/town/compile';
import { aFolder, removeFolders, YEAR } from './a-folder';

afterAll(removeFolders);
const town = demoTown(NOW);

test('the demo town imports without errors, its grids without overlaps and gaps', async () => {
  const { faults } = await compileTown(aFolder(filesOf(town)), YEAR);
  // Two grids are vacant on purpose; nothing is said of overlaps or gaps.
  expect(faults.all).toMatchObject([
    { isError: false, message: '没有网格员，诉求将由社区值班人员负责' },
    { isError: false, message: '没有网格员，诉求将由社区值班人员负责' },
  ]);
});

test('it has five communities, 24 grids and 40 people, and every landmark lies in the grid of its address', () => {
  expect([town.communities, town.grids, town.staff].map(({ length }) => length)).toEqual([5, 24, 40]);
  expect(townFaults(town).filter(({ isError }) => isError)).toEqual([]);
  const landmarks = town.places.filter(({ kind }) => kind === 'landmark');
  expect(landmarks.map((place) => locate(place, town).gridId)).toEqual(town.grids.map(({ id }) => id));
});

test('its past is 153 concerns in varied words, the same in every run', async () => {
  const { first, past } = DEMO_SCRIPT;
  expect(first.length + past.length).toBe(153);
  const words = new Set([...first, ...past].map(({ steps }) => steps[0]!.input['words']));
  expect(words.size).toBeGreaterThan(100);
  const names = [...first, ...past].map(({ name }) => name);
  expect(new Set(names).size).toBe(153);
  jest.resetModules();
  const again = (await import('../../local/demo/script')).DEMO_SCRIPT;
  const told = (stories: typeof past) => stories.map(({ steps }) => steps.map(({ action, input }) => [action, input]));
  expect(told(again.past)).toEqual(told(past));
});
