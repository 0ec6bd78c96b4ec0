import type { ActionOutput } from '../../../../domain/contract';
import {
  FIGURE_KEYS,
  FIGURES,
  shareOf,
  type CellFigures,
  type Figure,
  type FigureKey,
} from '../../../../domain/figures';
import { formatQuarter } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { reloading } from '../../../reloading';
import { sayFigure } from '../../../say-figure';
import { failedToLoad } from '../../../show-error';

const TABS = { town: '全街道', community: '按社区', category: '按类别' } as const;
type Tab = keyof typeof TABS;
type Shown = ActionOutput<'getFigures'>;

const figureIn = (figures: readonly Figure[], key: FigureKey): Figure => figures.find((figure) => figure.key === key)!;
const percentOf = ({ numerator, denominator }: Figure): number =>
  denominator ? Math.round((100 * numerator) / denominator) : 0;

/** A bar for each quarter; none where there is nothing to show. */
const barsOf = (trend: Shown['trend'], key: FigureKey) =>
  trend.map(({ quarter, figures }) => {
    const figure = figureIn(figures, key);
    const isKnown = figure.denominator > 0 && !figure.isWithheld;
    return {
      quarter,
      year: `${quarter.slice(2, 4)}年`,
      season: `${quarter.slice(-1)}季`,
      share: isKnown ? shareOf(figure) : '',
      height: isKnown ? percentOf(figure) : 0,
    };
  });

const rowsOf = (cells: readonly CellFigures[], key: FigureKey) =>
  cells.map(({ key: cell, label, figures }) => {
    const figure = figureIn(figures, key);
    return { cell, label, ...sayFigure(figure), width: figure.isWithheld ? 0 : percentOf(figure) };
  });

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    tab: 'town' as Tab,
    tabs: Object.entries(TABS).map(([id, label]) => ({ id, label })),
    quarter: '',
    quarters: [] as string[],
    quarterLabels: [] as string[],
    quarterLabel: '',
    total: null as CellFigures | null,
    /** Whose trend and breakdown is shown. */
    chosen: 'onTime' as FigureKey,
    chosenLabel: FIGURES.onTime.label as string,
    chosenDefinition: FIGURES.onTime.definition as string,
    choices: FIGURE_KEYS.map((key) => FIGURES[key].label),
    bars: [] as ReturnType<typeof barsOf>,
    rows: [] as ReturnType<typeof rowsOf>,
    /** Unknown until it has been read. */
    praise: null as string[] | null,
    trend: [] as Shown['trend'],
    cells: [] as CellFigures[],
  },

  async onLoad() {
    await this.load();
  },

  async load() {
    await Promise.all([this.loadFigures(), this.loadPraise()]);
  },

  /** The same for every tab and quarter. */
  async loadPraise() {
    try {
      const { data } = await callCloud('listPraise', {});
      this.setData({ praise: data.words });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async loadFigures() {
    const { tab, quarter } = this.data;
    try {
      const by = tab === 'category' ? 'category' : 'community';
      const { data } = await callCloud('getFigures', { by, ...(quarter && { quarter }) });
      if (tab !== this.data.tab || (quarter && quarter !== this.data.quarter)) return; // something else has been chosen
      const quarters = [...data.quarters].reverse();
      this.setData({
        state: 'ready',
        quarter: data.quarter,
        quarters,
        quarterLabels: quarters.map(formatQuarter),
        quarterLabel: formatQuarter(data.quarter),
        total: data.total,
        trend: data.trend,
        cells: data.cells,
      });
      this.choose(this.data.chosen);
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  choose(chosen: FigureKey) {
    const { label, definition } = FIGURES[chosen];
    const { trend, cells } = this.data;
    this.setData({
      chosen,
      chosenLabel: label,
      chosenDefinition: definition,
      bars: barsOf(trend, chosen),
      rows: rowsOf(cells, chosen),
    });
  },

  onChoose(event: WechatMiniprogram.PickerChange) {
    this.choose(FIGURE_KEYS[Number(event.detail.value)]!);
  },

  async onQuarter(event: WechatMiniprogram.PickerChange) {
    const quarter = this.data.quarters[Number(event.detail.value)]!;
    this.setData({ quarter, quarterLabel: formatQuarter(quarter) });
    await this.loadFigures();
  },

  async onTab(event: WechatMiniprogram.TouchEvent) {
    const tab = event.currentTarget.dataset['id'] as Tab;
    if (tab === this.data.tab) return;
    this.setData({ tab, rows: [] });
    await this.loadFigures();
  },

  onList({ detail }: WechatMiniprogram.CustomEvent<{ figure: FigureKey }>) {
    this.openList(detail.figure, 'town', '', this.data.quarterLabel);
  },

  onCell(event: WechatMiniprogram.TouchEvent) {
    const { cell, label } = event.currentTarget.dataset as { cell: string; label: string };
    const { chosen, tab } = this.data;
    this.openList(chosen, tab, cell, label);
  },

  openList(figure: FigureKey, by: Tab, key: string, title: string) {
    const { quarter } = this.data;
    const query = `figure=${figure}&by=${by}&key=${key}&quarter=${quarter}&title=${encodeURIComponent(title)}`;
    void wx.navigateTo({ url: `/pages/supervisor/behind/behind?${query}` });
  },

  onExport() {
    void wx.navigateTo({ url: `/pages/supervisor/export/export?quarter=${this.data.quarter}` });
  },

  onMap() {
    void wx.navigateTo({ url: '/pages/staff/map/map' });
  },
});
