import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { AppError } from '../../../domain/errors';
import { isLeaving, isSuspended, mayStandIn } from '../../../domain/roster';
import { standInNotice } from '../../../domain/notices';
import { addDays, momentOn } from '../../../domain/time';
import { memberOf } from '../../../domain/town';
import * as absences from '../../store/absences';
import * as inbox from '../../store/inbox';
import { permitArranging } from '../absence-permits';
import type { Context } from '../context';

/** Somebody will be away; meanwhile the deputy acts, else the duty officer. They stay the owner. */
export async function enterLeave(
  { staffId, from: firstDay, to: lastDay, deputyId }: ActionInput<'enterLeave'>,
  { caller, town, absences: away, now, eventId }: Context,
): Promise<ActionOutput<'enterLeave'>> {
  const person = staffId ?? caller.staffId!;
  permitArranging(person, caller, town);
  const [from, to] = [momentOn(firstDay, '00:00'), momentOn(addDays(lastDay, 1), '00:00')];
  if (to <= now) throw new AppError('LEAVE_INVALID', 'over already');
  const deputy = town.staff.find(({ id }) => id === deputyId);
  const isFit =
    deputy !== undefined &&
    deputy.id !== person &&
    mayStandIn(deputy, memberOf(town, person)) &&
    !isLeaving(deputy.id, away, now) &&
    !isSuspended(deputy.id, away, now);
  if (deputyId !== undefined && !isFit) throw new AppError('DEPUTY_INVALID', deputyId);
  await absences.enterLeave({ id: eventId, staffId: person, from, to, ...(deputyId && { deputyId }) });
  if (deputyId !== undefined && deputyId !== caller.staffId) {
    const text = standInNotice(memberOf(town, person), firstDay, lastDay, now);
    await inbox.tell(eventId, { staffId: deputyId }, { at: now, text });
  }
  return { id: eventId };
}
