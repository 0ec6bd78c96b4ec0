import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type { Concern } from '../../domain/concern';
import { DAY } from '../../domain/time';
import type { Fate, SdkCall } from '../../local/cloud';
import { staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { recount, repair } from '../../tools/town/recount';
import { expectFiguresCountedByHand } from '../support/check-figures';
import {
  aConcernToRate,
  aDraft,
  beginEachTestIn,
  coordinator,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const supervisor = staffOpenid('s10');
const QUARTER = '2026Q3';
let fate: (call: SdkCall) => Fate = () => 'pass';
let town: LocalTown;
beforeEach(() => void (fate = () => 'pass'));
beginEachTestIn(async () => (town = await openTown({ onSdkCall: (call) => fate(call) })));

const neighbours = (count: number) => Array.from({ length: count }, (_, index) => `figures-neighbour-${index}`);
const later = (time: number) => town.cloud.clock.fixAt(town.cloud.clock.now() + time);
const runTimer = () => town.cloud.timer('timer');
const items = (name: string) => town.cloud.dump()[name] ?? [];
const good = { solved: 'yes' as const, satisfaction: 5, tags: [], words: '修好了，谢谢各位' };

/** A concern of the resident and so many neighbours, brought as far as the rating. */
const aConcernAskedOf = (count: number) => aConcernToRate(town, neighbours(count - 1));
async function close(concernId: string): Promise<void> {
  await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '管道已经疏通', photoFileIds: [] });
  await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
}
async function windowPasses(): Promise<void> {
  later(7 * DAY);
  await runTimer(); // ends the round
  await runTimer();
}
async function totals() {
  const { total } = await town.act(supervisor, 'getFigures', { by: 'community', quarter: QUARTER });
  const of = (key: string) => total.figures.find((figure) => figure.key === key)!;
  return { of, count: (key: string) => total.counts.find((each) => each.key === key)!.count };
}
const check = () => expectFiguresCountedByHand(town, smallTown(NOW), [QUARTER, '2026Q4']);

test('a concern is in the figures as soon as the clock has run, and every figure is what a count by hand gives', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  await runTimer();
  expect((await totals()).count('filed')).toBe(1);
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await check();
  expect((await totals()).of('response')).toMatchObject({ numerator: 1, denominator: 1, isWithheld: false });
});

test('answers are shown once the round has ended and five of them are secret; not solved is shown at once', async () => {
  const concernId = await aConcernAskedOf(6);
  for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
  await check();
  expect((await totals()).of('participation')).toMatchObject({ denominator: 0, isWithheld: true });
  await windowPasses();
  await check();
  expect((await totals()).of('participation')).toMatchObject({ numerator: 5, denominator: 6, isWithheld: false });
  expect((await totals()).of('satisfaction')).toMatchObject({ numerator: 5, denominator: 5 });
  const behind = await town.act(supervisor, 'listBehind', { figure: 'satisfaction', by: 'town', quarter: QUARTER });
  expect(behind.rounds).toMatchObject([{ id: concernId, round: 1 }]);
});

test('four answers are not shown, however long one waits', async () => {
  const concernId = await aConcernAskedOf(6);
  for (const openid of neighbours(4)) await town.act(openid, 'rateConcern', { concernId, ...good });
  await windowPasses();
  later(60 * DAY);
  await runTimer();
  await check();
  const { of, count } = await totals();
  expect([of('participation').denominator, of('satisfaction').denominator, count('waiting')]).toEqual([0, 0, 1]);
  const behind = await town.act(supervisor, 'listBehind', { figure: 'satisfaction', by: 'town', quarter: QUARTER });
  expect(behind.rounds).toEqual([]);
});

