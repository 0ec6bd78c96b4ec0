/** A folder of files becomes a town; every fault is told, by file and line. */
import { DEFAULT_CATEGORIES, DEFAULT_FAMILIES } from '../../domain/categories';
import type { Calendar } from '../../domain/calendar';
import { town as townSchema, type Town } from '../../domain/town';
import { assignmentId, townFaults, type Part } from '../../domain/town-faults';
import { carriedOver } from '../../domain/town-succession';
import { named } from '../../cloudfunctions/town-version';
import { checkBorders } from './borders';
import { officialCalendar } from './calendar';
import { Faults } from './faults';
import { misplaced, toGcj02, type Position, type System } from './read/coordinates';
import { GRIDS_FILE, readGrids } from './read/grids';
import { readOrganisation, TOWN_FILE, type Organisation } from './read/organisation';
import { readTable, type Columns, type Row } from './read/table';
import {
  CALENDAR_COLUMNS,
  CATEGORY_COLUMNS,
  COMMUNITY_COLUMNS,
  DUTY_COLUMNS,
  OFFICER_COLUMNS,
  PLACE_COLUMNS,
  STAFF_COLUMNS,
} from './read/tables';

export type Compiled = { faults: Faults; town?: Town };
/** Where each row of the town was written. */
type Places = Map<string, { file: string; line: number }>;

/**
 * @param year whose calendar, with those around it, is looked up unless the folder brings its own.
 * @param before the town in force, whose people and categories old concerns still name.
 */
export async function compileTown(directory: string, year: number, before?: Town): Promise<Compiled> {
  const faults = new Faults();
  const places: Places = new Map();
  const table = async <C extends Columns>(name: string, columns: C, part: Part, isRequired: boolean) => {
    const found = await readTable(directory, name, columns, faults, isRequired);
    for (const { line, value } of found?.rows ?? []) remember(places, part, idOf(part, value), found!.file, line);
    return found?.rows.map(({ value }) => value);
  };
  const organisation = readOrganisation(directory, faults);
  const communities = await table('communities', COMMUNITY_COLUMNS, 'community', true);
  const staff = await table('staff', STAFF_COLUMNS, 'staff', true);
  const officers = await table('officers', OFFICER_COLUMNS, 'officer', true);
  const duty = await table('duty', DUTY_COLUMNS, 'duty', false);
  const categories = await table('categories', CATEGORY_COLUMNS, 'category', false);
  const days = await table('calendar', CALENDAR_COLUMNS, 'day', false);
  const placeRows = await table('places', PLACE_COLUMNS, 'place', false);
  const { grids, system } = readGrids(directory, faults);
  for (const { id, line } of grids) remember(places, 'grid', id, GRIDS_FILE, line);
  checkBorders(grids, faults);
  const placed = (placeRows ?? []).map((row) => placeFrom(row, system, places, faults));
  checkAssigned(officers ?? [], grids, duty ?? [], communities ?? [], places, faults);
  if (!organisation || !communities || !staff || faults.hasErrors) return { faults };

  // The schema drops what belongs to the files only.
  const content = townSchema.omit({ version: true }).parse({
    ...organisation,
    centre: centreOf(grids),
    communities: communities.map((community) => ({
      ...community,
      duty: duty?.filter(({ communityId }) => communityId === community.id) ?? [],
    })),
    grids: grids.map((grid) => ({ ...grid, officers: officers?.filter(({ gridId }) => gridId === grid.id) ?? [] })),
    staff,
    places: placed,
    ...categoriesFrom(categories),
    calendar: calendarFrom(organisation, days ?? [], year),
  });
  const town = named(carriedOver(content, before));
  for (const { part, id, message, isError } of townFaults(town)) {
    const { file, line } = places.get(`${part}:${id}`) ?? { file: TOWN_FILE, line: 1 };
    faults[isError ? 'error' : 'warning'](file, line, message);
  }
  return faults.hasErrors ? { faults } : { faults, town };
}

function idOf(part: Part, value: object): string {
  const row = value as Record<string, string>;
  if (part === 'officer') return assignmentId(row['gridId']!, row['staffId']!);
  if (part === 'duty') return assignmentId(row['communityId']!, row['staffId']!);
  return row['id'] ?? '';
}

/** The last row of an id counts: for a doubled one that is where to look. */
const remember = (places: Places, part: Part, id: string, file: string, line: number): void =>
  void places.set(`${part}:${id}`, { file, line });

type Value<C extends Columns> = Row<C>['value'];
/** Rows that would silently drop out, because they belong to nothing. */
function checkAssigned(
  officers: Value<typeof OFFICER_COLUMNS>[],
  grids: readonly { id: string }[],
  duty: Value<typeof DUTY_COLUMNS>[],
  communities: readonly { id: string }[],
  places: Places,
  faults: Faults,
): void {
  const check = (part: Part, row: object, isKnown: boolean, message: string) => {
    const { file, line } = places.get(`${part}:${idOf(part, row)}`)!;
    if (!isKnown) faults.error(file, line, message);
  };
  for (const row of officers)
    check(
      'officer',
      row,
      grids.some(({ id }) => id === row.gridId),
      `没有编号为 ${row.gridId} 的网格，请核对`,
    );
  for (const row of duty) {
    const isKnown = communities.some(({ id }) => id === row.communityId);
    check('duty', row, isKnown, `没有编号为 ${row.communityId} 的社区，请核对`);
    check('duty', row, row.from < row.to, '开始时间须早于结束时间；跨夜请分成两行');
  }
}

function placeFrom(row: Value<typeof PLACE_COLUMNS>, system: System = 'GCJ02', places: Places, faults: Faults) {
  const there: Position = [row.longitude, row.latitude];
  const problem = misplaced([there]);
  const { file, line } = places.get(`place:${row.id}`)!;
  if (problem) faults.error(file, line, problem);
  const [longitude, latitude] = toGcj02(there, system);
  return { ...row, longitude, latitude };
}

function centreOf(grids: readonly { border: [number, number][] }[]): Town['centre'] {
  const all = grids.flatMap(({ border }) => border);
  const middle = (values: number[]) => {
    const [low, high] = values.reduce(([min, max], value) => [Math.min(min, value), Math.max(max, value)], [
      Infinity,
      -Infinity,
    ] as [number, number]);
    return Number(((low + high) / 2).toFixed(6));
  };
  return { longitude: middle(all.map(([x]) => x)), latitude: middle(all.map(([, y]) => y)) };
}

function categoriesFrom(rows: Value<typeof CATEGORY_COLUMNS>[] | undefined): Pick<Town, 'families' | 'categories'> {
  if (!rows) return { families: DEFAULT_FAMILIES, categories: DEFAULT_CATEGORIES };
  const families = new Map(rows.map(({ family, familyLabel }) => [family, familyLabel]));
  return {
    families: [...families].map(([id, label]) => ({ id, label })),
    categories: rows,
  };
}

function calendarFrom(
  { hours, officialYears }: Organisation,
  days: Value<typeof CALENDAR_COLUMNS>[],
  year: number,
): Calendar {
  const known = officialCalendar([year - 1, year, year + 1]);
  const base: Calendar = officialYears ? { ...known, officialYears, holidays: {}, makeupDays: {} } : known;
  const calendar: Calendar = {
    ...base,
    holidays: { ...base.holidays },
    makeupDays: { ...base.makeupDays },
    ...(hours && { hours }),
  };
  for (const { day, kind, name } of days) {
    delete calendar.holidays[day];
    delete calendar.makeupDays[day];
    calendar[kind === 'off' ? 'holidays' : 'makeupDays'][day] = name;
  }
  return calendar;
}
