import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { isNear, mayLead } from '../../../domain/linking';
import { cellsAround } from '../../../domain/same-matter';
import { linkableOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';

const PAGE = 20;

/** What this concern could be handled together with: within 100 m or in its building first, then in its community. */
export async function listLinkable(
  { search }: ActionInput<'listLinkable'>,
  { concern: found, town, now }: Context,
): Promise<ActionOutput<'listLinkable'>> {
  const concern = found!;
  const { place } = concern;
  const categoryIds = town.categories.filter(({ isPublicSpace }) => isPublicSpace).map(({ id }) => id);
  const others = await concerns.leadsAround(cellsAround(place), place.communityId, categoryIds);
  const listed = others
    .filter((other) => mayLead(other, concern, town))
    .map((other) => linkableOf(other, isNear(other, concern), town, now))
    .filter(({ number, categoryLabel, placeName }) => `${number} ${categoryLabel} ${placeName}`.includes(search))
    .sort((one, other) => Number(other.isNear) - Number(one.isNear) || one.openedAt - other.openedAt);
  return { concerns: listed.slice(0, PAGE), hasMore: listed.length > PAGE };
}
