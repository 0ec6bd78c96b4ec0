/** What an older version wrote is read by this one. */
import {
  aDraft,
  beginEachTestIn,
  coordinator,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

test('a decision of before the barred were always kept is seen, and taken', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '管道已经疏通', photoFileIds: [] });
  const { barred: _barred, ...decision } = town.stored(concernId).decision!;
  const database = town.database();
  await database
    .collection('concerns')
    .doc(concernId)
    .update({ decision: database.command.set(decision) });
  expect(town.stored(concernId).decision).not.toHaveProperty('barred');

  expect((await town.act(coordinator, 'getConcern', { concernId })).mayDo).toContain('decide');
  const verdict = town.verdict(concernId, { agrees: true, words: '到现场看过' });
  await expect(town.act(coordinator, 'decide', verdict)).resolves.toEqual({ status: 'rating' });
});
