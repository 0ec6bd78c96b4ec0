/** Which open concerns are offered to somebody who is about to report the same. Source: product.md §4. */
import { presentIn, type Concern, type Participant, type Place } from './concern';
import { isJoinable } from './joining';
import { STATUSES } from './lifecycle';
import { publicPlaceLabel } from './places';
import { cellsAround, comparedWith, distance } from './same-matter';
import { DAY, type Instant } from './time';
import { categoryOf, type Town } from './town';
import * as z from './zod';

/** What a neighbour may know of another's concern: nothing that anybody wrote. */
export const neighbour = z.object({
  concernId: z.string(),
  categoryLabel: z.string(),
  family: z.string(),
  placeLabel: z.string(),
  status: z.enum(STATUSES),
  openedAt: z.number(),
  /** 人: how many take part. */
  people: z.number(),
  /** The caller takes part already. */
  isMine: z.boolean(),
});
export type Neighbour = z.infer<typeof neighbour>;

/** What of another concern is looked at. */
export type Offered = Pick<Concern, 'id' | 'status' | 'categoryId' | 'place' | 'openedAt' | 'followUpOf'> & {
  participants: readonly Pick<Participant, 'openid' | 'leftAt'>[];
};

export const MOST_NEIGHBOURS = 5;
/** What is older is found by its own people. */
const OFFERED_FOR = 180 * DAY;
/** Finer, the order would answer guesses at what somebody wrote. */
const STEPS_OF_SIMILARITY = 4;

type Matter = { categoryId: string; place: Place };

/** Where to look for them; undefined where nobody else may join, or nothing could be near. */
export function neighbourhoodOf({ categoryId, place }: Matter, town: Town, at: Instant) {
  const categoryIds = comparedWith(categoryId, town)
    .filter(({ isPublicSpace }) => isPublicSpace)
    .map(({ id }) => id);
  const cells = cellsAround(place);
  return categoryIds.length && cells.length ? { categoryIds, cells, openedSince: at - OFFERED_FOR } : undefined;
}

/** Those that may be joined, and are within 100 m or in the same building; in no order. */
export const joinableAmong = <T extends Offered>(found: readonly T[], place: Place, town: Town): T[] =>
  found.filter((other) => isJoinable(other, town) && distance(place, other.place) !== undefined);

/** The most similar first, then the nearest, the newest. @param wordsOf what was filed, by id. */
export function inOrderOfLikeness<T extends Offered>(
  found: readonly T[],
  { place, words }: { place: Place; words: string },
  wordsOf: Readonly<Record<string, string>>,
): T[] {
  const likenessOf = ({ id }: T) => Math.floor(similarity(words, wordsOf[id] ?? '') * STEPS_OF_SIMILARITY);
  const metresTo = (other: T) => distance(place, other.place)?.metres ?? 0;
  return [...found]
    .map((other) => ({ other, likeness: likenessOf(other), metres: metresTo(other) }))
    .sort(
      (one, two) =>
        two.likeness - one.likeness ||
        one.metres - two.metres ||
        two.other.openedAt - one.other.openedAt ||
        (one.other.id < two.other.id ? -1 : 1),
    )
    .slice(0, MOST_NEIGHBOURS)
    .map(({ other }) => other);
}

export function neighbourOf(concern: Offered, openid: string, town: Town): Neighbour {
  const { id, status, categoryId, place, openedAt, participants } = concern;
  const { label, family } = categoryOf(town, categoryId);
  return {
    concernId: id,
    categoryLabel: label,
    family,
    placeLabel: publicPlaceLabel(place, town),
    status,
    openedAt,
    people: presentIn(concern).length,
    isMine: participants.some((someone) => someone.openid === openid),
  };
}

/** Letters and digits alone: people punctuate as they like. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Pairs of neighbouring characters, with how often each comes; a single character stands for itself. */
function bigramsOf(text: string): Map<string, number> {
  const characters = [...plain(text)];
  const counts = new Map<string, number>();
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    if (next === undefined && index > 0) break;
    const pair = character + (next ?? '');
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** How much two texts have in common, from 0 to 1 (Dice on bigrams). */
export function similarity(one: string, other: string): number {
  const [ours, theirs] = [bigramsOf(one), bigramsOf(other)];
  const total = sumOf(ours.values()) + sumOf(theirs.values());
  if (total === 0) return one === other ? 1 : 0;
  const shared = sumOf([...ours].map(([pair, count]) => Math.min(count, theirs.get(pair) ?? 0)));
  return (2 * shared) / total;
}
