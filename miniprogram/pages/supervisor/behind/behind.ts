import type { ActionOutput, ActionRequest } from '../../../../domain/contract';
import { FIGURES, isOverAnswers, type FigureKey } from '../../../../domain/figures';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { loadMore } from '../../../load-more';
import { failedToLoad } from '../../../show-error';

type List = Omit<ActionRequest<'listBehind'>, 'offset'>;
type Round = ActionOutput<'listBehind'>['rounds'][number];

/** A concern with several rounds stands in the list once for each. */
const listed = (rounds: readonly Round[]) => rounds.map((round) => ({ ...round, rowId: `${round.id}-${round.round}` }));

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    list: {} as List,
    title: '',
    note: '',
    rounds: [] as ReturnType<typeof listed>,
    hasMore: false,
    isLoadingMore: false,
  },

  async onLoad({ figure, by, key, quarter, title }) {
    const { label } = FIGURES[figure as FigureKey];
    const note = isOverAnswers(figure as FigureKey) ? '这里是请居民评价过的诉求。谁评价了、评了什么，不显示。' : '';
    this.setData({
      list: { figure, by, key, quarter } as List,
      title: `${label} · ${decodeURIComponent(title ?? '')}`,
      note,
    });
    await this.load();
  },

  async load() {
    try {
      const { data } = await callCloud('listBehind', this.data.list);
      const { rounds, hasMore } = data;
      this.setData({ state: rounds.length ? 'ready' : 'empty', rounds: listed(rounds), hasMore });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { rounds, list } = this.data;
      const { data } = await callCloud('listBehind', { ...list, offset: rounds.length });
      const more = listed(data.rounds).filter(({ rowId }) => !rounds.some((shown) => shown.rowId === rowId));
      this.setData({ rounds: [...rounds, ...more], hasMore: data.hasMore });
    });
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.currentTarget.dataset['id']}` });
  },
});
