import type { ActionOutput } from '../../../domain/contract';
import { mayStandIn } from '../../../domain/roster';
import { memberOf } from '../../../domain/town';
import * as absences from '../../store/absences';
import { mayArrangeFor } from '../absence-permits';
import type { Context } from '../context';

/** Leaves that the caller may arrange: their own, the coordinator's community's, all for a supervisor. */
export async function listAbsences(
  _input: unknown,
  { caller, town, now }: Context,
): Promise<ActionOutput<'listAbsences'>> {
  const inService = town.staff.filter(({ roles }) => roles.length > 0);
  const me = memberOf(town, caller.staffId!);
  const own = inService.filter(({ id }) => mayArrangeFor(id, caller, town));
  const people = [...own].sort((one, other) => Number(other.id === caller.staffId) - Number(one.id === caller.staffId));
  const leaves = await absences.leavesOf(
    people.map(({ id }) => id),
    now,
  );
  const colleague = (staffId: string) => {
    const { id, name, title } = town.staff.find((member) => member.id === staffId)!;
    return { id, name, title };
  };
  return {
    leaves: leaves.map(({ id, staffId, from, to, deputyId }) => ({
      id,
      person: colleague(staffId),
      from,
      to: to!,
      ...(deputyId && { deputy: colleague(deputyId) }),
      isMine: staffId === caller.staffId,
      isUnderWay: from <= now,
    })),
    people: people.map(({ id }) => colleague(id)),
    deputies: inService.filter((one) => mayStandIn(one, me)).map(({ id }) => colleague(id)),
  };
}
