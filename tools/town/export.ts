/** `npm run town:export -- DIR [--env ENV]`: writes the town in force as the files that import again to the same version. */
import { limitNotation } from '../../domain/deadlines';
import type { Town } from '../../domain/town';
import { csvOf } from './csv';
import { runProgram } from './program';
import { GRIDS_FILE } from './read/grids';
import { TOWN_FILE } from './read/organisation';
import type { Columns } from './read/table';
import {
  CALENDAR_COLUMNS,
  CATEGORY_COLUMNS,
  COMMUNITY_COLUMNS,
  DAY_KINDS,
  DUTY_COLUMNS,
  OFFICER_COLUMNS,
  PLACE_COLUMNS,
  PLACE_LABELS,
  ROLE_LABELS,
  STAFF_COLUMNS,
  VERIFICATION_LABELS,
  weekdaysText,
} from './read/tables';
import { writeOut } from './write-out';

/** The files of a town, by name. Coordinates stay GCJ-02, so that nothing is converted twice. */
export function filesOf(town: Town): Record<string, string> {
  return {
    [TOWN_FILE]: json(organisationOf(town)),
    [GRIDS_FILE]: json(gridsOf(town)),
    'communities.csv': csv(COMMUNITY_COLUMNS, town.communities),
    'staff.csv': csv(
      STAFF_COLUMNS,
      town.staff.map(({ roles, isCleared, isLeader = false, ...member }) => ({
        ...member,
        roles: roles.map((role) => ROLE_LABELS[role]).join('、'),
        isCleared: yes(isCleared),
        isLeader: yes(isLeader),
      })),
    ),
    'officers.csv': csv(
      OFFICER_COLUMNS,
      town.grids.flatMap(({ id, officers }) =>
        officers.map(({ staffId, families }) => ({ gridId: id, staffId, families: families.join('、') })),
      ),
    ),
    'duty.csv': csv(
      DUTY_COLUMNS,
      town.communities.flatMap(({ id, duty }) =>
        duty.map(({ weekdays, ...shift }) => ({ ...shift, communityId: id, weekdays: weekdaysText(weekdays) })),
      ),
    ),
    'categories.csv': csv(CATEGORY_COLUMNS, categoryRows(town)),
    'places.csv': csv(
      PLACE_COLUMNS,
      town.places.map((place) => ({ ...place, kind: PLACE_LABELS[place.kind] })),
    ),
    'calendar.csv': csv(CALENDAR_COLUMNS, dayRows(town)),
  };
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const yes = (is: boolean | undefined) => (is ? '是' : '否');

const csv = <C extends Columns>(columns: C, rows: readonly object[]): string =>
  csvOf(Object.fromEntries(Object.entries(columns).map(([key, { title }]) => [key, title])), rows);

const organisationOf = ({
  name,
  hotline,
  dutyDesk,
  rules,
  messageTemplates,
  calendar: { hours, officialYears },
}: Town) => ({
  name,
  hotline,
  dutyDesk,
  hours,
  rules,
  officialYears,
  messageTemplates,
});

const gridsOf = ({ grids }: Town) => ({
  type: 'FeatureCollection',
  crs: { type: 'name', properties: { name: 'GCJ-02' } },
  features: grids.map(({ id, name, communityId, border }) => ({
    type: 'Feature',
    properties: { id, name, communityId },
    geometry: { type: 'Polygon', coordinates: [border] },
  })),
});

const categoryRows = ({ families, categories }: Town) =>
  categories.map((category) => ({
    ...category,
    familyLabel: families.find(({ id }) => id === category.family)!.label,
    firstContact: limitNotation(category.firstContact),
    finish: limitNotation(category.finish),
    isEmergency: yes(category.isEmergency),
    isRestricted: yes(category.isRestricted),
    isPublicSpace: yes(category.isPublicSpace),
    isRetired: yes(category.isRetired),
    stages: category.stages?.map(({ label, limit }) => label + limitNotation(limit)).join('、') ?? '',
    verification: VERIFICATION_LABELS[category.verification],
  }));

const dayRows = ({ calendar: { holidays, makeupDays } }: Town) => [
  ...Object.entries(holidays).map(([day, name]) => ({ day, kind: DAY_KINDS.off, name })),
  ...Object.entries(makeupDays).map(([day, name]) => ({ day, kind: DAY_KINDS.work, name })),
];

async function exportTown(): Promise<void> {
  const { town, directory } = await writeOut('town:export', filesOf);
  console.log(`版本 ${town.version} 已写到 ${directory}`);
}

if (process.argv[1] === __filename) runProgram(exportTown);
