import type { Cluster } from '../../../../domain/clusters';
import type { ActionOutput, MapConcern } from '../../../../domain/contract';
import type { Point } from '../../../../domain/geography';
import type { Instant } from '../../../../domain/time';
import { urgencyOf, type Urgency } from '../../../urgency';

type Grid = ActionOutput<'listMapConcerns'>['grids'][number];

/** WeChat's map is light whatever the phone's mode, and knows no variables of style sheets. */
const COLOURS: Record<Urgency, string> = { plain: '#0d6171', due: '#8a4f00', overdue: '#b3261e' };
const IMAGES = '/pages/staff/map/images';
const PIN = { width: 36, height: 44 };
const PIN_CHOSEN = { width: 48, height: 59 };
const DOT = { width: 18, height: 18 };
const CENTRED = { x: 0.5, y: 0.5 };
/** What covers what. */
const LAYERS = { names: 0, pins: 1, counts: 2, chosen: 3 };
/** Markers are known by numbers: clusters by their place in the list, names of grids from here on. */
const FIRST_GRID_ID = 100_000;
/** From this scale on the names of grids have room. */
const NAMES_FROM_SCALE = 14;

/** Of several the earliest is the most urgent. */
const mostUrgent = (members: readonly MapConcern[], now: Instant): Urgency =>
  urgencyOf(Math.min(...members.map(({ dueAt }) => dueAt ?? Infinity)), now);

function pin(concern: MapConcern, now: Instant, isChosen: boolean) {
  const { categoryLabel, placeName } = concern;
  return {
    iconPath: `${IMAGES}/pin-${mostUrgent([concern], now)}.png`,
    zIndex: isChosen ? LAYERS.chosen : LAYERS.pins,
    ariaLabel: `${categoryLabel}，${placeName}`,
    ...(isChosen ? PIN_CHOSEN : PIN),
  };
}

/** A callout, not a label: where a label stands differs between kinds of phones. */
function counted(members: readonly MapConcern[], now: Instant) {
  const tone = mostUrgent(members, now);
  const callout = {
    content: `${members.length} 件`,
    color: '#ffffff',
    bgColor: COLOURS[tone],
    fontSize: 16,
    borderRadius: 22,
    padding: 11,
    display: 'ALWAYS',
    textAlign: 'center',
  };
  return { iconPath: `${IMAGES}/dot-${tone}.png`, zIndex: LAYERS.counts, anchor: CENTRED, callout, ...DOT };
}

/** The marker of a cluster: a pin where it is a single concern, else a count in the colour of the most urgent. */
export function markersOf(clusters: readonly Cluster<MapConcern>[], now: Instant, chosen: readonly string[]) {
  return clusters.map(({ latitude, longitude, members }, id) => {
    const [first, ...others] = members;
    const looks = others.length ? counted(members, now) : pin(first!, now, chosen.includes(first!.id));
    return { id, latitude, longitude, ...looks };
  });
}

export const bordersOf = (grids: readonly Grid[]) =>
  grids.map(({ outline }) => ({ points: outline, strokeColor: '#0d6171', fillColor: '#0d617114', strokeWidth: 2 }));

/** How far up from its southern border a grid's name stands. */
const NAME_HEIGHT = 0.06;

/** The name of each grid along its southern border, out of the way of most markers, once there is room for it. */
export function namesOf(grids: readonly Grid[], scale: number) {
  if (scale < NAMES_FROM_SCALE) return [];
  return grids.map(({ name, outline }, index) => ({
    id: FIRST_GRID_ID + index,
    ...atBottom(outline),
    zIndex: LAYERS.names,
    iconPath: `${IMAGES}/nothing.png`,
    width: 1,
    height: 1,
    callout: {
      content: name,
      color: '#2f4a52',
      bgColor: '#ffffffb3',
      fontSize: 12,
      padding: 3,
      borderRadius: 4,
      display: 'ALWAYS',
    },
  }));
}

function atBottom(outline: readonly Point[]): Point {
  const south = Math.min(...outline.map(({ latitude }) => latitude));
  const { latitude, longitude } = middleOf(outline);
  return { latitude: south + (latitude - south) * 2 * NAME_HEIGHT, longitude };
}

export function middleOf(points: readonly Point[]): Point {
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return {
    latitude: middle(points.map(({ latitude }) => latitude)),
    longitude: middle(points.map(({ longitude }) => longitude)),
  };
}
