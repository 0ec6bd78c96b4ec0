import type { Concern } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { objectionsTo } from '../../../domain/follow-up';
import { visibleParticulars } from '../../../domain/history';
import { isPermitted, relationsOf } from '../../../domain/permissions';
import { seesAsStaff, type Viewing } from '../../../domain/viewing';
import { maskPhone, viewOf } from '../../../domain/views';
import { temporaryUrls } from '../../cloud';
import { followUpIdsOf } from '../../follow-ups';
import { decryptPhone } from '../../secrets';
import * as concerns from '../../store/concerns';
import * as particulars from '../../store/particulars';
import type { Context } from '../context';

/** One concern as the caller may see it. */
export async function getConcern(
  { concernId }: ActionInput<'getConcern'>,
  { concern: found, ...context }: Context,
): Promise<ActionOutput<'getConcern'>> {
  const concern = found!;
  const ids = followUpIdsOf(concern);
  const isStaff = seesAsStaff(context.relations);
  const [written, followUps, followed, lead, members] = await Promise.all([
    particulars.ofConcern(concernId),
    ids.length ? concerns.followUps(ids) : [],
    followedBy(concern, context),
    isStaff && concern.leadId ? concerns.get(concern.leadId) : undefined,
    isStaff ? concerns.membersOf(concernId) : [],
  ]);
  const phone = written.find(({ id }) => id === concern.id)?.phone;
  const seesPhone = context.relations.includes('reporter') || isStaff;
  const viewing: Viewing = {
    ...context,
    concern,
    particulars: written,
    photoUrls: {},
    followUps,
    ...(followed && { followed }),
    ...(lead && { lead }),
    members,
    ...(phone && seesPhone && { maskedPhone: maskPhone(decryptPhone(phone)) }),
  };
  const photos = concern.events.flatMap((event) => visibleParticulars(event, viewing).photoFileIds);
  const photoUrls = await temporaryUrls(photos).catch((error: unknown) => {
    console.warn('photos are left out:', String(error));
    return {};
  });
  return viewOf({ ...viewing, photoUrls });
}

/** Of a follow-up: what was written where it comes from. */
async function followedBy(
  { followUpOf }: Concern,
  { caller, town, absences, now }: Omit<Context, 'concern'>,
): Promise<Viewing['followed']> {
  if (!followUpOf) return undefined;
  const { concernId, round } = followUpOf;
  const original = await concerns.get(concernId);
  if (!original) return undefined;
  const objections = objectionsTo(original, round);
  const written = await particulars.ofEvents(objections.map(({ id }) => id));
  return {
    mayOpen: isPermitted('getConcern', relationsOf(caller, original, town, absences, now)),
    objections: objections.flatMap(({ id, at }) => {
      const words = written.find((item) => item.id === id)?.words;
      return words ? [{ at, words }] : [];
    }),
  };
}
