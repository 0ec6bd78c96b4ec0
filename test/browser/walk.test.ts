import { openStage, type Stage } from '../support/stage';
import { pickUpPhones, walkOneReport } from '../support/walk';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

test('a report reaches its owner, is handled, refused by the resident, handled again by the same owner, rated and closed', async () => {
  const scenes: string[] = [];
  await walkOneReport(stage, await pickUpPhones(stage), async ({ name }) => void scenes.push(name));
  const [concern] = stage.town.cloud.dump()['concerns']!;
  expect(concern).toMatchObject({ ownerId: 's01', status: 'closed', categoryId: 'A2' });
  const rounds = concern!['rounds'] as object[];
  expect(rounds).toHaveLength(2);
  const events = concern!['events'] as { type: string; to: string; data?: { satisfaction?: number } }[];
  expect(events.map(({ type, to }) => `${type} ${to}`)).toEqual([
    'submitConcern assigned',
    'recordFirstContact handling',
    'proposeClosing verifying',
    'decide rating',
    'rate handling',
    'proposeClosing verifying',
    'decide rating',
    'rate rating',
    'closeRating closed',
  ]);
  expect(events.at(-2)!.data).toMatchObject({ satisfaction: 5 });
  expect(scenes).toHaveLength(8);
});
