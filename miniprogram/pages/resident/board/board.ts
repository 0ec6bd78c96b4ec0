import { BOARD_LABELS, type BoardConcern } from '../../../../domain/board';
import { clustersOf } from '../../../../domain/clusters';
import { CONSENT_VERSION } from '../../../../domain/concern';
import type { ActionRequest } from '../../../../domain/contract';
import type { Point } from '../../../../domain/geography';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { concernPage, joinNeighbour } from '../../../join-neighbour';
import { loadMore, notYetIn } from '../../../load-more';
import { askForMessages } from '../../../messages';
import { failedToLoad, showError } from '../../../show-error';
import { rememberedTown } from '../../../town-info';

type Shown = BoardConcern & { status: string; since: string };
type Spotted = Shown & Point;
type Choice = { id: string; label: string };

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

type Field = 'family' | 'group' | 'communityId';
const ALL: Record<Field, string> = { family: '全部类别', group: '全部进展', communityId: '全部社区' };
/** The first choice of each is all of it. */
const filterOf = (field: Field, choices: readonly Choice[], chosen: string) => ({
  field,
  label: choices.find(({ id }) => id === chosen)?.label ?? ALL[field],
  labels: [ALL[field], ...choices.map(({ label }) => label)],
});

/** A pin for one, and how many where several lie too close to be told apart. */
function markersOf(concerns: readonly Spotted[], scale: number) {
  return clustersOf(concerns, scale).map(({ latitude, longitude, members }, id) => ({
    id,
    latitude,
    longitude,
    ...PIN,
    ariaLabel: members.length > 1 ? `${members.length} 件` : `${members[0]!.categoryLabel}，${members[0]!.placeLabel}`,
    ...(members.length > 1 && {
      callout: { content: `${members.length} 件`, fontSize: 16, borderRadius: 16, padding: 8, display: 'ALWAYS' },
    }),
  }));
}

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concerns: [] as Shown[],
    hasMore: false,
    isLoadingMore: false,
    families: [] as Choice[],
    communities: [] as Choice[],
    filters: [] as ReturnType<typeof filterOf>[],
    /** What is chosen of each; empty for all of it. */
    family: '',
    group: '',
    communityId: '',
    isMap: false,
    scale: FIRST_SCALE,
    centre: null as Point | null,
    spots: [] as Point[],
    markers: [] as object[],
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

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  showFilters() {
    const { families, communities, family, group, communityId } = this.data;
    const filters = [
      filterOf('family', families, family),
      filterOf('group', GROUPS, group),
      filterOf('communityId', communities, communityId),
    ];
    this.setData({ filters });
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
    const filters = this.asked();
    try {
      const { data } = await callCloud('listBoard', filters);
      if (JSON.stringify(filters) !== JSON.stringify(this.asked())) return; // chosen otherwise meanwhile
      const communities = data.communities.map(({ id, name }) => ({ id, label: name }));
      this.setData({ state: 'ready', communities, hasMore: data.hasMore, chosen: [] });
      this.showFilters();
      this.show(data.concerns.map(shownOf));
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  show(concerns: Shown[]) {
    const { chosen, scale } = this.data;
    const spotted = concerns.flatMap((concern): Spotted[] => (concern.spot ? [{ ...concern, ...concern.spot }] : []));
    const spots = spotted.map(({ latitude, longitude }) => ({ latitude, longitude }));
    const listed = chosen.length ? concerns.filter(({ id }) => chosen.includes(id)) : concerns;
    this.setData({ concerns, listed, spots, centre: spots[0] ?? null, markers: markersOf(spotted, scale) });
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { concerns } = this.data;
      const { data } = await callCloud('listBoard', { ...this.asked(), offset: concerns.length });
      this.setData({ hasMore: data.hasMore });
      this.show([...concerns, ...notYetIn(concerns, data.concerns.map(shownOf))]);
    });
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async onFilter(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const field = event.currentTarget.dataset['field'] as Field;
    const choices = { family: this.data.families, group: GROUPS, communityId: this.data.communities }[field];
    const chosen = choices[Number(event.detail.value) - 1]?.id ?? '';
    this.setData({ [field]: chosen, state: 'loading' });
    this.showFilters();
    await this.load();
  },

  onView() {
    this.setData({ isMap: !this.data.isMap, chosen: [] });
    this.show(this.data.concerns);
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
    const { concerns, scale } = this.data;
    const spotted = concerns.flatMap((concern): Spotted[] => (concern.spot ? [{ ...concern, ...concern.spot }] : []));
    const members = clustersOf(spotted, scale)[event.detail.markerId]?.members ?? [];
    this.setData({ chosen: members.map(({ id }) => id) });
    this.show(concerns);
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
