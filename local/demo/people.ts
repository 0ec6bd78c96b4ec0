/** Who can hold a phone in the demo. Residents are nobody in particular; staff are the town's roles. */
import { communityName, type Role, type Town } from '../../domain/town';

export type Person = {
  openid: string;
  name: string;
  role: 'resident' | Role;
  hint: string;
  group: string;
  home?: string;
};

const resident = (key: string, name: string, hint: string): Person => ({
  openid: `demo-resident-${key}`,
  name,
  role: 'resident',
  hint,
  group: '居民',
});

export const RESIDENTS = {
  hengmei: resident('hengmei', '恒美一村住户', '反映过水浸'),
  meiping: resident('meiping', '梅坪大街商户', '反映过占道'),
  newVillage: resident('new-village', '良都新村家长', '反映过路灯'),
  maling: resident('maling', '马岭社区长者', '反映过长者饭堂'),
  newcomer: resident('newcomer', '刚搬来的居民', '还没有反映过'),
};

export const staffOpenid = (staffId: string): string => `demo-staff-${staffId}`;
/** The one-time code that the demo uses up for this member of staff. */
export const invitationOf = (staffId: string): string => `DEMO-${staffId.toUpperCase()}`;

const HOMES: Record<string, string> = {
  coordinator: '/pages/supervisor/decisions/decisions',
  department: '/pages/staff/tasks/tasks',
  admin: '/pages/admin/town/town',
};

/** Community by community, then the departments and the subdistrict. */
export function peopleOf(town: Town): Person[] {
  const groups = [...town.communities.map(({ name }) => name), '部门', '街道'];
  const staff = town.staff.map(({ id, name, title, roles, communityId }) => ({
    openid: staffOpenid(id),
    name,
    role: roles[0]!,
    hint: title,
    group: communityName(town, communityId) ?? (roles.includes('department') ? '部门' : '街道'),
    home: HOMES[roles[0]!] ?? '/pages/staff/today/today',
  }));
  const inGroups = groups.flatMap((name) => staff.filter(({ group }) => group === name));
  return [...Object.values(RESIDENTS), ...inGroups];
}
