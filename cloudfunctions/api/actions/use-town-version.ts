import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { memberOf } from '../../../domain/town';
import { carriedOver, departing } from '../../../domain/town-succession';
import * as concerns from '../../store/concerns';
import * as towns from '../../store/town';
import { named } from '../../town-version';
import type { Context } from '../context';

/** Rolls back to an earlier version, together with the people and categories that concerns have named since. */
export async function useTownVersion(
  { version }: ActionInput<'useTownVersion'>,
  { town, now }: Context,
): Promise<ActionOutput<'useTownVersion'>> {
  const earlier = await towns.ofVersion(version);
  if (!earlier) throw new AppError('UNKNOWN_VERSION', version);
  const next = named(carriedOver(earlier, town));
  if (next.version === town.version) return { version: town.version };
  const leaving = departing(next, town);
  const open = await Promise.all(leaving.map(concerns.openLoad));
  const left = leaving.filter((_id, index) => open[index]! > 0).map((id) => memberOf(town, id).name);
  if (left.length)
    throw new AppError(
      'OWNERS_LEFT',
      left.join(),
      `${left.join('、')}在这个版本里已离任，但还有在办诉求，请先交接再切换`,
    );
  if (!(await towns.use(next, town.version, now))) throw new AppError('BUSY', 'another version came into force');
  return { version: next.version };
}
