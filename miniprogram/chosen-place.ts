import { buildingIn } from '../domain/building-code';
import type { PlaceDraft } from '../domain/concern';
import type { ActionOutput } from '../domain/contract';
import { AppError } from '../domain/errors';
import { callCloud } from './cloud';

export type FoundPlace = ActionOutput<'findPlaces'>['places'][number];
type PointDraft = Extract<PlaceDraft, { kind: 'point' }>;

export const chosenFrom = ({ id, name, latitude, longitude }: FoundPlace): PointDraft => ({
  kind: 'point',
  placeId: id,
  name,
  latitude,
  longitude,
});

/**
 * The building whose code was scanned, or why there is none and what to do instead.
 * @param scanned the scene, or the path, that the code carries.
 */
export async function placeOfCode(scanned: string): Promise<{ place: PointDraft } | { problem: string }> {
  const id = buildingIn(scanned);
  if (!id) return { problem: '这不是本街道的楼栋码，请换一种方式选地点' };
  try {
    const { data } = await callCloud('findPlaces', { id });
    const [building] = data.places;
    return building ? { place: chosenFrom(building) } : { problem: '这个楼栋码已经停用，请换一种方式选地点' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: '网络不太好，没有认出这个楼栋码。请再扫一次，或换一种方式选地点' };
  }
}
