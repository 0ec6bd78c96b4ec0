/** Finding a landmark or a building of the town by name. */
import type { TownPlace } from './town';

const MOST_FOUND = 20;

/** Full width and half width, capital and small letters, with and without blanks: people mean the same. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Whether the letters of `part` stand in `name` in that order, with anything between them: 恒美3栋 for 恒美一村 3 栋. */
function isSkimmed(part: string, name: string): boolean {
  let from = 0;
  return [...part].every((letter) => (from = name.indexOf(letter, from) + 1) > 0);
}

/**
 * Places whose name begins with what is searched, then those that contain it, then those of which it leaves something out;
 * otherwise in the town's order. Nothing searched finds the first places of the town.
 */
export function placesNamed(search: string, places: readonly TownPlace[]): TownPlace[] {
  const wanted = plain(search);
  const ranks: ((name: string) => boolean)[] = [
    (name) => name.startsWith(wanted),
    (name) => name.includes(wanted),
    (name) => isSkimmed(wanted, name),
  ];
  const ranked = places.map((place) => {
    const name = plain(place.name);
    return { place, rank: ranks.findIndex((holds) => holds(name)) };
  });
  const found = ranks.flatMap((_, rank) => ranked.filter((one) => one.rank === rank));
  return found.slice(0, MOST_FOUND).map(({ place }) => place);
}
