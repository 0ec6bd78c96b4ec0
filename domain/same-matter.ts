/** Which other concerns are about the same matter as a new one. Source: product.md §5, rule 2. */
import type { ClosingKind, Concern, Place } from './concern';
import { metresBetween, neighboursOf } from './geography';
import { inOrder, type Match } from './routing';
import { DAY, type Instant } from './time';
import { categoryOf, recurrenceDaysOf, type Category, type Town } from './town';

const WITHIN_METRES = 100;
/** A certificate keeps no more of them: enough to find an owner who is not barred. */
const MOST_MATCHES = 10;

/** What of another concern is looked at. */
export type Nearby = Pick<Concern, 'id' | 'ownerId' | 'status' | 'categoryId' | 'place' | 'openedAt' | 'closedAt'> & {
  rounds: readonly { closing?: { kind: ClosingKind } }[];
};

/** Of the same family. Restricted concerns are nobody else's business, not even as a match. */
export const comparedWith = (categoryId: string, town: Town): Category[] => {
  const { family } = categoryOf(town, categoryId);
  return town.categories.filter((category) => category.family === family && !category.isRestricted);
};

type Matter = Pick<Concern, 'categoryId' | 'place'>;

/** Where to look for others. */
export type Scope = { categoryIds: string[]; cells: string[]; endedSince: Instant };

/**
 * Around the point where the place keeps one, else in the cell of its building: the town says where that is, so it is
 * the same for all who choose it. Empty where nothing could match.
 */
export function cellsAround({ point, cell, buildingId }: Place): string[] {
  if (!cell || (!point && buildingId === undefined)) return [];
  return point ? neighboursOf(cell) : [cell];
}

/** Undefined where nothing could match. */
export function scopeOf({ categoryId, place }: Matter, town: Town, at: Instant): Scope | undefined {
  const cells = cellsAround(place);
  const categories = comparedWith(categoryId, town);
  if (!categories.length || !cells.length) return undefined;
  const days = Math.max(...categories.map(recurrenceDaysOf));
  const categoryIds = categories.map(({ id }) => id);
  return { categoryIds, cells, endedSince: at - days * DAY };
}

/** Nothing where they are in the same building; undefined where they are too far apart, or where one keeps no point. */
export function distance(here: Place, there: Place): { metres?: number } | undefined {
  if (here.buildingId !== undefined && here.buildingId === there.buildingId) return {};
  if (!here.point || !there.point) return undefined;
  const metres = metresBetween(here.point, there.point);
  return metres <= WITHIN_METRES ? { metres: Math.round(metres) } : undefined;
}

/** Explained to its resident, it cannot come back. */
const isExplained = ({ status, rounds }: Nearby): boolean =>
  (status === 'rating' || status === 'closed') && rounds.at(-1)?.closing?.kind === 'explained';

function matchOf(other: Nearby, place: Place, town: Town, at: Instant): Match | undefined {
  const { id, ownerId, status, categoryId, openedAt, closedAt } = other;
  const metres = distance(place, other.place);
  if (!metres || openedAt > at || status === 'withdrawn' || isExplained(other)) return undefined;
  const isEnded = closedAt !== null && closedAt <= at;
  const isOver = isEnded && closedAt < at - recurrenceDaysOf(categoryOf(town, categoryId)) * DAY;
  return isOver ? undefined : { concernId: id, ownerId, isEnded, openedAt, ...metres };
}

/** Those that are about the same matter as a concern of this category at this place, the first in the rule's order. */
export function matchesAmong(
  found: readonly Nearby[],
  { categoryId, place }: Matter,
  town: Town,
  at: Instant,
): Match[] {
  const compared = comparedWith(categoryId, town).map(({ id }) => id);
  const others = new Map(
    found.filter((other) => compared.includes(other.categoryId)).map((other) => [other.id, other]),
  );
  const matches = [...others.values()].flatMap((other) => matchOf(other, place, town, at) ?? []);
  return inOrder(matches).slice(0, MOST_MATCHES);
}