test('what has been released stays as it is after a reopening, a withdrawal and the erasure of particulars', async () => {
  const concernId = await aConcernAskedOf(6);
  for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
  await windowPasses();
  const before = (await totals()).of('satisfaction');
  await town.act(resident, 'reopenConcern', { concernId, words: '昨晚又浸水了' });
  const { concernId: other } = await town.act('figures-other', 'submitConcern', aDraft({ categoryId: 'B1' }));
  await town.act('figures-other', 'withdrawConcern', { concernId: other });
  await check();
  expect((await totals()).of('satisfaction')).toEqual(before);
  expect((await totals()).of('durability')).toMatchObject({ numerator: 0, denominator: 1 });
  for (const { _id } of items('particulars')) await town.database().collection('particulars').doc(String(_id)).remove();
  await check();
  expect((await town.act(supervisor, 'listPraise', {})).words).toEqual([]);
});

test('a concern about the same matter marks the old result, until the coordinator finds that it is another', async () => {
  const concernId = await aConcernAskedOf(1);
  await windowPasses();
  expect((await totals()).of('durability')).toMatchObject({ numerator: 1, denominator: 1 });
  const again = await town.act('figures-other', 'submitConcern', aDraft());
  expect(town.stored(again.concernId).recurrenceOf).toBe(concernId);
  await check();
  expect((await totals()).of('durability')).toMatchObject({ numerator: 0, denominator: 1 });
  await town.act(coordinator, 'unsetRecurrence', { concernId: again.concernId, words: '是另一段路' });
  await check();
  expect((await totals()).of('durability')).toMatchObject({ numerator: 1, denominator: 1 });
});

test('words of praise come at least five together, in no order, without the concern', async () => {
  const concernId = await aConcernAskedOf(8);
  const words = [
    '谢谢陈队长和各位',
    '路不浸水了真好',
    '来得很快办得细',
    '老人出门方便了',
    '下雨也不用担心了',
    '违禁测试词谢谢',
  ];
  for (const [index, openid] of neighbours(6).entries())
    await town.act(openid, 'rateConcern', { concernId, ...good, words: words[index]! });
  await windowPasses();
  const { words: shown } = await town.act(supervisor, 'listPraise', {});
  expect([...shown].sort()).toEqual(words.slice(0, 5).sort()); // the sixth did not pass the check
  expect(shown).not.toEqual(words.slice(0, 5));
});

test('a release that breaks off is never seen in part, and is carried out by the next run', async () => {
  const concernId = await aConcernAskedOf(6);
  for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
  later(7 * DAY);
  let writes = 0;
  fate = ({ collection, action }) =>
    collection === 'contributions' &&
    action === 'database.modifyDocument' &&
    items('releases').length > 0 &&
    (writes += 1) === 1
      ? 'failBefore'
      : 'pass';
  await runTimer();
  expect(items('releases')).toMatchObject([{ isDone: false }]);
  expect((await totals()).of('satisfaction').denominator).toBe(0);
  fate = () => 'pass';
  await Promise.all([runTimer(), runTimer()]);
  await check();
  expect((await totals()).of('satisfaction').denominator).toBe(5);
  expect(items('releases')).toMatchObject([{ isDone: true, ordinal: 1 }]);
});

test('two clocks at once, and any number of runs after that, change nothing more', async () => {
  const concernId = await aConcernAskedOf(6);
  for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
  later(7 * DAY);
  await Promise.all([runTimer(), runTimer(), runTimer()]);
  await runTimer();
  await check();
  const names = ['contributions', 'figures', 'releases', 'praise'];
  const before = names.map(items);
  await runTimer();
  expect(names.map(items)).toEqual(before);
  expect(items('contributions').filter(({ isUnsummed }) => isUnsummed)).toEqual([]);
});

test('nothing names a member of staff, and cells stand in the town’s order, whatever they show', async () => {
  await aConcernAskedOf(1);
  await runTimer();
  for (const by of ['community', 'category'] as const) {
    const { cells } = await town.act(supervisor, 'getFigures', { by, quarter: QUARTER });
    const { communities, families } = smallTown(NOW);
    const order = by === 'community' ? communities.map(({ id }) => id) : families.map(({ id }) => id);
    expect(cells.map(({ key }) => key)).toEqual(order);
    for (const { id, name } of smallTown(NOW).staff) expect(JSON.stringify(cells)).not.toMatch(`"${id}"|${name}`);
  }
});

