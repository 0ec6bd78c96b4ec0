/**
 * The heart of the demo town, and all of it that tests need: two communities of a synthetic 南区街道. Places carry real
 * names, people are roles, all borders are invented.
 */
import type { Calendar } from '../../domain/calendar';
import { DEFAULT_CATEGORIES, DEFAULT_FAMILIES } from '../../domain/categories';
import { yearOf, dayOf, type Instant } from '../../domain/time';
import type { Member, Town } from '../../domain/town';
import { officialCalendar } from '../../tools/town/calendar';
import { DEMO_TEMPLATES } from './templates';

export const LIANGDU = 'liangdu';
export const MALING = 'maling';
const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [0, 6];

export const member = (
  id: string,
  name: string,
  title: string,
  roles: Member['roles'],
  more: Partial<Member>,
): Member => ({
  id,
  name,
  title,
  roles,
  officePhone: `0760-8800 10${id.slice(1)}`.replace(' ', ''),
  isCleared: false,
  managerId: 's10',
  ...more,
});

export const liaison = (id: string, department: string) =>
  member(id, `${department}联络员`, `${department}部门`, ['department'], {});

const STAFF: Member[] = [
  member('s01', '恒美网格员', '良都社区第一网格', ['officer'], { communityId: LIANGDU, managerId: 's06' }),
  member('s02', '良都新村网格员', '良都社区第二网格', ['officer'], { communityId: LIANGDU, managerId: 's06' }),
  member('s03', '城南网格员', '良都社区第三网格', ['officer'], { communityId: LIANGDU, managerId: 's06' }),
  member('s04', '梅坪网格员', '马岭社区第一网格', ['officer'], { communityId: MALING, managerId: 's07' }),
  member('s05', '长寿街网格员', '马岭社区第二网格', ['officer'], { communityId: MALING, managerId: 's07' }),
  member('s06', '良都社区协调员', '良都社区居委会', ['coordinator'], { communityId: LIANGDU, isCleared: true }),
  member('s07', '马岭社区协调员', '马岭社区居委会', ['coordinator'], { communityId: MALING, isCleared: true }),
  member('s08', '街道值班员甲', '南区街道值班台', ['officer'], { isCleared: true }),
  member('s09', '街道值班员乙', '南区街道值班台', ['officer'], { isCleared: true }),
  member('s10', '街道督办员', '南区街道党政综合办', ['supervisor'], { isCleared: true, managerId: undefined }),
  member('s11', '系统管理员', '南区街道信息岗', ['admin'], {}),
  liaison('s34', '水务'),
];

/** West, south, east, north as fractions of the town's square, turned into a ring with slightly slanted sides. */
const ORIGIN = { longitude: 113.35, latitude: 22.47 };
const SIZE = { longitude: 0.036, latitude: 0.024 };
export type Corner = [x: number, y: number];
export const ring = (...corners: Corner[]): [number, number][] =>
  [...corners, corners[0]!].map(([x, y]) => [
    Number((ORIGIN.longitude + x * SIZE.longitude).toFixed(6)),
    Number((ORIGIN.latitude + y * SIZE.latitude).toFixed(6)),
  ]);

export const officers = (...ids: string[]) => ids.map((staffId) => ({ staffId, families: [] as string[] }));

const GRIDS: Town['grids'] = [
  {
    id: 'g1',
    name: '良都社区第一网格',
    communityId: LIANGDU,
    border: ring([0, 0.5], [0.34, 0.46], [0.36, 1], [0.03, 0.97]),
    officers: officers('s01'),
  },
  {
    id: 'g2',
    name: '良都社区第二网格',
    communityId: LIANGDU,
    border: ring([0.34, 0.46], [0.68, 0.5], [0.66, 0.96], [0.36, 1]),
    officers: officers('s02'),
  },
  {
    id: 'g3',
    name: '良都社区第三网格',
    communityId: LIANGDU,
    border: ring([0.68, 0.5], [1, 0.48], [0.98, 0.95], [0.66, 0.96]),
    officers: officers('s03', 's02'),
  },
  {
    id: 'g4',
    name: '马岭社区第一网格',
    communityId: MALING,
    border: ring([0.02, 0.04], [0.36, 0], [0.34, 0.46], [0, 0.5]),
    officers: officers('s04'),
  },
  {
    id: 'g5',
    name: '马岭社区第二网格',
    communityId: MALING,
    border: ring([0.36, 0], [0.67, 0.03], [0.68, 0.5], [0.34, 0.46]),
    officers: officers('s05'),
  },
  {
    id: 'g6',
    name: '马岭社区第三网格',
    communityId: MALING,
    border: ring([0.67, 0.03], [0.97, 0.02], [1, 0.48], [0.68, 0.5]),
    officers: [],
  },
];

/** Named places, for choosing on the map. */
export const SMALL_LANDMARKS = [
  { name: '恒美一村', address: '良都社区第一网格', latitude: 22.4878, longitude: 113.356 },
  { name: '良都新村', address: '良都社区第二网格', latitude: 22.4876, longitude: 113.3685 },
  { name: '城南公园', address: '良都社区第三网格', latitude: 22.4872, longitude: 113.3798 },
  { name: '梅坪大街', address: '马岭社区第一网格', latitude: 22.4762, longitude: 113.3565 },
  { name: '长寿街', address: '马岭社区第二网格', latitude: 22.4758, longitude: 113.3684 },
  { name: '马岭市场', address: '马岭社区第三网格', latitude: 22.4755, longitude: 113.3796 },
];

/** Looked up once: a story asks for it at every step. */
const calendars = new Map<number, Calendar>();
function calendarAround(year: number): Calendar {
  const calendar = calendars.get(year) ?? officialCalendar([year - 1, year, year + 1]);
  calendars.set(year, calendar);
  return calendar;
}

/** One person on working days, one at the weekend. */
export const duty = (weekday: string, weekend: string) => [
  { staffId: weekday, weekdays: WEEKDAYS, from: '08:00', to: '20:00' },
  { staffId: weekend, weekdays: WEEKEND, from: '08:00', to: '20:00' },
];

/** @param now decides for which years a calendar is looked up. */
export function smallTown(now: Instant): Town {
  const year = yearOf(dayOf(now));
  return {
    version: `small-${year}`,
    name: '南区街道',
    hotline: '12345',
    centre: { latitude: 22.482, longitude: 113.368 },
    communities: [
      { id: LIANGDU, name: '良都社区', duty: duty('s06', 's03') },
      { id: MALING, name: '马岭社区', duty: duty('s07', 's05') },
    ],
    grids: GRIDS,
    staff: STAFF,
    places: SMALL_LANDMARKS.map(({ name, latitude, longitude }, index) => ({
      id: `p${index + 1}`,
      kind: 'landmark' as const,
      name,
      latitude,
      longitude,
    })),
    dutyDesk: { firstId: 's08', secondId: 's09', supervisorId: 's10' },
    families: DEFAULT_FAMILIES,
    categories: DEFAULT_CATEGORIES,
    calendar: calendarAround(year),
    rules: { ratingDays: 7, reopenDays: 30, metresOutside: 500 },
    messageTemplates: DEMO_TEMPLATES,
  };
}
