/** The public board follows from what happens to concerns in public space, and tells no more than its allow-list. */
import { CONSENT_VERSION } from '../../domain/concern';
import type { ActionRequest } from '../../domain/contract';
import { DAY } from '../../domain/time';
import type { Fate, SdkCall } from '../../local/cloud';
import {
  aConcernToRate,
  aDraft,
  beginEachTestIn,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

let town: LocalTown;
let fate: (call: SdkCall) => Fate = () => 'pass';
beginEachTestIn(async () => (town = await openTown({ onSdkCall: (call) => fate(call) })));
afterEach(() => (fate = () => 'pass'));

const board = async (filters: ActionRequest<'listBoard'> = {}) =>
  (await town.act('some-stranger', 'listBoard', filters)).concerns;
const report = async (changes: object = {}) => (await town.act(resident, 'submitConcern', aDraft(changes))).concernId;

test('a stranger sees the matter, and neither its words nor its place to the metre', async () => {
  const id = await report({ words: '陈婆婆家门口水浸到膝盖' });
  const reply = JSON.stringify(await town.ask('some-stranger', 'listBoard', {}));
  expect(await board()).toMatchObject([{ id, group: 'open', people: 1, isJoinable: true, placeLabel: '恒美一村附近' }]);
  expect(reply).not.toMatch(/陈婆婆|三巷|138|openid|网格员|rev/);
});

test('joining is told by the number of people; a category at home, or a withdrawal, takes it off', async () => {
  const id = await report();
  await town.act(neighbour, 'joinConcern', { concernId: id, consentVersion: CONSENT_VERSION });
  expect(await board()).toMatchObject([{ people: 2 }]);
  await town.act(officer, 'correctCategory', { concernId: id, categoryId: 'F3' });
  expect(await board()).toEqual([]);
  const other = await report({ categoryId: 'B1' });
  expect(await board()).toHaveLength(1);
  await town.act(resident, 'withdrawConcern', { concernId: other });
  expect(await board()).toEqual([]);
});

test('from the confirmed closing on it reads the same, whoever answers and when the round ends', async () => {
  const id = await aConcernToRate(town);
  const [asked] = await board();
  expect(asked).toMatchObject({ group: 'ended', outcome: { kind: '已解决', words: '管道已经疏通' } });
  const before = JSON.stringify(town.cloud.dump()['board']);
  await town.act(resident, 'rateConcern', { concernId: id, solved: 'yes', satisfaction: 1, tags: ['slow'] });
  town.cloud.clock.fixAt(NOW + 8 * DAY);
  await town.cloud.timer('timer');
  expect(town.stored(id).status).toBe('closed');
  expect(JSON.stringify(town.cloud.dump()['board'])).toBe(before);
});

test.each<[ActionRequest<'listBoard'>, number]>([
  [{ family: 'A' }, 1],
  [{ family: 'B', group: 'open' }, 1],
  [{ group: 'ended' }, 0],
  [{ communityId: 'maling' }, 0],
  [{ family: 'A', communityId: 'liangdu', group: 'open' }, 1],
])('filters %j leave %d', async (filters, count) => {
  await report();
  await report({ categoryId: 'B1' });
  expect(await board(filters)).toHaveLength(count);
});

test('what a crash left behind the clock publishes', async () => {
  fate = ({ collection }) => (collection === 'board' ? 'failBefore' : 'pass');
  await report();
  fate = () => 'pass';
  expect(await board()).toEqual([]);
  await town.cloud.timer('timer');
  expect(await board()).toHaveLength(1);
});
