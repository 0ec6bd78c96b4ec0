import { showError } from './show-error';

type Paged = {
  data: { hasMore: boolean; isLoadingMore: boolean };
  setData(changes: { isLoadingMore: boolean }): void;
};

/** Loads what comes after the list on the page: one part at a time, and nothing once all is there. */
export async function loadMore(page: Paged, next: () => Promise<void>): Promise<void> {
  const { hasMore, isLoadingMore } = page.data;
  if (!hasMore || isLoadingMore) return;
  page.setData({ isLoadingMore: true });
  try {
    await next();
  } catch (error) {
    showError(error);
  } finally {
    page.setData({ isLoadingMore: false });
  }
}

/** What happened meanwhile moves a list: the same item may come twice. */
export const notYetIn = <T extends { id: string }>(shown: readonly { id: string }[], items: readonly T[]): T[] =>
  items.filter(({ id }) => !shown.some((item) => item.id === id));
