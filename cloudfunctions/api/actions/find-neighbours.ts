import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { inOrderOfLikeness, joinableAmong, neighbourhoodOf, neighbourOf } from '../../../domain/neighbours';
import * as concerns from '../../store/concerns';
import * as particulars from '../../store/particulars';
import type { Context } from '../context';
import { locatedPlace } from '../routing-inputs';

/** Open concerns nearby that somebody who is about to report could join. What others wrote orders them and stays here. */
export async function findNeighbours(
  { categoryId, place: drafted, words }: ActionInput<'findNeighbours'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'findNeighbours'>> {
  const place = locatedPlace(drafted, categoryId, town);
  const around = neighbourhoodOf({ categoryId, place }, town, now);
  const found = around ? joinableAmong(await concerns.openAround(around), place, town) : [];
  const filed = found.length ? await particulars.ofEvents(found.map(({ id }) => id)) : [];
  const wordsOf = Object.fromEntries(filed.map(({ id, words: written }) => [id, written ?? '']));
  const ordered = inOrderOfLikeness(found, { place, words }, wordsOf);
  return { neighbours: ordered.map((concern) => neighbourOf(concern, caller.openid, town)) };
}
