/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { FIGURE_KEYS, isOverAnswers, type CellFigures, type Figure, type FigureKey } from '../../domain/figures';
import { aCard } from '../support/a-view';
import { accepts, aPhone, openPage, renderComponent, settled } from '../support/mini-page';

const aFigure = (key: FigureKey, changes: Partial<Figure> = {}): Figure => ({
  key,
  numerator: 9,
  denominator: 10,
  isWithheld: false,
  ...changes,
});
const withheld = (key: FigureKey) => aFigure(key, { numerator: 0, denominator: 0, isWithheld: true });
const aCell = (key: string, label: string): CellFigures => ({
  key,
  label,
  figures: FIGURE_KEYS.map((each) => (isOverAnswers(each) ? withheld(each) : aFigure(each))),
  counts: [
    { key: 'filed', count: 12 },
    { key: 'recorded', count: 0 },
    { key: 'notSolved', count: 2 },
  ],
});
const shown = (changes: Partial<ActionOutput<'getFigures'>> = {}): ActionOutput<'getFigures'> => ({
  quarter: '2026Q3',
  quarters: ['2026Q2', '2026Q3'],
  total: aCell('', '南区街道'),
  cells: [aCell('liangdu', '良都社区'), aCell('maling', '马岭社区')],
  trend: [
    { quarter: '2026Q2', figures: FIGURE_KEYS.map((key) => aFigure(key, { denominator: 0 })) },
    { quarter: '2026Q3', figures: FIGURE_KEYS.map((key) => aFigure(key)) },
  ],
  ...changes,
});

async function open(words: string[] = []) {
  const phone = aPhone();
  phone.answers.getFigures = accepts<'getFigures'>(shown());
  phone.answers.listPraise = accepts<'listPraise'>({ words });
  return openPage('supervisor/figures', {}, phone);
}

test('a figure says of how many, and what it means behind a tap; below five nothing', async () => {
  const line = renderComponent('figure-line', { figure: aFigure('response'), hasList: true });
  expect(line.text()).toContain('时限已到 10 件，按时联系 9 件');
  expect(line.text()).toContain('90%');
  expect(line.text()).not.toContain('查看这些诉求');
  await line.tap('.figure__row');
  expect(line.text()).toMatch(/在时限内首次联系居民的诉求.*查看这些诉求/);
  const hidden = renderComponent('figure-line', { figure: withheld('satisfaction') });
  expect(hidden.text()).toContain('数字不足 5 条，暂不显示');
  expect(hidden.text()).not.toMatch(/%|\b0\b/);
});

test('nothing looks better than it is: shares are rounded down', () => {
  const line = renderComponent('figure-line', { figure: aFigure('onTime', { numerator: 1999, denominator: 2000 }) });
  expect(line.text()).toContain('99.9%');
});

test('the town shows its figures, its counts and the quarters before', async () => {
  const { text, page } = await open();
  expect(text()).toMatch(/响应率.*满意率.*收到诉求12 件.*评价“没有解决”2 人/);
  expect(text()).not.toContain('其中当面登记');
  expect(page.data.bars).toMatchObject([{ share: '' }, { year: '26年', season: '3季', share: '90%', height: 90 }]);
  expect(text()).toContain('攒够 5 条才会显示');
});

test('words of praise stand there without anything else, and are read once for all tabs and quarters', async () => {
  const { text, handle, asked } = await open(['谢谢各位', '很快就来了']);
  expect(text()).toMatch(/谢谢各位很快就来了不按先后排列/);
  await handle('onTab', {}, { id: 'category' });
  await handle('onQuarter', { value: '1' });
  expect(asked('listPraise')).toHaveLength(1);
  await handle('onPullDownRefresh');
  expect(asked('listPraise')).toHaveLength(2);
});

test('by community one figure is seen in each, in the town’s order, and leads to the concerns', async () => {
  const { handle, text, tap, wx, asked } = await open();
  await handle('onTab', {}, { id: 'community' });
  expect(asked('getFigures').at(-1)!.input).toEqual({ by: 'community', quarter: '2026Q3' });
  expect(text()).toMatch(/按时办结率.*良都社区90%.*马岭社区90%/);
  await tap('.cell');
  expect(wx.navigateTo).toHaveBeenCalledWith({
    url: `/pages/supervisor/behind/behind?figure=onTime&by=community&key=liangdu&quarter=2026Q3&title=${encodeURIComponent('良都社区')}`,
  });
});

test('another quarter is asked for', async () => {
  const { handle, asked } = await open();
  await handle('onQuarter', { value: '1' });
  expect(asked('getFigures').at(-1)!.input).toEqual({ by: 'community', quarter: '2026Q2' });
});

test('behind a rating stands what was asked about, with a word on what is not shown', async () => {
  const phone = aPhone();
  phone.answers.listBehind = accepts<'listBehind'>({ rounds: [{ ...aCard(), round: 2 }], hasMore: false });
  const query = {
    figure: 'satisfaction',
    by: 'town',
    key: '',
    quarter: '2026Q3',
    title: encodeURIComponent('南区街道'),
  };
  const { text, tap, wx } = await openPage('supervisor/behind', query, phone);
  expect(text()).toMatch(/满意率 · 南区街道.*谁评价了、评了什么，不显示.*反复水浸.*第 2 轮办理/);
  await tap('.card');
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/concern/concern?id=${aCard().id}` });
});

test('an export goes on until there is a file, and says how far it has come', async () => {
  const phone = aPhone();
  phone.answers.startExport = accepts<'startExport'>({ exportId: 'e'.repeat(32), total: 1 });
  phone.answers.continueExport = accepts<'continueExport'>({ done: 1, total: 1, url: 'http://a/2026Q3.xlsx' });
  phone.wx.downloadFile.mockImplementation(({ success }) => success({ tempFilePath: 'tmp/a.xlsx' }));
  const { text, handle, wx } = await openPage('supervisor/export', { quarter: '2026Q3' }, phone);
  expect(text()).toContain('没有居民的姓名、电话和原话');
  await handle('onExport');
  await settled();
  expect(wx.downloadFile).toHaveBeenCalledWith(expect.objectContaining({ url: 'http://a/2026Q3.xlsx' }));
  expect(text()).toMatch(/表格做好了.*打开表格.*发送到聊天/);
  await handle('onOpen');
  expect(wx.openDocument).toHaveBeenCalledWith(expect.objectContaining({ filePath: 'tmp/a.xlsx' }));
});

test('an export that broke off keeps its request, so that it goes on where it stopped', async () => {
  const phone = aPhone();
  phone.answers.startExport = accepts<'startExport'>({ exportId: 'e'.repeat(32), total: 1 });
  phone.answers.continueExport = 'offline';
  const { text, handle, asked } = await openPage('supervisor/export', { quarter: '2026Q3' }, phone);
  await handle('onExport');
  expect(text()).toContain('再点一次会接着做');
  await handle('onExport');
  const requests = asked('startExport').map(({ requestId }) => requestId);
  expect(new Set(requests).size).toBe(1);
  expect(requests[0]).toBeTruthy();
});
