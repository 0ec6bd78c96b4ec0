import { BOARD_LABELS, type BoardConcern } from '../../../../domain/board';
import { clustersOf, type Cluster } from '../../../../domain/clusters';
import { CONSENT_VERSION } from '../../../../domain/concern';
import type { ActionRequest } from '../../../../domain/contract';
import type { CellFigures } from '../../../../domain/figures';
import type { Point } from '../../../../domain/geography';
import { formatQuarter } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { concernPage, joinNeighbour } from '../../../join-neighbour';
import { loadMore, notYetIn } from '../../../load-more';
import { askForMessages } from '../../../messages';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';
import { rememberedTown } from '../../../town-info';

type Shown = BoardConcern & { status: string; since: string };
type Spotted = Shown & Point;
type Choice = { id: string; label: string };

const VIEWS = { list: '列表', map: '地图', figures: '办得怎么样' } as const;
type View = keyof typeof VIEWS;

const FIRST_SCALE = 14;
const PIN = { width: 26, height: 34 };
const GROUPS: Choice[] = Object.entries(BOARD_LABELS).map(([id, label]) => ({ id, label }));

/** 2026年7月提交 */
const sayMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月提交`;
const shownOf = (concern: BoardConcern): Shown => ({
  ...concern,
  status: BOARD_LABELS[concern.group],
  since: sayMonth(concern.month),
});

type Field = 'family' | 'group' | 'communityId' | 'quarter';
const FIELDS: Record<View, Field[]> = {
  list: ['family', 'group', 'communityId'],
  map: ['family', 'group', 'communityId'],
  figures: ['quarter', 'communityId'],
};
/** The first choice of each; nothing is asked for then. */
const ALL: Record<Field, string> = {
  family: '全部类别',
  group: '全部进展',
  communityId: '全部社区',
  quarter: '本季度',
};
const filterOf = (field: Field, choices: readonly Choice[], chosen: string) => ({
  field,
  label: choices.find(({ id }) => id === chosen)?.label ?? ALL[field],
  labels: [ALL[field], ...choices.map(({ label }) => label)],
});

/** A pin for one, and how many where several lie too close to be told apart. */
const markerOf = ({ latitude, longitude, members }: Cluster<Spotted>, id: number) => ({
  id,
  latitude,
  longitude,
  ...PIN,
  ariaLabel: members.length > 1 ? `${members.length} 件` : `${members[0]!.categoryLabel}，${members[0]!.placeLabel}`,
  ...(members.length > 1 && {
    callout: { content: `${members.length} 件`, fontSize: 16, borderRadius: 16, padding: 8, display: 'ALWAYS' },
  }),
});

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    view: 'list' as View,
    views: Object.entries(VIEWS).map(([id, label]) => ({ id, label })),
    concerns: [] as Shown[],
    hasMore: false,
    isLoadingMore: false,
    families: [] as Choice[],
    communities: [] as Choice[],
    quarters: [] as Choice[],
    filters: [] as ReturnType<typeof filterOf>[],
    /** What is chosen of each; empty for all of it. */
    family: '',
    group: '',
    communityId: '',
    quarter: '',
    heading: '',
    cell: null as CellFigures | null,
    scale: FIRST_SCALE,
    centre: null as Point | null,
    spots: [] as Point[],
    markers: [] as object[],
    /** Of each marker: the concerns it stands for. */
    members: [] as string[][],
    /** What a touched marker stands for; nothing for all. */
    chosen: [] as string[],
    listed: [] as Shown[],
    joining: '',
    requestIds: {} as Record<string, string>,
  },

  async onLoad() {
    this.setData({ families: rememberedTown()?.families ?? [] });
    this.showFilters();
    await this.load();
  },

  choicesOf(field: Field): Choice[] {
    const { families, communities, quarters } = this.data;
    return { family: families, group: GROUPS, communityId: communities, quarter: quarters }[field];
  },

  showFilters() {
    const fields = FIELDS[this.data.view];
    this.setData({ filters: fields.map((field) => filterOf(field, this.choicesOf(field), this.data[field])) });
  },

  asked(): ActionRequest<'listBoard'> {
    const { family, group, communityId } = this.data;
    return {
      ...(family && { family }),
      ...(group && { group: group as BoardConcern['group'] }),
      ...(communityId && { communityId }),
    };
  },

  async load() {
    try {
      await (this.data.view === 'figures' ? this.loadFigures() : this.loadConcerns());
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async loadConcerns() {
    const asked = this.asked();
    const { data } = await callCloud('listBoard', asked);
    if (this.data.view === 'figures' || JSON.stringify(asked) !== JSON.stringify(this.asked())) return; // chosen otherwise meanwhile
    const communities = data.communities.map(({ id, name }) => ({ id, label: name }));
    this.setData({ state: 'ready', communities, hasMore: data.hasMore, chosen: [] });
    this.showFilters();
    this.show(data.concerns.map(shownOf));
  },

  async loadFigures() {
    const { quarter, communityId } = this.data;
    const { data } = await callCloud('getPublicFigures', quarter ? { quarter } : {});
    if (this.data.view !== 'figures' || quarter !== this.data.quarter || communityId !== this.data.communityId) return;
    const cell = data.communities.find(({ key }) => key === communityId) ?? data.total;
    const past = data.quarters.slice(0, -1).reverse();
    this.setData({
      state: 'ready',
      hasMore: false,
      quarters: past.map((id) => ({ id, label: formatQuarter(id) })),
      heading: `${cell.label} · ${formatQuarter(data.quarter)}`,
      cell,
    });
    this.showFilters();
  },

  show(concerns: Shown[]) {
    const { chosen, scale } = this.data;
    const spotted = concerns.flatMap((concern): Spotted[] => (concern.spot ? [{ ...concern, ...concern.spot }] : []));
    const clusters = clustersOf(spotted, scale);
    const spots = spotted.map(({ latitude, longitude }) => ({ latitude, longitude }));
    this.setData({
      concerns,
      listed: chosen.length ? concerns.filter(({ id }) => chosen.includes(id)) : concerns,
      spots,
      centre: spots[0] ?? null,
      markers: clusters.map(markerOf),
      members: clusters.map(({ members }) => members.map(({ id }) => id)),
    });
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { concerns } = this.data;
      const { data } = await callCloud('listBoard', { ...this.asked(), offset: concerns.length });
      this.setData({ hasMore: data.hasMore });
      this.show([...concerns, ...notYetIn(concerns, data.concerns.map(shownOf))]);
    });
  },

  async onFilter(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const field = event.currentTarget.dataset['field'] as Field;
    const chosen = this.choicesOf(field)[Number(event.detail.value) - 1]?.id ?? '';
    this.setData({ [field]: chosen, state: 'loading' });
    this.showFilters();
    await this.load();
  },

  async onView(event: WechatMiniprogram.TouchEvent) {
    const [before, view] = [this.data.view, event.currentTarget.dataset['id'] as View];
    if (view === before) return;
    this.setData({ view, chosen: [] });
    this.showFilters();
    if (view === 'figures' || before === 'figures') await this.onRetry();
    else this.show(this.data.concerns);
  },

  /** The phase stands in the event on phones of one kind, in its detail on those of another. */
  onRegion(event: WechatMiniprogram.CustomEvent<{ type?: string }>) {
    if (event.type !== 'end' && event.detail.type !== 'end') return;
    const redraw = ({ scale }: { scale: number }) => {
      if (scale === this.data.scale) return;
      this.setData({ scale });
      this.show(this.data.concerns);
    };
    wx.createMapContext('board', this).getScale({ success: redraw });
  },

  onMarker(event: WechatMiniprogram.CustomEvent<{ markerId: number }>) {
    this.setData({ chosen: this.data.members[event.detail.markerId] ?? [] });
    this.show(this.data.concerns);
  },

  onAll() {
    this.setData({ chosen: [] });
    this.show(this.data.concerns);
  },

  onConsent() {
    void wx.navigateTo({ url: '/pages/resident/consent/consent' });
  },

  async onJoin(event: WechatMiniprogram.TouchEvent) {
    const concernId = event.currentTarget.dataset['id'] as string;
    if (this.data.joining) return;
    const { confirm } = await wx.showModal({
      title: '我也遇到',
      content:
        '有进展会告诉您，办结后请您评价。其他居民看不到您是谁。点“一起跟进”表示您已阅读并同意《个人信息处理说明》。',
      confirmText: '一起跟进',
    });
    if (!confirm) return;
    const requestId = this.data.requestIds[concernId] ?? newRequestId();
    this.setData({ joining: concernId, [`requestIds.${concernId}`]: requestId });
    await askForMessages('resident');
    try {
      await joinNeighbour({ concernId, consentVersion: CONSENT_VERSION }, requestId);
      void wx.navigateTo({ url: concernPage(concernId) });
      await this.load();
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ joining: '' });
    }
  },
});