test('everybody sees the town and its communities, with denominators and what is against the town', async () => {
  await aConcernAskedOf(1);
  await runTimer();
  const { total, communities } = await town.act('anybody', 'getPublicFigures', { quarter: QUARTER });
  expect(total.figures.map(({ key }) => key)).toEqual([
    'response',
    'onTime',
    'resolution',
    'satisfaction',
    'participation',
    'durability',
    'promise',
  ]);
  expect(communities.map(({ label }) => label)).toEqual(smallTown(NOW).communities.map(({ name }) => name));
  for (const [action, input] of [
    ['getFigures', { by: 'community' }],
    ['listBehind', { figure: 'onTime', by: 'town', quarter: QUARTER }],
    ['listPraise', {}],
  ] as const)
    for (const who of ['anybody', officer, coordinator])
      await expect(town.ask(who, action, input)).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('what is counted of one concern follows from its document alone', async () => {
  const concernId = await aConcernAskedOf(1);
  const before = items('contributions');
  await town.database().collection('contributions').doc(`${concernId}-1`).remove();
  await town
    .database()
    .collection('concerns')
    .doc(concernId)
    .update({ unprojected: true } satisfies Partial<Concern>);
  await runTimer();
  const facts = ({
    rev: _rev,
    writes: _writes,
    isUnsummed: _unsummed,
    stale: _stale,
    ...rest
  }: Record<string, unknown>) => rest;
  expect(items('contributions').map(facts)).toEqual(before.map(facts));
});

describe('a recount', () => {
  const counted = () => recount(town.admin(), smallTown(NOW));

  test('agrees after ratings, a release, a reopening, a recurrence and a withdrawal', async () => {
    const concernId = await aConcernAskedOf(6);
    for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
    await windowPasses();
    await town.act('figures-other', 'submitConcern', aDraft());
    await town.act(resident, 'reopenConcern', { concernId, words: '昨晚又浸水了' });
    const { concernId: other } = await town.act('figures-third', 'submitConcern', aDraft({ categoryId: 'B1' }));
    await town.act('figures-third', 'withdrawConcern', { concernId: other });
    await runTimer();
    expect(await counted()).toEqual({ concerns: 4, rows: [], released: [], cells: [] });
  });

  test('finds what has been altered, and has it made anew', async () => {
    const concernId = await aConcernAskedOf(1);
    await runTimer();
    const cell = `community:liangdu:${QUARTER}`;
    const db = town.database();
    await db.collection('contributions').doc(`${concernId}-1`).update({ firstContact: 'late' });
    await db.collection('figures').doc(cell).update({ 'sums.counts.contactInTime': 9 });
    const found = await counted();
    expect(found).toMatchObject({ rows: [concernId], cells: [cell] });
    await repair(town.admin(), found);
    await runTimer();
    expect(await counted()).toMatchObject({ rows: [], released: [], cells: [] });
    await check();
  });

  test('makes the rows of concerns that are older than the figures', async () => {
    const concernId = await aConcernAskedOf(1);
    await runTimer();
    await town.database().collection('contributions').doc(`${concernId}-1`).remove();
    await repair(town.admin(), await counted());
    await runTimer();
    expect(await counted()).toMatchObject({ rows: [], cells: [] });
  });
});

describe('an export', () => {
  async function exported(format: 'csv' | 'xlsx'): Promise<{ content: Buffer; calls: number }> {
    const { exportId } = await town.act(supervisor, 'startExport', { quarter: QUARTER, format });
    for (let step = 0; ; step += 1) {
      const { url } = await town.act(supervisor, 'continueExport', { exportId, step });
      if (url) return { content: Buffer.from(await (await fetch(url)).arrayBuffer()), calls: step + 1 };
    }
  }
  const formula = '=HYPERLINK("http://x","看")请拨13800000001';

  test('holds every round with its deadlines and the words of staff, and no word, name or phone of a resident', async () => {
    const concernId = await aConcernAskedOf(6);
    for (const openid of neighbours(5)) await town.act(openid, 'rateConcern', { concernId, ...good });
    await windowPasses();
    const { content } = await exported('csv');
    const text = content.toString('utf8');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain(
      `${town.stored(concernId).number},反复水浸,良都社区,2026-07,1,已办结,是,是,已解决,管道已经疏通`,
    );
    expect(text).toContain('满意率,5,5,人,100%');
    expect(text).not.toMatch(/三巷一下大雨|13800000001|修好了，谢谢各位|demo-|网格员/);
  });

  test('what a spreadsheet would take for a formula is text, and a phone that staff wrote down is left out', async () => {
    const { concernId } = await town.act(resident, 'submitConcern', aDraft());
    await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
    await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: formula, photoFileIds: [] });
    await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
    const { content } = await exported('csv');
    expect(parse(content, { bom: true, relax_column_count: true }).flat()).toContain(
      '\'=HYPERLINK("http://x","看")请拨（电话）',
    );
  });

  test('is a workbook of two sheets', async () => {
    await aConcernAskedOf(1);
    await runTimer();
    const { content } = await exported('xlsx');
    const sheets = await readExcelFile(content);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['诉求', '数字']);
    expect(sheets[0]!.data[1]!.slice(1, 3)).toEqual(['反复水浸', '良都社区']);
    expect(sheets[1]!.data.flat()).toContain('不足 5 条，不显示');
  });

  test('repeats nothing, gives its address anew, and is nobody else’s', async () => {
    await aConcernAskedOf(1);
    const { exportId } = await town.act(supervisor, 'startExport', { quarter: QUARTER, format: 'csv' }, 'one-request');
    const again = await town.act(supervisor, 'startExport', { quarter: QUARTER, format: 'csv' }, 'one-request');
    expect(again.exportId).toBe(exportId);
    for (let times = 0; times < 2; times += 1)
      expect(await town.act(supervisor, 'continueExport', { exportId, step: 0 })).toEqual({ done: 1, total: 1 });
    const [one, other] = [
      await town.act(supervisor, 'continueExport', { exportId, step: 1 }),
      await town.act(supervisor, 'continueExport', { exportId, step: 1 }),
    ];
    expect([one.done, other.done, typeof one.url, typeof other.url]).toEqual([1, 1, 'string', 'string']);
    expect(items('exportParts')).toEqual([]);
    const leader = staffOpenid('s11');
    await expect(town.ask(leader, 'continueExport', { exportId, step: 1 })).resolves.toMatchObject({ ok: false });
  });

  test('of an empty quarter says so in its figures', async () => {
    const { content, calls } = await exported('csv');
    expect(content.toString('utf8').split('\n')[0]).toContain('编号');
    expect(calls).toBe(2);
  });
});

