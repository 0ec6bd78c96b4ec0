/** The demo town with somebody at every level, and everybody who takes part in a history. */
import type { Member, Town } from '../../domain/town';
import { staffOpenid } from '../../local/demo/people';
import { LIANGDU, SMALL_LANDMARKS, member, smallTown } from '../../local/demo/small-town';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const MORE: Member[] = [
  member('s12', '街道分管负责人', '南区街道', ['supervisor'], {
    isCleared: true,
    isLeader: true,
    managerId: undefined,
  }),
  member('s13', '良都社区第二协调员', '良都社区居委会', ['coordinator'], { communityId: LIANGDU, isCleared: true }),
  member('s14', '水务联络员', '水务', ['department'], {}),
  member('s15', '良都机动网格员', '良都社区', ['officer'], { communityId: LIANGDU, isCleared: true, managerId: 's06' }),
  member('s16', '第二管理员', '南区街道信息岗', ['admin'], {}),
  member('s17', '住建联络员', '住建', ['department'], { isCleared: true }),
];

/** Long enough to reach the next year from the last days of this one. */
export const LAST_STAGE = { unit: 'workingDays' as const, amount: 8 };

/** For matters in the same one. */
const BUILDINGS = SMALL_LANDMARKS.slice(0, 4).map(({ latitude, longitude }, index) => ({
  id: `b${index + 1}`,
  kind: 'building' as const,
  name: `${index + 1} 幢`,
  latitude: latitude + 0.0004,
  longitude,
}));

/** @param knows2027 whether the State Council's notice for 2027 has arrived (invented). */
export function modelTown(now: number, knows2027 = false, hasPushes = false): Town {
  const { messageTemplates, ...town } = smallTown(now);
  const { calendar } = town;
  const isKnown = calendar.officialYears.includes(2027);
  return {
    ...town,
    version: `model-${knows2027 ? 'known' : 'unknown'}`,
    staff: [...town.staff.filter(({ roles }) => !roles.includes('department')), ...MORE],
    places: [...town.places, ...BUILDINGS],
    categories: town.categories.map((category) =>
      category.id === 'B2'
        ? {
            ...category,
            finish: { unit: 'workingDays' as const, amount: 9 },
            stages: [...category.stages!, { label: '排查', limit: LAST_STAGE }],
          }
        : category,
    ),
    calendar:
      knows2027 && !isKnown
        ? {
            ...calendar,
            officialYears: [...calendar.officialYears, 2027],
            holidays: { ...calendar.holidays, '2027-01-01': '元旦', '2027-01-04': '元旦', '2027-01-05': '元旦' },
            makeupDays: { ...calendar.makeupDays, '2027-01-09': '元旦' },
          }
        : calendar,
    ...(hasPushes && messageTemplates && { messageTemplates }),
  };
}

/** Enough for a large round and somebody beside it. */
export const RESIDENTS = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `model-resident-${n}`);
export const openidOf = staffOpenid;
export const STAFF_IDS = Array.from({ length: 17 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);
/** Of departments: they own nothing, and act for nobody. */
export const LIAISONS = ['s14', 's17'];
/** @returns the member of staff whose phone this is. */
export const staffIdOf = (openid: string): string | undefined => STAFF_IDS.find((id) => openidOf(id) === openid);
