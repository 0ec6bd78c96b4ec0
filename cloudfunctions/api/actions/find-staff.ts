import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { staffNamed } from '../../../domain/places';
import type { Context } from '../context';

/** Whom a resident may mean when a concern is about a member of staff. */
export async function findStaff(
  { search }: ActionInput<'findStaff'>,
  { town }: Context,
): Promise<ActionOutput<'findStaff'>> {
  return { staff: staffNamed(search, town).map(({ id, name, title }) => ({ id, name, title })) };
}