test('a linked group counts once in what is closed, each member in what is answered and filed, and apart again when unlinked', async () => {
  const { concernId: leadId } = await town.act(resident, 'submitConcern', aDraft());
  const { concernId: memberId } = await town.act('figures-other', 'submitConcern', aDraft());
  for (const concernId of [leadId, memberId])
    await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(coordinator, 'linkConcern', { concernId: memberId, leadId });
  await check();
  expect((await totals()).count('linked')).toBe(1);
  await close(leadId);
  await runTimer(); // closes the member with it
  await check();
  const { of, count } = await totals();
  expect([of('onTime').denominator, of('response').denominator, count('closings'), count('filed')]).toEqual([
    1, 2, 1, 2,
  ]);
  await windowPasses();
  await town.act('figures-other', 'reopenConcern', { concernId: memberId, words: '昨晚又浸水了' });
  await check();
  expect((await totals()).of('durability')).toMatchObject({ numerator: 0, denominator: 1 });
  expect(await recount(town.admin(), smallTown(NOW))).toMatchObject({ rows: [], released: [], cells: [] });
});

test('two are linked, and apart again', async () => {
  const { concernId: leadId } = await town.act(resident, 'submitConcern', aDraft());
  const { concernId: memberId } = await town.act('figures-other', 'submitConcern', aDraft());
  await town.act(coordinator, 'linkConcern', { concernId: memberId, leadId });
  await check();
  await town.act(coordinator, 'unlinkConcern', { concernId: memberId, words: '是另一段路' });
  await check();
  expect((await totals()).count('linked')).toBe(0);
});
