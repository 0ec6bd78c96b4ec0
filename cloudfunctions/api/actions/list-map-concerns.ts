import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { isInView, isWithin, outlineOf, spotOf, type Bounds } from '../../../domain/map';
import { memberOf, type Town } from '../../../domain/town';
import { cardOf, type CardSource } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';
import { actedFor, dueFirst } from '../pages';

const MOST_SHOWN = 200;
/** The database gives no more at once. */
const MOST_READ = 1000;
const MOST_GRIDS = 100;

/** What somebody has on their map. */
type Scope = { people: string[]; communityId: string | undefined; isWholeTown: boolean };

function scopeOf(context: Context): Scope {
  const { caller, town } = context;
  return {
    people: actedFor(context),
    communityId: caller.roles.includes('coordinator') ? memberOf(town, caller.staffId!).communityId : undefined,
    isWholeTown: caller.roles.includes('supervisor'),
  };
}

/** Open concerns of mine and of those I act for; a coordinator's community, a supervisor's whole town. */
export async function listMapConcerns(
  { bounds }: ActionInput<'listMapConcerns'>,
  context: Context,
): Promise<ActionOutput<'listMapConcerns'>> {
  const { town, now } = context;
  const scope = scopeOf(context);
  const lists = await Promise.all(reads(scope));
  const found = new Map(lists.flat().map((concern) => [concern.id, concern]));
  const shown = [...found.values()]
    .sort(dueFirst)
    .map((concern) => ({ concern, spot: spotOf(concern.place)! }))
    .filter(({ spot }) => !bounds || isWithin(spot, bounds));
  return {
    concerns: shown.slice(0, MOST_SHOWN).map(({ concern, spot }) => ({ ...cardOf(concern, town, now), ...spot })),
    hasMore: shown.length > MOST_SHOWN || lists.some(({ length }) => length === MOST_READ),
    grids: gridsOf(scope, town, bounds),
  };
}

function reads({ people, communityId, isWholeTown }: Scope): Promise<CardSource[]>[] {
  if (isWholeTown) return [concerns.openPlaced(MOST_READ)];
  const own = people.map((id) => concerns.openPlacedOf(id, MOST_READ));
  return communityId === undefined ? own : [...own, concerns.openPlacedIn(communityId, MOST_READ)];
}

function gridsOf({ people, communityId, isWholeTown }: Scope, town: Town, bounds: Bounds | undefined) {
  return town.grids
    .filter(
      (grid) =>
        isWholeTown ||
        grid.communityId === communityId ||
        grid.officers.some(({ staffId }) => people.includes(staffId)),
    )
    .filter((grid) => !bounds || isInView(grid, bounds))
    .slice(0, MOST_GRIDS)
    .map((grid) => ({ id: grid.id, name: grid.name, outline: outlineOf(grid) }));
}
