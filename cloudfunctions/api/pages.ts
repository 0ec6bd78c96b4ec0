import type { Recipient } from '../../domain/recipients';
import type { Caller } from '../../domain/permissions';

const PAGE_SIZE = 20;
export type Page = { offset: number; limit: number };

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

/** Where notices for this caller arrive: as a resident, and as staff. */
export const addressesOf = ({ openid, staffId }: Caller): Recipient[] => [
  { openid },
  ...(staffId ? [{ staffId }] : []),
];
