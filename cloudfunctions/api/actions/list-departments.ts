import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { departmentsFor } from '../../../domain/dispatching';
import type { Context } from '../context';
import { colleaguesFound } from '../pages';

/** Whom a task of this concern may be dispatched to. */
export async function listDepartments(
  { search }: ActionInput<'listDepartments'>,
  { concern, now, ...surroundings }: Context,
): Promise<ActionOutput<'listDepartments'>> {
  return colleaguesFound(departmentsFor(concern!, now, surroundings), search);
}
