import type { Caller } from '../../domain/permissions';
import type { Recipient } from '../../domain/recipients';
import { actsFor } from '../../domain/roster';
import type { Member } from '../../domain/town';
import type { Page } from '../cloud';
import type { Context } from './context';

const PAGE_SIZE = 20;

/**
 * One page of several lists merged in order: each is read up to the page's end, so nothing is missed.
 * @param lists readers of an ordered list.
 */
export async function mergedPage<T>(
  lists: ((page: Page) => Promise<T[]>)[],
  compare: (one: T, other: T) => number,
  offset: number,
): Promise<{ items: T[]; hasMore: boolean }> {
  const isSingle = lists.length === 1;
  const page = isSingle
    ? { offset, limit: PAGE_SIZE + 1 }
    : { offset: 0, limit: Math.min(1000, offset + PAGE_SIZE + 1) };
  const merged = (await Promise.all(lists.map((read) => read(page)))).flat().sort(compare);
  const rest = isSingle ? merged : merged.slice(offset);
  return { items: rest.slice(0, PAGE_SIZE), hasMore: rest.length > PAGE_SIZE };
}

/** Whose concerns this member of staff sees to: their own, and those of everybody they act for. */
export const actedFor = ({ caller, town, absences, now }: Context): string[] => [
  caller.staffId!,
  ...actsFor(caller.staffId!, town, absences, now),
];

type Due = { dueAt: number | null };
/** Of open concerns, for which something is always due. */
export const dueFirst = (one: Due, other: Due): number => one.dueAt! - other.dueAt!;

/** The first of these people who fit what was typed. */
export function colleaguesFound(people: readonly Member[], search: string) {
  const found = people.filter(({ name, title }) => name.includes(search) || title.includes(search));
  return {
    people: found.slice(0, PAGE_SIZE).map(({ id, name, title }) => ({ id, name, title })),
    hasMore: found.length > PAGE_SIZE,
  };
}

/** Where notices for this caller arrive: as a resident, and as staff. */
export const addressesOf = ({ openid, staffId }: Caller): Recipient[] => [
  { openid },
  ...(staffId ? [{ staffId }] : []),
];
