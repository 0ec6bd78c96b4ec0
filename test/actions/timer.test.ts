import { DAY, HOUR } from '../../domain/time';
import { publishTown } from '../../tools/town/publish';
import { init } from '@cloudbase/node-sdk';
import { accessFrom } from '../../tools/town/connect';
import { smallTown } from '../../local/demo/small-town';
import type { Fate, SdkCall } from '../../local/cloud';
import { aDraft, beginEachTestIn, officer, openTown, resident, type LocalTown } from '../support/local-town';

let fate: (call: SdkCall) => Fate = () => 'pass';
let town: LocalTown;
beforeEach(() => void (fate = () => 'pass'));
beginEachTestIn(async () => (town = await openTown({ onSdkCall: (call) => fate(call) })));

const runTimer = () => town.cloud.timer('timer');
const items = (name: string) => town.cloud.dump()[name]!;

test('what a crash left unprojected is caught up, and repeating it changes nothing', async () => {
  fate = ({ collection, action }) =>
    collection === 'inbox' && action === 'database.insertDocument' ? 'failBefore' : 'pass';
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  expect(town.stored(concernId)).toMatchObject({ unprojected: true, projected: 0 });
  fate = () => 'pass';
  await runTimer();
  expect(town.stored(concernId)).toMatchObject({ unprojected: false, projected: 1 });
  expect(items('inbox')).toMatchObject([{ recipient: 'staff:s01' }]);
  const before = town.cloud.dump();
  await Promise.all([runTimer(), runTimer()]);
  expect(town.cloud.dump()).toEqual(before);
});

test('one concern that cannot be projected does not keep the others waiting', async () => {
  fate = ({ collection, action }) =>
    collection === 'inbox' && action === 'database.insertDocument' ? 'failBefore' : 'pass';
  const [broken, other] = [
    await town.act(resident, 'submitConcern', aDraft()),
    await town.act(resident, 'submitConcern', aDraft({ categoryId: 'B1' })),
  ];
  let inserts = 0;
  fate = ({ collection, action }) =>
    collection === 'inbox' && action === 'database.insertDocument' && (inserts += 1) === 1 ? 'failBefore' : 'pass';
  await runTimer();
  const states = [broken, other].map(({ concernId }) => town.stored(concernId).unprojected);
  expect(states.sort()).toEqual([false, true]);
  await runTimer();
  expect(town.stored(broken.concernId).unprojected).toBe(false);
});

test('words whose check failed stay unchecked until the check answers, and reach handling staff meanwhile', async () => {
  fate = ({ action }) => (action === 'wx.openApi' ? 'failBefore' : 'pass');
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  expect(items('particulars')).toMatchObject([{ textCheck: 'pending', isConfirmed: true }]);
  const { history } = await town.act(officer, 'getConcern', { concernId });
  expect(history[0]).toMatchObject({ words: aDraft().words });
  fate = () => 'pass';
  await runTimer();
  expect(items('particulars')).toMatchObject([{ textCheck: 'passed' }]);
});

test('risky words are marked, and the report is accepted all the same', async () => {
  await town.act(resident, 'submitConcern', aDraft({ words: '这里有一个违禁测试词' }));
  expect(items('particulars')).toMatchObject([{ textCheck: 'risky' }]);
});

test('particulars whose event was never written are swept after a day; the others stay', async () => {
  fate = ({ collection, action }) =>
    collection === 'concerns' && action === 'database.insertDocument' ? 'failBefore' : 'pass';
  await expect(town.ask(resident, 'submitConcern', aDraft())).resolves.toMatchObject({ code: 'UNAVAILABLE' });
  fate = () => 'pass';
  await town.act(resident, 'submitConcern', aDraft());
  expect(items('particulars')).toHaveLength(2);
  town.cloud.clock.fixAt(NOW + DAY - HOUR);
  await runTimer();
  expect(items('particulars')).toHaveLength(2);
  town.cloud.clock.fixAt(NOW + DAY + HOUR);
  await runTimer();
  expect(items('particulars')).toMatchObject([{ isConfirmed: true }]);
});

test('when the official calendar arrives, deadlines that assumed Monday to Friday are recomputed, never earlier than told', async () => {
  const december = Date.UTC(2026, 11, 30, 2, 0);
  const { calendar, ...rest } = smallTown(december);
  const unknown = { ...calendar, officialYears: [2026] };
  const known = { ...unknown, officialYears: [2026, 2027], holidays: { ...calendar.holidays, '2027-01-01': '元旦' } };
  const app = init(accessFrom(town.cloud.adminEnv));
  town.cloud.clock.fixAt(december);
  await publishTown(app, { ...rest, version: 'unknown', calendar: unknown }, NOW);
  const filed = await town.act(resident, 'submitConcern', aDraft());
  expect(filed.isCalendarAssumed).toBe(true);
  const told = town.stored(filed.concernId).rounds[0]!.finish.dueAt;
  await runTimer();
  expect(town.stored(filed.concernId).events).toHaveLength(1);

  await publishTown(app, { ...rest, version: 'known', calendar: known }, NOW);
  await runTimer();
  const after = town.stored(filed.concernId);
  expect(after.events.map(({ type }) => type)).toEqual(['submitConcern', 'recomputeDeadlines']);
  expect(after.isCalendarAssumed).toBe(false);
  expect(after.rounds[0]!.finish.dueAt).toBe(told + DAY); // 01-01 no longer counts: one working day more, Wednesday to Thursday
});
