import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { visibleParticulars } from '../../../domain/history';
import { seesAsStaff, type Viewing } from '../../../domain/viewing';
import { maskPhone, viewOf } from '../../../domain/views';
import { temporaryUrls } from '../../cloud';
import { decryptPhone } from '../../secrets';
import * as particulars from '../../store/particulars';
import type { Context } from '../context';

/** One concern as the caller may see it. */
export async function getConcern(
  { concernId }: ActionInput<'getConcern'>,
  { concern: found, ...context }: Context,
): Promise<ActionOutput<'getConcern'>> {
  const concern = found!;
  const written = await particulars.ofConcern(concernId);
  const phone = written.find(({ id }) => id === concern.id)?.phone;
  const seesPhone = context.relations.includes('reporter') || seesAsStaff(context.relations);
  const viewing: Viewing = {
    ...context,
    concern,
    particulars: written,
    photoUrls: {},
    ...(phone && seesPhone && { maskedPhone: maskPhone(decryptPhone(phone)) }),
  };
  const photos = concern.events.flatMap((event) => visibleParticulars(event, viewing).photoFileIds);
  const photoUrls = await temporaryUrls(photos).catch((error: unknown) => {
    console.warn('photos are left out:', String(error));
    return {};
  });
  return viewOf({ ...viewing, photoUrls });
}
