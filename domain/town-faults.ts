/** What is wrong with a town although each row of it is well-formed. Source: product.md §2 promise 1, §5. */
import { fitsCode } from './building-code';
import { isOwnerByRole } from './roster';
import type { Town } from './town';

/** The part of the town that a fault is about; an import finds its file and line again. */
export type Part = 'town' | 'day' | 'community' | 'staff' | 'grid' | 'officer' | 'duty' | 'category' | 'place';
export type TownFault = {
  part: Part;
  /** Id of the row; empty for the town itself. */
  id: string;
  /** One Chinese sentence that says what to do. */
  message: string;
  /** An error forbids the town, a warning does not. */
  isError: boolean;
};

const error = (part: Part, id: string, message: string): TownFault => ({ part, id, message, isError: true });
const warning = (part: Part, id: string, message: string): TownFault => ({ part, id, message, isError: false });

/** How a row of an assignment is named: grid or community, and the member of staff. */
export const assignmentId = (placeId: string, staffId: string): string => `${placeId}/${staffId}`;

/** All faults, in the order of the checks; an empty list is a town that can go into force. */
export const townFaults = (town: Town): TownFault[] => CHECKS.flatMap((check) => check(town));

const CHECKS: ((town: Town) => TownFault[])[] = [
  doubledIds,
  reservedIds,
  unknownCommunities,
  unknownStaff,
  unknownFamilies,
  reportingLoops,
  unfitDutyDesk,
  unfitOwners,
  unfitBuildingIds,
  vacancies,
];

function doubledIds({ communities, staff, grids, categories, places }: Town): TownFault[] {
  const lists: [Part, readonly { id: string }[]][] = [
    ['community', communities],
    ['staff', staff],
    ['grid', grids],
    ['category', categories],
    ['place', places],
  ];
  return lists.flatMap(([part, items]) => {
    const ids = items.map(({ id }) => id);
    const doubled = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
    return [...doubled].map((id) => error(part, id, `编号 ${id} 出现了不止一次，请改成各不相同的编号`));
  });
}

/** Events name residents p1, p2 … and the clock; a member of staff called so would be taken for one of them. */
function reservedIds({ staff }: Town): TownFault[] {
  return staff
    .filter(({ id }) => /^p\d+$/.test(id) || id === 'clock')
    .map(({ id }) => error('staff', id, `工号不能是 ${id}，系统自己要用，请换一个`));
}

function unknownCommunities({ communities, staff, grids }: Town): TownFault[] {
  const known = new Set(communities.map(({ id }) => id));
  const check = (part: Part, id: string, communityId: string | undefined) =>
    communityId === undefined || known.has(communityId)
      ? []
      : [error(part, id, `没有编号为 ${communityId} 的社区，请核对`)];
  return [
    ...staff.flatMap(({ id, communityId }) => check('staff', id, communityId)),
    ...grids.flatMap(({ id, communityId }) => check('grid', id, communityId)),
  ];
}

/** Every place where a town names a member of staff. */
function staffNamed({ staff, grids, communities, dutyDesk }: Town): { part: Part; id: string; staffId: string }[] {
  return [
    ...staff.flatMap(({ id, managerId }) => (managerId ? [{ part: 'staff' as const, id, staffId: managerId }] : [])),
    ...grids.flatMap((grid) =>
      grid.officers.map(({ staffId }) => ({ part: 'officer' as const, id: assignmentId(grid.id, staffId), staffId })),
    ),
    ...communities.flatMap(({ id, duty }) =>
      duty.map(({ staffId }) => ({ part: 'duty' as const, id: assignmentId(id, staffId), staffId })),
    ),
    ...Object.values(dutyDesk).map((staffId) => ({ part: 'town' as const, id: '', staffId })),
  ];
}

function unknownStaff(town: Town): TownFault[] {
  const known = new Set(town.staff.map(({ id }) => id));
  return staffNamed(town)
    .filter(({ staffId }) => !known.has(staffId))
    .map(({ part, id, staffId }) => error(part, id, `没有工号为 ${staffId} 的人员，请核对`));
}

