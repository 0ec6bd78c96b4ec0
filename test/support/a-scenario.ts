import fc from 'fast-check';
import { locate, type Location, type Point } from '../../domain/geography';
import type { Absence } from '../../domain/roster';
import { mayOwn, type Match, type RoutingInputs } from '../../domain/routing';
import { DAY, HOUR, MINUTE } from '../../domain/time';
import type { Town } from '../../domain/town';
import { aTown } from './a-town';

const { staff, grids } = aTown();
const anyStaffId = fc.constantFrom(...staff.map(({ id }) => id));
const officerIds = grids.flatMap(({ officers }) => officers.map(({ staffId }) => staffId));

const anyTown: fc.Arbitrary<Town> = fc
  .record({
    vacant: fc.subarray(
      grids.map(({ id }) => id),
      { maxLength: 3 },
    ),
    cleared: fc.subarray(officerIds),
  })
  .map(({ vacant, cleared }) =>
    aTown({
      grids: grids.map((grid) => (vacant.includes(grid.id) ? { ...grid, officers: [] } : grid)),
      staff: staff.map((member) => (cleared.includes(member.id) ? { ...member, isCleared: true } : member)),
    }),
  );

const within = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
const points = (longitude: fc.Arbitrary<number>, latitude: fc.Arbitrary<number>) => fc.record({ longitude, latitude });
const [WEST, EAST, SOUTH, NORTH] = [113.36, 113.4, 22.49, 22.51];
const lines = fc.constantFrom(113.36, 113.37, 113.38, 113.39, 113.4);
const parallels = fc.constantFrom(22.49, 22.5, 22.51);

const anyPoint: fc.Arbitrary<Point> = fc.oneof(
  { weight: 12, arbitrary: points(within(WEST, EAST), within(SOUTH, NORTH)) },
  { weight: 2, arbitrary: points(lines, within(SOUTH, NORTH)) }, // on a border
  { weight: 2, arbitrary: points(lines, parallels) }, // on a corner
  { weight: 2, arbitrary: points(within(113.3801, 113.3899), within(22.5001, 22.5099)) }, // in the gap
  { weight: 2, arbitrary: points(within(WEST, 113.38), within(22.5101, 22.514)) }, // outside, less than 500 m
  { weight: 1, arbitrary: points(within(113, 114), within(22.6, 23)) }, // far away
);

const anyAbsence = (at: number): fc.Arbitrary<Absence> =>
  fc
    .record({
      staffId: fc.oneof(anyStaffId, fc.constantFrom('desk-first', 'desk-second')),
      kind: fc.constantFrom('leave' as const, 'leaving' as const, 'suspended' as const),
      from: fc.integer({ min: at - DAY, max: at + DAY }),
      length: fc.option(fc.integer({ min: 0, max: 2 * DAY })),
      deputyId: fc.option(anyStaffId),
    })
    .map(({ length, deputyId, ...entry }) => ({
      ...entry,
      to: length === null ? null : entry.from + length,
      ...(deputyId !== null && { deputyId }),
    }));

const YEAR = 365 * DAY;
/** Mostly while somebody is on duty. */
const anyInstant = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 364 }).map((days) => NOW - (NOW % DAY) + days * DAY + 2 * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: NOW, max: NOW + YEAR }).map((at) => at - (at % MINUTE)) },
);

export type Scenario = {
  town: Town;
  inputs: RoutingInputs;
  /** Where it was reported; no input of the routing. */
  point?: Point;
};

const anyLocation = (town: Town) =>
  fc.oneof(
    { weight: 8, arbitrary: anyPoint.map((point) => ({ point, ...locate(point, town) })) },
    { weight: 1, arbitrary: fc.constant({}) }, // no place
    { weight: 1, arbitrary: fc.constantFrom({ communityId: 'liangdu' }, { communityId: 'maling' }) },
  );

/** Load figures are large, so that one appearing in a text cannot be mistaken for anything else. */
const anyLoads = fc
  .array(fc.integer({ min: 90_001, max: 90_004 }), { minLength: staff.length, maxLength: staff.length })
  .map((figures) => Object.fromEntries(staff.map(({ id }, index) => [id, figures[index]!])));

/** Few different distances and moments, so that they are often equal. */
const anyMatch = (at: number): fc.Arbitrary<Match> =>
  fc
    .record({
      concernId: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c6'),
      ownerId: anyStaffId,
      isEnded: fc.boolean(),
      openedAt: fc.constantFrom(at - DAY, at - 2 * DAY, at - 3 * DAY),
      metres: fc.option(fc.constantFrom(0, 30, 100), { nil: undefined }),
    })
    .map((match) => withoutUndefined(match));
const anyMatches = (at: number): fc.Arbitrary<Match[] | undefined> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(anyMatch(at), { maxLength: 4, selector: ({ concernId }) => concernId }),
    },
  );

/** Now and then people have chosen one of those who may own. */
const anyChoice = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      how: fc.constantFrom('arbitrated' as const, 'handedOver' as const, 'ordered' as const),
      index: fc.nat(),
      by: anyStaffId,
    }),
  },
);
type Chosen = { how: 'arbitrated' | 'handedOver' | 'ordered'; index: number; by: string };
function withChoice(inputs: RoutingInputs, choice: Chosen | undefined, town: Town): RoutingInputs {
  const able = town.staff.filter(({ id }) => mayOwn(id, inputs, town));
  if (!choice || !able.length) return inputs;
  const { how, by, index } = choice;
  return { ...inputs, chosen: { staffId: able[index % able.length]!.id, how, by } };
}

const sometimes = (weight: number) => fc.option(anyStaffId, { freq: weight, nil: undefined });
const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;

/** Any place, time, category, roster and load; weighted so that each rule wins often enough to be tested. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.tuple(anyTown, anyInstant).chain(([town, at]) =>
  fc
    .record({
      location: anyLocation(town),
      categoryId: fc.constantFrom('A1', 'A5', 'B1', 'C1', 'I3', 'J5', 'K2'),
      isFollowUp: fc.integer({ min: 1, max: 10 }).map((n) => n === 1),
      followed: anyStaffId,
      isReceived: fc.integer({ min: 1, max: 4 }).map((n) => n === 1),
      receiver: anyStaffId,
      aboutStaffId: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 2, arbitrary: sometimes(9) },
        { weight: 1, arbitrary: fc.constantFrom('desk-first', 'desk-second', 'supervisor') },
      ),
      loads: anyLoads,
      absences: fc.array(anyAbsence(at), { maxLength: 5 }),
      matches: anyMatches(at),
      choice: anyChoice,
    })
    .map(({ location, isFollowUp, followed, isReceived, receiver, choice, ...rest }) => {
      const { point, gridId, communityId } = location as Partial<Location> & { point?: Point };
      const receivedBy = isReceived ? receiver : undefined;
      const followsUp = isFollowUp ? followed : undefined;
      const facts = { townVersion: town.version, at, gridId, communityId, followsUp, receivedBy, ...rest };
      return { town, inputs: withChoice(withoutUndefined(facts), choice, town), point };
    }),
);
