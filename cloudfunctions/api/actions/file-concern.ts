/** What submitConcern and recordConcern share: find the place, route, file. */
import {
  fileConcern as filed,
  type Act,
  type Concern,
  type ConcernDraft,
  type ConcernEvent,
  type Place,
  type RecordedDraft,
} from '../../../domain/concern';
import { AppError } from '../../../domain/errors';
import { cellOf, locate } from '../../../domain/geography';
import { loadsNeeded, routeConcern, sealedText } from '../../../domain/routing';
import { categoryOf, memberOf, placeOf, type Town } from '../../../domain/town';
import { seal } from '../../secrets';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';

/**
 * A place far outside is refused; one nearby, or in a gap between grids, goes to the duty desk. Where a place of the
 * town was chosen, the town says where it is.
 */
export function locatedPlace({ place, categoryId }: Pick<ConcernDraft, 'place' | 'categoryId'>, town: Town): Place {
  if (place.kind === 'none') return { kind: 'none' };
  const known = place.placeId === undefined ? undefined : placeOf(town, place.placeId);
  const { latitude, longitude, name } = known ?? place;
  const { metresOutside, gridId, communityId } = locate({ latitude, longitude }, town);
  if (metresOutside > town.rules.metresOutside) throw new AppError('OUTSIDE_TOWN', `${metresOutside} m outside`);
  const isPublic = categoryOf(town, categoryId).isPublicSpace;
  return {
    kind: 'point',
    cell: cellOf({ latitude, longitude }),
    ...(known?.kind === 'building' && { buildingId: known.id }),
    ...(gridId && { gridId, communityId }),
    ...(isPublic && { name, point: { latitude, longitude } }),
  };
}

export async function fileConcern(
  draft: ConcernDraft | RecordedDraft,
  act: Omit<Act, 'by'>,
  { caller, town, absences }: Context,
): Promise<Concern> {
  const { categoryId, consentVersion } = draft;
  if (categoryOf(town, categoryId).isRetired) throw new AppError('UNKNOWN_CATEGORY', `${categoryId} is retired`);
  const place = locatedPlace(draft, town);
  const recorded = 'capacity' in draft ? { by: caller.staffId!, capacity: draft.capacity } : undefined;
  const facts = {
    townVersion: town.version,
    at: act.at,
    categoryId,
    ...(place.gridId && { gridId: place.gridId, communityId: place.communityId }),
    ...(recorded && { receivedBy: recorded.by }),
    absences,
  };
  const people = loadsNeeded(facts, town);
  const loads = await Promise.all(people.map(concerns.openLoad));
  const certificate = routeConcern(
    { ...facts, loads: Object.fromEntries(people.map((id, i) => [id, loads[i]!])) },
    town,
  );
  const reporter = recorded ? { openid: null, isStaff: false } : { openid: caller.openid, isStaff: caller.isBound };
  const filing = { act: { ...act, by: recorded?.by ?? 'p1' }, categoryId, place, consentVersion, reporter, recorded };
  return filed(filing, { ...certificate, seal: seal(sealedText(certificate)) }, town);
}

/** Words, photos and phone; the place too, where the concern must not keep it. */
export function particularsOf({ words, photoFileIds, phone, place }: ConcernDraft, concern: Concern) {
  return { words, photoFileIds, phone, ...placeApart(place, concern.place) };
}

/** Outside public space the point and its name are particulars. */
export const placeApart = (place: ConcernDraft['place'], kept: Place) =>
  place.kind === 'point' && !kept.point
    ? { point: { latitude: place.latitude, longitude: place.longitude }, placeName: place.name }
    : {};

/** From what never changes, so that a repeated request gets the first answer. */
export function answerFiled({ id, number, certificates, rounds }: Concern, { data }: ConcernEvent, { town }: Context) {
  const [certificate] = certificates;
  const { name, title, officePhone } = memberOf(town, certificate!.ownerId);
  return {
    concernId: id,
    number,
    owner: { name, title, officePhone },
    firstContactDueAt: Number(data?.['firstContactDueAt']),
    isCalendarAssumed: rounds[0]!.finish.isAssumed,
    why: certificate!.sentence,
  };
}
