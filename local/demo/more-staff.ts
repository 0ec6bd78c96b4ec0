/** The people of the grown town beside the twelve of the small one; roles, not persons. */
import type { Member } from '../../domain/town';
import { BEIXI, DUTOU, SHACHONG } from './more-grids';
import { LIANGDU, liaison, MALING, member } from './small-town';

type Team = { communityId: string; name: string; coordinator: string; officers: Record<string, string> };

const TEAMS: Team[] = [
  {
    communityId: BEIXI,
    name: '北溪社区',
    coordinator: 's18',
    officers: { s12: '北溪新村', s13: '学府路', s14: '环城花园', s15: '北溪市场', s16: '福涌桥', s17: '城桂公园' },
  },
  {
    communityId: SHACHONG,
    name: '沙涌社区',
    coordinator: 's24',
    officers: { s19: '沙涌大街', s20: '永安花园', s21: '树涌村', s22: '曹边', s23: '西环路' },
  },
  {
    communityId: DUTOU,
    name: '渡头社区',
    coordinator: 's31',
    officers: { s25: '渡头码头', s26: '竹秀园', s27: '渡头新村', s28: '上塘', s29: '河滨', s30: '渡头小学' },
  },
];
const NUMERALS = ['一', '二', '三', '四', '五', '六'];

const teamOf = ({ communityId, name, coordinator, officers }: Team): Member[] => [
  ...Object.entries(officers).map(([id, place], index) =>
    member(id, `${place}网格员`, `${name}第${NUMERALS[index]}网格`, ['officer'], {
      communityId,
      managerId: coordinator,
    }),
  ),
  member(coordinator, `${name}协调员`, `${name}居委会`, ['coordinator'], { communityId, isCleared: true }),
];

const deputy = (id: string, communityId: string, name: string) =>
  member(id, `${name}副协调员`, `${name}居委会`, ['coordinator'], { communityId });

export const MORE_STAFF: Member[] = [
  ...TEAMS.flatMap(teamOf),
  deputy('s32', LIANGDU, '良都社区'),
  deputy('s33', MALING, '马岭社区'),
  liaison('s35', '住建'),
  liaison('s36', '城管'),
  liaison('s37', '交警'),
  liaison('s38', '民政'),
  member('s39', '街道值班员丙', '南区街道值班台', ['officer'], { isCleared: true }),
  member('s40', '街道分管负责人', '南区街道党工委', ['supervisor'], {
    isCleared: true,
    isLeader: true,
    managerId: undefined,
  }),
];
