import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { townFaults } from '../../../domain/town-faults';
import { gridName, memberOf, communityName, type Town } from '../../../domain/town';
import type { TownFault } from '../../../domain/town-faults';
import * as towns from '../../store/town';
import type { Context } from '../context';

/** The town in force, what is still thin about it, and its versions. */
export async function getTown(_input: ActionInput<'getTown'>, { town }: Context): Promise<ActionOutput<'getTown'>> {
  const [{ since }, versions] = await Promise.all([towns.pointer(), towns.versions()]);
  return {
    name: town.name,
    version: town.version,
    since,
    communities: town.communities.map(({ id, name }) => ({
      name,
      grids: town.grids.filter(({ communityId }) => communityId === id).length,
      staff: town.staff.filter(({ communityId, roles }) => communityId === id && roles.length).length,
    })),
    warnings: townFaults(town).map((fault) => `${nameOf(fault, town)}：${fault.message}`),
    versions: versions.map(({ id, ...version }) => ({ version: id, ...version })),
  };
}

function nameOf({ part, id }: TownFault, town: Town): string {
  if (part === 'grid') return gridName(town, id) ?? id;
  if (part === 'community') return communityName(town, id) ?? id;
  return part === 'staff' ? memberOf(town, id).name : id;
}
