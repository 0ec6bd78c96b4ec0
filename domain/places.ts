/** Finding a landmark, a building or a member of staff of the town by name; and naming a place for everybody. */
import type { Place } from './concern';
import { metresBetween } from './geography';
import { gridName, type Member, type Town, type TownPlace } from './town';

const MOST_FOUND = 20;

/** Full width and half width, capital and small letters, with and without blanks: people mean the same. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Whether the letters of `part` stand in `name` in that order, with anything between them: 恒美3栋 for 恒美一村 3 栋. */
function isSkimmed(part: string, name: string): boolean {
  let from = 0;
  return [...part].every((letter) => (from = name.indexOf(letter, from) + 1) > 0);
}

/**
 * Those whose name begins with what is searched, then those that contain it; only where there are none, those of which
 * it leaves something out. Otherwise in the town's order.
 */
function named<T>(search: string, items: readonly T[], nameOf: (item: T) => string): T[] {
  const wanted = plain(search);
  const named = items.map((item) => ({ item, name: plain(nameOf(item)) }));
  const having = named.filter(({ name }) => name.includes(wanted));
  const [first, then] = [true, false].map((begins) => having.filter(({ name }) => name.startsWith(wanted) === begins));
  const found = having.length ? [...first!, ...then!] : named.filter(({ name }) => isSkimmed(wanted, name));
  return found.slice(0, MOST_FOUND).map(({ item }) => item);
}

/** Nothing searched finds the first places of the town. */
export const placesNamed = (search: string, places: readonly TownPlace[]): TownPlace[] =>
  named(search, places, ({ name }) => name);

/** People in service by name or title; nothing searched finds nobody. */
export function staffNamed(search: string, { staff }: Pick<Town, 'staff'>): Member[] {
  const inService = staff.filter(({ roles }) => roles.length > 0);
  return plain(search) ? named(search, inService, ({ name, title }) => name + title) : [];
}

/** A landmark further away says nothing about where it is. */
const NEAR_METRES = 200;

/** A place in public space as anybody may read it: in the town's own words, never in those of whoever reported it. */
export function publicPlaceLabel({ kind, point, gridId, buildingId }: Place, town: Town): string {
  if (kind === 'none') return '没有具体地点';
  const building = town.places.find(({ id }) => id === buildingId);
  if (building) return building.name;
  const [nearest] = (point ? town.places : [])
    .map((place) => ({ place, metres: metresBetween(place, point!) }))
    .filter(({ metres }) => metres <= NEAR_METRES)
    .sort((one, other) => one.metres - other.metres);
  return nearest ? `${nearest.place.name}附近` : (gridName(town, gridId) ?? '网格以外');
}