function unknownFamilies({ families, categories, grids }: Town): TownFault[] {
  const known = new Set(families.map(({ id }) => id));
  return [
    ...categories
      .filter(({ family }) => !known.has(family))
      .map(({ id, family }) => error('category', id, `没有代码为 ${family} 的大类，请核对`)),
    ...grids.flatMap((grid) =>
      grid.officers.flatMap(({ staffId, families: own }) =>
        own
          .filter((family) => !known.has(family))
          .map((family) => error('officer', assignmentId(grid.id, staffId), `没有代码为 ${family} 的大类，请核对`)),
      ),
    ),
  ];
}

function reportingLoops({ staff }: Town): TownFault[] {
  const managers = new Map(staff.map(({ id, managerId }) => [id, managerId]));
  const isInLoop = (start: string) => {
    const seen = new Set<string>();
    for (let id = managers.get(start); id && !seen.has(id); id = managers.get(id)) {
      if (id === start) return true;
      seen.add(id);
    }
    return false;
  };
  return staff
    .filter(({ id }) => isInLoop(id))
    .map(({ id }) => error('staff', id, '上级关系绕成了圈，请改正其中一人的上级工号'));
}

/** The desk takes what nobody else can: both must be fit for everything, at any hour. */
function unfitDutyDesk({ dutyDesk, staff }: Town): TownFault[] {
  const { firstId, secondId, supervisorId } = dutyDesk;
  const of = (id: string) => staff.find((member) => member.id === id);
  const unfit = [firstId, secondId].flatMap((id) => {
    const member = of(id);
    if (!member) return []; // named by unknownStaff
    const owns = member.roles.some((role) => role === 'officer' || role === 'coordinator');
    return [
      ...(owns ? [] : [error('town', '', `值班台的 ${id} 须是网格员或社区协调员，才能担任首访责任人`)]),
      ...(member.isCleared ? [] : [error('town', '', `值班台的 ${id} 须有受限事项权限，请在人员表中开通`)]),
    ];
  });
  const supervisor = of(supervisorId);
  return [
    ...(firstId === secondId ? [error('town', '', '值班台的第一人和第二人须是两个人')] : []),
    ...unfit,
    ...(supervisor && !supervisor.roles.includes('supervisor')
      ? [error('town', '', `值班台的 ${supervisorId} 须有街道督办角色`)]
      : []),
  ];
}

/** Only officers and coordinators own; everybody else on a grid or roster would never be chosen. */
function unfitOwners(town: Town): TownFault[] {
  const unfit = new Set(town.staff.filter((member) => !isOwnerByRole(member)).map(({ id }) => id));
  return staffNamed(town)
    .filter(({ part, staffId }) => (part === 'officer' || part === 'duty') && unfit.has(staffId))
    .map(({ part, id, staffId }) => error(part, id, `${staffId} 不是网格员或社区协调员，不能担任首访责任人`));
}

function unfitBuildingIds({ places }: Town): TownFault[] {
  return places
    .filter(({ kind, id }) => kind === 'building' && !fitsCode(id))
    .map(({ id }) => error('place', id, `楼栋编号 ${id} 做不成楼栋码，请只用字母、数字和 - . _ ~，最多 30 个字符`));
}

function vacancies({ grids, communities, staff, dutyDesk }: Town): TownFault[] {
  const placed = new Set([
    ...grids.flatMap(({ officers }) => officers.map(({ staffId }) => staffId)),
    ...communities.flatMap(({ duty }) => duty.map(({ staffId }) => staffId)),
    ...Object.values(dutyDesk),
  ]);
  const coordinated = new Set(
    staff.filter(({ roles }) => roles.includes('coordinator')).map(({ communityId }) => communityId),
  );
  return [
    ...grids
      .filter(({ officers }) => !officers.length)
      .map(({ id }) => warning('grid', id, '没有网格员，诉求将由社区值班人员负责')),
    ...communities
      .filter(({ duty }) => !duty.length)
      .map(({ id }) => warning('community', id, '没有值班安排，没有网格员可派的诉求将由街道值班台负责')),
    ...communities
      .filter(({ id }) => !coordinated.has(id))
      .map(({ id }) => warning('community', id, '没有社区协调员，办结将由街道督办核验')),
    ...staff.filter(({ roles }) => !roles.length).map(({ id }) => warning('staff', id, '没有角色，按已离任处理')),
    ...staff
      .filter(({ id, roles }) => roles.includes('officer') && !placed.has(id))
      .map(({ id }) => warning('staff', id, '是网格员，但没有负责的网格，也没有值班')),
  ];
}
