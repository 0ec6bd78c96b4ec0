import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { isSuspended } from '../../../domain/roster';
import type { Instant } from '../../../domain/time';
import * as bindings from '../../store/bindings';
import type { Context } from '../context';

const PAGE = 30;
type Access = ActionOutput<'listStaff'>['staff'][number]['access'];

/** Who is in service, and whether they can get in. */
export async function listStaff(
  { offset, search }: ActionInput<'listStaff'>,
  { town, absences, now }: Context,
): Promise<ActionOutput<'listStaff'>> {
  const found = town.staff.filter(
    ({ roles, id, name, title }) => roles.length && [id, name, title].some((text) => text.includes(search)),
  );
  const shown = found.slice(offset, offset + PAGE);
  const entries = await bindings.ofStaff(shown.map(({ id }) => id));
  const accessOf = (id: string): Access => {
    if (isSuspended(id, absences, now)) return 'suspended';
    return strongest(
      entries.filter(({ staffId }) => staffId === id),
      now,
    );
  };
  return {
    staff: shown.map(({ id, name, title, roles }) => ({ id, name, title, roles, access: accessOf(id) })),
    hasMore: found.length > offset + PAGE,
  };
}

function strongest(entries: readonly bindings.Binding[], now: Instant): Access {
  if (entries.some(({ openid }) => openid !== null)) return 'bound';
  return entries.some(({ expiresAt }) => expiresAt > now) ? 'invited' : 'none';
}
