import { DEFAULT_CATEGORIES, DEFAULT_FAMILIES } from '../../domain/categories';
import type { Calendar } from '../../domain/calendar';
import type { Instant } from '../../domain/time';
import type { Member, Town } from '../../domain/town';

/** An instant written as people in Beijing write it: `2026-07-08 10:00`. Computed without the code under test. */
export const beijing = (moment: string): Instant => Date.parse(`${moment.replace(' ', 'T')}:00+08:00`);

/** Notice of the State Council General Office on the public holidays of 2026, of 2025-11-04. */
export const CALENDAR_2026: Calendar = {
  officialYears: [2026],
  holidays: {
    '2026-01-01': '元旦',
    '2026-01-02': '元旦',
    '2026-01-03': '元旦',
    '2026-02-15': '春节',
    '2026-02-16': '春节',
    '2026-02-17': '春节',
    '2026-02-18': '春节',
    '2026-02-19': '春节',
    '2026-02-20': '春节',
    '2026-02-21': '春节',
    '2026-02-22': '春节',
    '2026-02-23': '春节',
    '2026-04-04': '清明节',
    '2026-04-05': '清明节',
    '2026-04-06': '清明节',
    '2026-05-01': '劳动节',
    '2026-05-02': '劳动节',
    '2026-05-03': '劳动节',
    '2026-05-04': '劳动节',
    '2026-05-05': '劳动节',
    '2026-06-19': '端午节',
    '2026-06-20': '端午节',
    '2026-06-21': '端午节',
    '2026-09-25': '中秋节',
    '2026-09-26': '中秋节',
    '2026-09-27': '中秋节',
    '2026-10-01': '国庆节',
    '2026-10-02': '国庆节',
    '2026-10-03': '国庆节',
    '2026-10-04': '国庆节',
    '2026-10-05': '国庆节',
    '2026-10-06': '国庆节',
    '2026-10-07': '国庆节',
  },
  makeupDays: {
    '2026-01-04': '元旦',
    '2026-02-14': '春节',
    '2026-02-28': '春节',
    '2026-05-09': '劳动节',
    '2026-09-20': '国庆节',
    '2026-10-10': '国庆节',
  },
  hours: [
    ['08:30', '12:00'],
    ['14:30', '17:30'],
  ],
};

const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

const aMember = (id: string, name: string, changes: Partial<Member>): Member => ({
  id,
  name,
  title: '网格员',
  roles: ['officer'],
  officePhone: '0760-88880000',
  isCleared: false,
  ...changes,
});

const ofLiangdu = { communityId: 'liangdu', managerId: 'coordinator-liangdu' };
const ofMaling = { communityId: 'maling', managerId: 'coordinator-maling' };
const coordinator = { title: '社区书记', roles: ['coordinator' as const], managerId: 'supervisor' };

const STAFF: Member[] = [
  aMember('supervisor', '梁主任', { title: '街道主任', roles: ['supervisor'], managerId: 'leader', isCleared: true }),
  aMember('leader', '郑书记', { title: '街道书记', roles: ['supervisor'], isCleared: true, isLeader: true }),
  aMember('desk-first', '何班长', {
    title: '值班台',
    roles: ['coordinator'],
    managerId: 'supervisor',
    isCleared: true,
  }),
  aMember('desk-second', '冯值班', { title: '值班台', managerId: 'supervisor', isCleared: true }),
  aMember('coordinator-liangdu', '林书记', { ...coordinator, communityId: 'liangdu', isCleared: true }),
  aMember('coordinator-maling', '马书记', { ...coordinator, communityId: 'maling' }),
  aMember('officer-chen', '陈大文', ofLiangdu),
  aMember('officer-lin', '林小芳', ofLiangdu),
  aMember('officer-wu', '吴水生', ofLiangdu),
  aMember('officer-zhou', '周建国', { ...ofLiangdu, isCleared: true }),
  aMember('officer-guo', '郭平', ofMaling),
  aMember('officer-tan', '谭秀英', { ...ofMaling, isCleared: true }),
  aMember('water', '水务联络员', { title: '水务', roles: ['department'] }),
  aMember('admin', '管理员', { title: '系统管理', roles: ['admin'] }),
];

/** A square of about 1 km whose south-west corner is (west, south). */
const square = (west: number, south: number): [number, number][] => [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south + 0.01],
  [west, south],
];
const officer = (staffId: string, families: string[] = []) => ({ staffId, families });

/**
 * ```
 *   22.51  grid-1 | grid-2 |  gap   | grid-3 (vacant)
 *   22.50  grid-4 | grid-5 | grid-6 |
 *        113.36  113.37   113.38   113.39
 * ```
 */
const GRIDS: Town['grids'] = [
  {
    id: 'grid-1',
    name: '良都第一网格',
    communityId: 'liangdu',
    border: square(113.36, 22.5),
    officers: [officer('officer-chen'), officer('officer-lin')],
  },
  {
    id: 'grid-2',
    name: '良都第二网格',
    communityId: 'liangdu',
    border: square(113.37, 22.5),
    officers: [officer('officer-zhou'), officer('officer-wu', ['A'])],
  },
  { id: 'grid-3', name: '马岭第三网格', communityId: 'maling', border: square(113.39, 22.5), officers: [] },
  {
    id: 'grid-4',
    name: '良都第四网格',
    communityId: 'liangdu',
    border: square(113.36, 22.49),
    officers: [officer('officer-zhou')],
  },
  {
    id: 'grid-5',
    name: '马岭第五网格',
    communityId: 'maling',
    border: square(113.37, 22.49),
    officers: [officer('officer-guo')],
  },
  {
    id: 'grid-6',
    name: '马岭第六网格',
    communityId: 'maling',
    border: square(113.38, 22.49),
    officers: [officer('officer-guo', ['C']), officer('officer-tan')],
  },
];

/** Two communities, six grids and fourteen people around 22.50N 113.37E, with the calendar of 2026. */
export const aTown = (changes: Partial<Town> = {}): Town => ({
  version: 'test-1',
  name: '南区街道',
  hotline: '0760-88881234',
  centre: { latitude: 22.5, longitude: 113.37 },
  communities: [
    {
      id: 'liangdu',
      name: '良都社区',
      duty: [
        { staffId: 'coordinator-liangdu', weekdays: WORKDAYS, from: '08:30', to: '17:30' },
        { staffId: 'officer-zhou', weekdays: EVERY_DAY, from: '17:30', to: '22:00' },
      ],
    },
    {
      id: 'maling',
      name: '马岭社区',
      duty: [
        { staffId: 'coordinator-maling', weekdays: WORKDAYS, from: '08:30', to: '17:30' },
        { staffId: 'officer-tan', weekdays: [0, 6], from: '08:30', to: '17:30' },
      ],
    },
  ],
  grids: GRIDS,
  staff: STAFF,
  places: [],
  dutyDesk: { firstId: 'desk-first', secondId: 'desk-second', supervisorId: 'supervisor' },
  families: DEFAULT_FAMILIES,
  categories: DEFAULT_CATEGORIES,
  calendar: CALENDAR_2026,
  rules: { ratingDays: 7, reopenDays: 30, metresOutside: 500 },
  ...changes,
});

/** The town with changes to one member of staff. */
export const withMember = (town: Town, staffId: string, changes: Partial<Member>): Town => ({
  ...town,
  staff: town.staff.map((member) => (member.id === staffId ? { ...member, ...changes } : member)),
});
