/** Who can hold a phone in the demo. Residents are nobody in particular; staff are the town's roles. */
import { communityName, type Town } from '../../domain/town';

type Role = 'resident' | 'officer' | 'coordinator' | 'supervisor' | 'admin';
export type Person = { openid: string; name: string; role: Role; hint: string; group: string; home?: string };

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
  admin: '/pages/admin/town/town',
};

/** Community by community, then the subdistrict. Departments have no page of their own yet: nobody holds their phones. */
export function peopleOf(town: Town): Person[] {
  const groups = [...town.communities.map(({ name }) => name), '街道'];
  const staff = town.staff
    .filter(({ roles }) => !roles.includes('department'))
    .map(({ id, name, title, roles, communityId }) => ({
      openid: staffOpenid(id),
      name,
      role: roles[0] as Role,
      hint: title,
      group: communityName(town, communityId) ?? '街道',
      home: HOMES[roles[0]!] ?? '/pages/staff/today/today',
    }));
  const inGroups = groups.flatMap((name) => staff.filter(({ group }) => group === name));
  return [...Object.values(RESIDENTS), ...inGroups];
}
