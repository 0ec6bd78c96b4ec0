/** Finding a landmark or a building of the town by name. */
import type { TownPlace } from './town';

const MOST_FOUND = 20;

/** Full width and half width, capital and small letters, with and without blanks: people mean the same. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/**
 * Places whose name begins with what is searched, then those that contain it, then those that contain each of its parts;
 * otherwise in the town's order. Nothing searched finds the first places of the town.
 */
export function placesNamed(search: string, places: readonly TownPlace[]): TownPlace[] {
  const whole = plain(search);
  const parts = search.trim().split(/\s+/).map(plain);
  const ranks: ((name: string) => boolean)[] = [
    (name) => name.startsWith(whole),
    (name) => name.includes(whole),
    (name) => parts.every((part) => name.includes(part)),
  ];
  const ranked = places.map((place) => {
    const name = plain(place.name);
    return { place, rank: ranks.findIndex((holds) => holds(name)) };
  });
  const found = ranks.flatMap((_, rank) => ranked.filter((one) => one.rank === rank));
  return found.slice(0, MOST_FOUND).map(({ place }) => place);
}
