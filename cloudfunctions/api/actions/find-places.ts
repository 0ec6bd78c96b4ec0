import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { locate } from '../../../domain/geography';
import { placesNamed } from '../../../domain/places';
import { gridName } from '../../../domain/town';
import type { Context } from '../context';

/** Where in the town somebody may mean, with the grid, because names repeat. */
export async function findPlaces(
  { search, id }: ActionInput<'findPlaces'>,
  { town }: Context,
): Promise<ActionOutput<'findPlaces'>> {
  const found = id === undefined ? placesNamed(search, town.places) : town.places.filter((place) => place.id === id);
  return { places: found.map((place) => ({ ...place, gridName: gridName(town, locate(place, town).gridId) })) };
}
