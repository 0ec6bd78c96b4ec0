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
import { isInService } from '../../../domain/roster';
import { routeConcern, sealedText } from '../../../domain/routing';
import { categoryOf, memberOf } from '../../../domain/town';
import { seal } from '../../secrets';
import type { Context } from '../context';
import { locatedPlace, routingInputs } from '../routing-inputs';

export async function fileConcern(
  draft: ConcernDraft | RecordedDraft,
  act: Omit<Act, 'by'>,
  { caller, town, absences }: Context,
): Promise<Concern> {
  const { categoryId, consentVersion, aboutStaffId } = draft;
  if (categoryOf(town, categoryId).isRetired) throw new AppError('UNKNOWN_CATEGORY', `${categoryId} is retired`);
  if (aboutStaffId && !isInService(aboutStaffId, town)) throw new AppError('UNKNOWN_STAFF', aboutStaffId);
  const place = locatedPlace(draft.place, categoryId, town);
  const recorded = 'capacity' in draft ? { by: caller.staffId!, capacity: draft.capacity } : undefined;
  const facts = {
    townVersion: town.version,
    at: act.at,
    categoryId,
    ...(place.gridId && { gridId: place.gridId, communityId: place.communityId }),
    ...(recorded && { receivedBy: recorded.by }),
    ...(aboutStaffId && { aboutStaffId }),
    absences,
  };
  const certificate = routeConcern(await routingInputs(facts, place, town), town);
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
