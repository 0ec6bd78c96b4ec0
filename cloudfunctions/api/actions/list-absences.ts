import type { ActionOutput } from '../../../domain/contract';
import { isOwnerByRole } from '../../../domain/roster';
import { memberOf, type Member } from '../../../domain/town';
import * as absences from '../../store/absences';
import { mayArrangeFor } from '../absence-permits';
import type { Context } from '../context';

/** Leaves that the caller may arrange: their own, the coordinator's community's, all for a supervisor. */
export async function listAbsences(
  _input: unknown,
  { caller, town, now }: Context,
): Promise<ActionOutput<'listAbsences'>> {
  const inService = town.staff.filter(({ roles }) => roles.length > 0);
  const isDepartment = memberOf(town, caller.staffId!).roles.includes('department');
  const isFellow = ({ roles }: Member) => isDepartment && roles.includes('department');
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
    deputies: inService.filter((one) => isOwnerByRole(one) || isFellow(one)).map(({ id }) => colleague(id)),
  };
}
