import type { BoardConcern } from '../../domain/board';
import { collection, type Page } from '../cloud';

/** `order`: the month, and within it what nobody can read anything from. */
type StoredRow = BoardConcern & { v: 1; order: string };

const board = collection<StoredRow>('board');

export async function get(id: string): Promise<BoardConcern | undefined> {
  const row = await board.get(id);
  if (!row) return undefined;
  const { v: _v, order: _order, ...concern } = row;
  return concern;
}
export const put = (concern: BoardConcern) => board.put({ ...concern, v: 1, order: `${concern.month}-${concern.id}` });
export const remove = (id: string) => board.remove(id);

export type Filters = Partial<Pick<BoardConcern, 'family' | 'group' | 'communityId'>>;
export const list = (filters: Filters, page: Page): Promise<BoardConcern[]> =>
  board.find(filters, { orderBy: ['order', 'desc'], ...page });
