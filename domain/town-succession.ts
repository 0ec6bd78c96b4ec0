/** What a new town keeps of the one before it, so that nothing that old concerns name is ever missing. */
import type { Town } from './town';

type Content = Omit<Town, 'version'>;

const missing = <T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  before.filter(({ id }) => !after.some((item) => item.id === id));

/** `after` with the people and categories that only `before` has: no longer in service, no longer offered. */
export function carriedOver<T extends Content>(after: T, before: Content | undefined): T {
  if (!before) return after;
  const former = missing(before.staff, after.staff).map((member) => ({ ...member, managerId: undefined, roles: [] }));
  const retired = missing(before.categories, after.categories).map((category) => ({ ...category, isRetired: true }));
  const families = missing(before.families, after.families).filter(({ id }) =>
    retired.some(({ family }) => family === id),
  );
  return {
    ...after,
    staff: [...after.staff, ...former],
    categories: [...after.categories, ...retired],
    families: [...after.families, ...families],
  };
}

/** People who were in service before and are not after: they must not own anything open. */
export const departing = (after: Content, before: Content): string[] =>
  before.staff
    .filter(({ roles }) => roles.length > 0)
    .map(({ id }) => id)
    .filter((id) => !after.staff.some((member) => member.id === id && member.roles.length > 0));
