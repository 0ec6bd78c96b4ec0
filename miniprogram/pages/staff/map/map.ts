import { clustersOf, isOneSpot } from '../../../../domain/clusters';
import type { ActionOutput, MapConcern } from '../../../../domain/contract';
import type { Point } from '../../../../domain/geography';
import { isWithin, type Bounds } from '../../../../domain/map';
import type { Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { failedToLoad } from '../../../show-error';
import { loadMe } from '../me';
import { bordersOf, markersOf, middleOf, namesOf } from './drawing';

type Loaded = ActionOutput<'listMapConcerns'>;
type Region = { southwest: Point; northeast: Point };

const FIRST_SCALE = 14;
/** Cards drawn at once. */
const PART = 20;
const ZOOM_PADDING = [60, 60, 60, 60];

/** Open concerns on a map, and beside it the list of what the map shows. */
Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    reader: '',
    concerns: [] as MapConcern[],
    grids: [] as Loaded['grids'],
    /** Where the map opens. */
    centre: null as Point | null,
    start: [] as Point[],
    markers: [] as object[],
    borders: [] as object[],
    /** What the map shows at the moment; unknown until it has been drawn. */
    scale: FIRST_SCALE,
    view: null as Bounds | null,
    /** Too much for one answer: each part of the map is asked for as it comes into view. */
    isLarge: false,
    hasMore: false,
    /** What a touched marker stands for; nothing for all that is in view. */
    chosen: [] as string[],
    heading: '',
    listed: [] as MapConcern[],
    listedAtMost: PART,
    hasMoreListed: false,
    now: 0,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    const { isLarge, view } = this.data;
    try {
      const bounds = isLarge && view ? { bounds: view } : {};
      const [{ data, now }, me] = await Promise.all([callCloud('listMapConcerns', bounds), loadMe()]);
      if (view !== this.data.view) return; // the map has moved on, and has asked again
      this.setData({ reader: me?.name ?? '' });
      this.take(data, now);
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  take({ concerns, grids, hasMore }: Loaded, now: Instant) {
    const isFirst = this.data.state !== 'ready';
    this.setData({ concerns, grids, hasMore, now, borders: bordersOf(grids) });
    this.draw();
    if (!isFirst) return;
    const start = [...grids.flatMap(({ outline }) => outline), ...concerns].map(({ latitude, longitude }) => ({
      latitude,
      longitude,
    }));
    if (start.length) this.setData({ state: 'ready', isLarge: hasMore, start, centre: middleOf(start) });
    else this.setData({ state: 'empty' });
  },

  /** Markers for the scale, cards for the view. */
  draw() {
    const { concerns, grids, scale, view, chosen, listedAtMost, now } = this.data;
    const inView = view ? concerns.filter((concern) => isWithin(concern, view)) : concerns;
    const picked = concerns.filter(({ id }) => chosen.includes(id));
    const shown = picked.length ? picked : inView;
    this.setData({
      markers: [...namesOf(grids, scale), ...markersOf(clustersOf(concerns, scale), now, chosen)],
      heading: picked.length ? `选中的 ${picked.length} 件` : `地图上的 ${shown.length} 件`,
      listed: shown.slice(0, listedAtMost),
      hasMoreListed: shown.length > listedAtMost,
    });
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  /** The phase stands in the event on phones of one kind, in its detail on those of another. */
  onRegion(event: WechatMiniprogram.CustomEvent<{ type?: string }>) {
    if (event.type !== 'end' && event.detail.type !== 'end') return;
    const map = wx.createMapContext('map', this);
    map.getRegion({
      success: (region) => map.getScale({ success: ({ scale }) => this.look(region as Region, scale) }),
    });
  },

  look({ southwest, northeast }: Region, scale: number) {
    const view = {
      south: southwest.latitude,
      west: southwest.longitude,
      north: northeast.latitude,
      east: northeast.longitude,
    };
    this.setData({ view, scale, listedAtMost: PART });
    this.draw();
    if (this.data.isLarge) void this.load();
  },

  /** A single concern shows its card, a cluster the cards of its members, coming nearer if that tells them apart. */
  onMarker(event: WechatMiniprogram.CustomEvent<{ markerId: number }>) {
    const { concerns, scale } = this.data;
    const cluster = clustersOf(concerns, scale)[event.detail.markerId];
    if (!cluster) return; // the name of a grid
    this.setData({ chosen: cluster.members.map(({ id }) => id), listedAtMost: PART });
    this.draw();
    if (isOneSpot(cluster.members)) return;
    const points = cluster.members.map(({ latitude, longitude }) => ({ latitude, longitude }));
    wx.createMapContext('map', this).includePoints({ points, padding: ZOOM_PADDING });
  },

  onAll() {
    this.setData({ chosen: [] });
    this.draw();
  },

  onMore() {
    this.setData({ listedAtMost: this.data.listedAtMost + PART });
    this.draw();
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.detail.id}` });
  },
});
