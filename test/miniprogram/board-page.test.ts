/** @jest-environment jsdom */
import type { BoardConcern } from '../../domain/board';
import type { CellFigures, Figure } from '../../domain/figures';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const ID = 'f'.repeat(32);
const aRow = (changes: Partial<BoardConcern> = {}): BoardConcern => ({
  id: ID,
  family: 'A',
  categoryLabel: '反复水浸',
  placeLabel: '恒美一村附近',
  spot: { latitude: 22.48, longitude: 113.36 },
  communityId: 'liangdu',
  month: '2026-07',
  group: 'open',
  people: 3,
  isJoinable: true,
  ...changes,
});
const listed = (concerns: BoardConcern[], hasMore = false) =>
  accepts<'listBoard'>({ concerns, hasMore, communities: [{ id: 'liangdu', name: '良都社区' }] });

async function open(answer: PretendedPhone['answers']['listBoard'] = listed([aRow()]), confirm = true) {
  const phone = aPhone();
  phone.storage.set('townInfo', { families: [{ id: 'A', label: '水浸排水' }] });
  Object.assign(phone.answers, { listBoard: answer, joinConcern: accepts<'joinConcern'>({ status: 'handling' }) });
  phone.wx.showModal.mockResolvedValue({ confirm });
  return openPage('board', {}, phone);
}

test('a row tells what, roughly where, since which month, how it stands and what came of it', async () => {
  const outcome = { kind: '已解决', words: '更换了主管', quantity: '180 米' };
  const { text } = await open(listed([aRow({ group: 'ended', outcome, isJoinable: false })]));
  expect(text()).toMatch(/反复水浸.*恒美一村附近.*已办结.*2026年7月提交.*3 人遇到.*已解决.*180 米.*更换了主管/);
  expect(text()).not.toContain('我也遇到');
});

test.each([
  ['family', '1', { family: 'A' }],
  ['group', '2', { group: 'ended' }],
  ['communityId', '1', { communityId: 'liangdu' }],
  ['family', '0', {}],
])('the filter %s, choice %s, asks for %j', async (field, value, input) => {
  const { handle, asked } = await open();
  await handle('onFilter', { value }, { field });
  expect(asked('listBoard').at(-1)!.input).toEqual(input);
});

test('nothing fitting says so, and without network it says that', async () => {
  const { handle, answers, text } = await open();
  answers.listBoard = listed([]);
  await handle('onFilter', { value: '1' }, { field: 'family' });
  expect(text()).toContain('没有符合的诉求');
  expect((await open(listed([]))).text()).toContain('还没有公共地方的诉求');
  expect((await open('offline')).text()).toContain('网络不太好');
});

test('joining says first what follows, needs a yes, and leads to the concern', async () => {
  const { handle, asked, wx } = await open();
  await handle('onJoin', {}, { id: ID });
  expect(wx.showModal.mock.calls[0]![0].content).toContain('个人信息处理说明');
  expect(asked('joinConcern')[0]!.input).toEqual({ concernId: ID, consentVersion: '2026-11' });
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/resident/concern/concern?id=${ID}` });
  const no = await open(listed([aRow()]), false);
  await no.handle('onJoin', {}, { id: ID });
  expect(no.asked('joinConcern')).toEqual([]);
});

test('whoever takes part already is led there; what has ended is told', async () => {
  const mine = await open();
  mine.answers.joinConcern = refuses('JOINED_ALREADY');
  await mine.handle('onJoin', {}, { id: ID });
  expect(mine.wx.navigateTo).toHaveBeenCalled();
  const over = await open();
  over.answers.joinConcern = refuses('WRONG_STATUS');
  await over.handle('onJoin', {}, { id: ID });
  expect(over.wx.showModal).toHaveBeenLastCalledWith(
    expect.objectContaining({ content: expect.stringContaining('诉求状态已变化') }),
  );
});

test('on the map those too close to be told apart are one marker, and a touch lists them', async () => {
  const rows = [
    aRow(),
    aRow({ id: 'e'.repeat(32) }),
    aRow({ id: 'd'.repeat(32), spot: { latitude: 22.6, longitude: 113.5 } }),
  ];
  const { handle, page } = await open(listed(rows));
  await handle('onView', {}, { id: 'map' });
  expect(page.data.markers).toHaveLength(2);
  await handle('onMarker', { markerId: 0 });
  expect(page.data.listed).toHaveLength(2);
  await handle('onAll');
  expect(page.data.listed).toHaveLength(3);
});

test('the next page is added, and none comes twice', async () => {
  const { handle, answers, page, asked } = await open(listed([aRow()], true));
  answers.listBoard = listed([aRow(), aRow({ id: 'e'.repeat(32) })]);
  await handle('onReachBottom');
  expect(asked('listBoard').at(-1)!.input).toEqual({ offset: 1 });
  expect(page.data.concerns).toHaveLength(2);
});

describe('how it goes', () => {
  const aFigure = (key: Figure['key'], numerator: number, denominator: number, isWithheld = false): Figure => ({
    key,
    numerator,
    denominator,
    isWithheld,
  });
  const aCell = (key: string, label: string, figures: Figure[], notSolved: number): CellFigures => ({
    key,
    label,
    figures,
    counts: [{ key: 'notSolved', count: notSolved }],
  });
  const withheld = aFigure('satisfaction', 0, 0, true);
  const published = (total = aCell('', '南区街道', [aFigure('onTime', 9, 12), withheld], 2)) =>
    accepts<'getPublicFigures'>({
      quarter: '2026Q3',
      quarters: ['2026Q2', '2026Q3'],
      total,
      communities: [aCell('liangdu', '良都社区', [aFigure('onTime', 1, 4)], 1)],
    });

  async function openFigures(answer: PretendedPhone['answers']['getPublicFigures'] = published()) {
    const opened = await open();
    opened.answers.getPublicFigures = answer;
    await opened.handle('onView', {}, { id: 'figures' });
    return opened;
  }

  test('each figure says of how many, what is withheld says why, and what is against the town stands there', async () => {
    const { text, asked, page } = await openFigures();
    expect(asked('getPublicFigures')[0]!.input).toEqual({});
    expect(text()).toMatch(/南区街道 · 2026年第3季度.*按时办结率应办结 12 件，按时办结 9 件75%/);
    expect(text()).toMatch(/满意率数字不足 5 条，暂不显示.*评价“没有解决”2 人/);
    expect(text()).not.toMatch(/查看这些诉求|恒美一村/);
    expect(page.data.filters.map(({ label }: { label: string }) => label)).toEqual(['本季度', '全部社区']);
  });

  test('another quarter is asked for; a community stands in the same answer', async () => {
    const { handle, asked, text } = await openFigures();
    await handle('onFilter', { value: '1' }, { field: 'quarter' });
    expect(asked('getPublicFigures').at(-1)!.input).toEqual({ quarter: '2026Q2' });
    await handle('onFilter', { value: '1' }, { field: 'communityId' });
    expect(text()).toMatch(/良都社区 · .*应办结 4 件，按时办结 1 件25%/);
  });

  test('a quarter without anything says so, and without network it says that; the list comes back', async () => {
    const nothing = aCell('', '南区街道', [aFigure('onTime', 0, 0), withheld], 0);
    expect((await openFigures(published(nothing))).text()).toContain('这个季度还没有数字');
    const { text, handle } = await openFigures('offline');
    expect(text()).toContain('网络不太好');
    await handle('onView', {}, { id: 'list' });
    expect(text()).toContain('恒美一村附近');
  });
});
