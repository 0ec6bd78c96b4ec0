import { aDraft, openTown, resident, type LocalTown } from '../support/local-town';

let town: LocalTown;
beforeAll(async () => void (town = await openTown({ now: Date.UTC(2027, 5, 1, 2, 0) })));
afterAll(() => town.close());

test('in a year without an official calendar a report is accepted, and says that Monday to Friday is assumed', async () => {
  const { concernId, isCalendarAssumed } = await town.act(resident, 'submitConcern', aDraft());
  expect(isCalendarAssumed).toBe(true);
  const { finish } = await town.act(resident, 'getConcern', { concernId });
  expect(finish.lines).toContain('国家尚未公布该年节假日安排，暂按周一至周五计');
});
