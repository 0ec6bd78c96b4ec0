import fc from 'fast-check';
import { seal as sealOf } from '../../cloudfunctions/secrets';
import {
  candidatesFor,
  loadsNeeded,
  mayOwn as mayOwnNow,
  routeConcern,
  sealedText,
  type Certificate,
  type RoutingInputs,
  type RoutingRule,
} from '../../domain/routing';
import type { Town } from '../../domain/town';
import { anyScenario } from '../support/a-scenario';

const RUNS = { numRuns: 400 };
const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function lineOf(staffId: string, { staff }: Town): string[] {
  const managerId = staff.find(({ id }) => id === staffId)?.managerId;
  return [staffId, ...(managerId ? lineOf(managerId, { staff } as Town) : [])];
}

/** The filter of product.md §5, "Before any rule", written a second time. */
function mayOwn(staffId: string, { at, absences, categoryId, aboutStaffId }: RoutingInputs, town: Town): boolean {
  const member = town.staff.find(({ id }) => id === staffId)!;
  const isOut = absences.some(
    ({ staffId: id, kind, from, to }) => id === staffId && kind !== 'leave' && from <= at && (to === null || at < to),
  );
  const isRestricted = town.categories.find(({ id }) => id === categoryId)!.isRestricted;
  const isInLine =
    aboutStaffId !== undefined &&
    (lineOf(staffId, town).includes(aboutStaffId) || lineOf(aboutStaffId, town).includes(staffId));
  return (
    member.roles.some((role) => role === 'officer' || role === 'coordinator') &&
    !isOut &&
    (!isRestricted || member.isCleared) &&
    !isInLine
  );
}

const wins: Record<RoutingRule, number> = {
  arbitrated: 0,
  handedOver: 0,
  ordered: 0,
  followUp: 0,
  receivedInPerson: 0,
  sameMatter: 0,
  gridOfficer: 0,
  communityDuty: 0,
  subdistrictDuty: 0,
};

test('there is always an owner who may own, or the named supervisor where the whole duty desk is barred', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { ownerId, rule } = routeConcern(inputs, town);
      wins[rule] += 1;
      const { firstId, secondId, supervisorId } = town.dutyDesk;
      const isLastResort = ![firstId, secondId].some((id) => mayOwn(id, inputs, town));
      expect(mayOwn(ownerId, inputs, town) || (isLastResort && ownerId === supervisorId)).toBe(true);
      if (ownerId === supervisorId)
        expect({ rule, isLastResort }).toEqual({ rule: 'subdistrictDuty', isLastResort: true });
    }),
    RUNS,
  );
});

test('each rule wins in at least 3 % of the generated cases', () => {
  const total = Object.values(wins).reduce((sum, count) => sum + count, 0);
  const table = Object.entries(wins).map(
    ([rule, count]) => `${rule.padEnd(18)}${((100 * count) / total).toFixed(1)} %`,
  );
  console.log(['how often each rule won', ...table].join('\n'));
  for (const count of Object.values(wins)) expect(count / total).toBeGreaterThanOrEqual(0.03);
});

test('the first rule that has somebody wins', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { rule } = routeConcern(inputs, town);
      const officers = town.grids.find(({ id }) => id === inputs.gridId)?.officers ?? [];
      const owners = (inputs.matches ?? []).map((match) => match.ownerId);
      if (inputs.chosen) expect(rule).toBe(inputs.chosen.how);
      else if (inputs.followsUp && mayOwn(inputs.followsUp, inputs, town)) expect(rule).toBe('followUp');
      else if (inputs.receivedBy && mayOwn(inputs.receivedBy, inputs, town)) expect(rule).toBe('receivedInPerson');
      else if (owners.some((staffId) => mayOwn(staffId, inputs, town))) expect(rule).toBe('sameMatter');
      else if (officers.some(({ staffId }) => mayOwn(staffId, inputs, town))) expect(rule).toBe('gridOfficer');
      else expect(['communityDuty', 'subdistrictDuty']).toContain(rule);
    }),
    RUNS,
  );
});

test('the same inputs give the same certificate, also after storage and without the stored owner', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const certificate = routeConcern(inputs, town);
      expect(routeConcern(inputs, town)).toEqual(certificate);
      const { ownerId, ...stored } = clone(certificate);
      expect(routeConcern(stored.inputs, clone(town)).ownerId).toBe(ownerId);
      expect(clone(routeConcern(stored.inputs, town))).toEqual(clone(certificate));
    }),
    RUNS,
  );
});

test('exactly one of those considered is chosen: the owner', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { considered, ownerId, rule } = routeConcern(inputs, town);
      const chosen = considered.filter(({ verdict }) => verdict === 'chosen');
      expect(chosen).toEqual([{ staffId: ownerId, rule, verdict: 'chosen' }]);
    }),
    RUNS,
  );
});

test('the order in which the town lists its people and communities does not matter', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const turned = { ...town, staff: [...town.staff].reverse(), communities: [...town.communities].reverse() };
      expect(routeConcern(inputs, turned)).toEqual(routeConcern(inputs, town));
    }),
    RUNS,
  );
});

test('in a grid the least loaded wins, specialists first; between equals the one the grid lists first', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { rule, ownerId } = routeConcern(inputs, town);
      if (rule !== 'gridOfficer') return;
      const { officers } = town.grids.find(({ id }) => id === inputs.gridId)!;
      const eligible = officers.filter(({ staffId }) => mayOwn(staffId, inputs, town));
      const specialists = eligible.filter(({ families }) => families.includes(inputs.categoryId[0]!));
      const candidates = (specialists.length ? specialists : eligible).map(({ staffId }) => staffId);
      const least = Math.min(...candidates.map((id) => inputs.loads[id]!));
      expect(ownerId).toBe(candidates.find((id) => inputs.loads[id] === least));
    }),
    RUNS,
  );
});

test('of several about the same matter the owner of the open, nearest, newest one whose owner may own; an ended one recurs', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { rule, ownerId, recurrenceOf } = routeConcern(inputs, town);
      if (rule !== 'sameMatter') return expect(recurrenceOf).toBeUndefined();
      const eligible = inputs.matches!.filter((match) => mayOwn(match.ownerId, inputs, town));
      const open = eligible.filter(({ isEnded }) => !isEnded);
      const among = open.length ? open : eligible;
      const nearest = Math.min(...among.map(({ metres = 0 }) => metres));
      const near = among.filter(({ metres = 0 }) => metres === nearest);
      const newest = Math.max(...near.map(({ openedAt }) => openedAt));
      const ids = near.filter(({ openedAt }) => openedAt === newest).map(({ concernId }) => concernId);
      const best = among.find(({ concernId }) => concernId === ids.sort()[0])!;
      expect(ownerId).toBe(best.ownerId);
      expect(recurrenceOf).toBe(open.length ? undefined : best.concernId);
    }),
    RUNS,
  );
});

test('the order in which the matches are found does not matter', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const turned = { ...inputs, ...(inputs.matches && { matches: [...inputs.matches].reverse() }) };
      expect({ ...routeConcern(turned, town), inputs }).toEqual(routeConcern(inputs, town));
    }),
    RUNS,
  );
});

test('whom people chose owns it whatever else holds; somebody barred is refused', () => {
  fc.assert(
    fc.property(anyScenario, fc.constantFrom('arbitrated', 'handedOver', 'ordered'), ({ town, inputs }, how) => {
      for (const { id: staffId } of town.staff) {
        const chosen = { ...inputs, chosen: { staffId, how, by: 'supervisor' } };
        if (mayOwn(staffId, inputs, town))
          expect(routeConcern(chosen, town)).toMatchObject({ ownerId: staffId, rule: how });
        else expect(() => routeConcern(chosen, town)).toThrow(expect.objectContaining({ code: 'NOT_ELIGIBLE' }));
        expect(mayOwnNow(staffId, inputs, town)).toBe(mayOwn(staffId, inputs, town));
      }
    }),
    { numRuns: 100 },
  );
});

test('the candidates are those who may own and whom a rule names, each once; the rules choose the first', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs: { chosen: _, ...inputs } }) => {
      const candidates = candidatesFor(inputs, town);
      const { ownerId, considered } = routeConcern(inputs, town);
      expect(new Set(candidates).size).toBe(candidates.length);
      for (const staffId of candidates) expect(mayOwn(staffId, inputs, town)).toBe(true);
      for (const { staffId } of considered) expect(candidates.includes(staffId)).toBe(mayOwn(staffId, inputs, town));
      if (candidates.length) expect(candidates[0]).toBe(ownerId);
      else expect(ownerId).toBe(town.dutyDesk.supervisorId);
    }),
    RUNS,
  );
});

test('where no load is asked for, none matters', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const needed = loadsNeeded(inputs, town);
      const loads = Object.fromEntries(needed.map((staffId) => [staffId, inputs.loads[staffId]!]));
      expect(routeConcern({ ...inputs, loads }, town).ownerId).toBe(routeConcern(inputs, town).ownerId);
    }),
    RUNS,
  );
});

test('a certificate never contains the point', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs, point }) => {
      const text = JSON.stringify(routeConcern(inputs, town));
      expect(text).not.toMatch(/latitude|longitude|point/);
      if (point) for (const figure of Object.values(point)) expect(text).not.toContain(String(figure));
    }),
    RUNS,
  );
});

test('the resident cannot tell a matter that somebody else reported from one that the grid gave', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { rule, ownerId, sentence } = routeConcern(inputs, town);
      if (rule !== 'sameMatter' || !inputs.gridId) return;
      const { matches: _, receivedBy: __, ...alone } = inputs;
      const grids = town.grids.map((grid) =>
        grid.id === inputs.gridId ? { ...grid, officers: [{ staffId: ownerId, families: [] }] } : grid,
      );
      expect(routeConcern(alone, { ...town, grids })).toMatchObject({ rule: 'gridOfficer', sentence });
    }),
    RUNS,
  );
});

test('the sentence names the owner and never a load figure or anybody else', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const { sentence, ownerId } = routeConcern(inputs, town);
      for (const { id, name } of town.staff) expect(sentence.includes(name)).toBe(id === ownerId);
      for (const load of Object.values(inputs.loads)) expect(sentence).not.toContain(String(load));
    }),
    RUNS,
  );
});

type Leaf = { path: string[]; value: unknown };
function leavesOf(value: unknown, path: string[] = []): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function withLeaf(root: object, path: string[], value: unknown): void {
  let parent = root as Record<string, any>;
  for (const key of path.slice(0, -1)) parent = parent[key];
  parent[path.at(-1)!] = value;
}

const altered = (value: unknown) =>
  typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : 0;

process.env['FIRST_VISIT_KEY'] = 'k'.repeat(64);
const seal = (certificate: Certificate) => sealOf(sealedText(certificate));

test('altering any one input, or the owner, breaks the seal', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), ({ town, inputs }, choice) => {
      const certificate = clone(routeConcern(inputs, town));
      const { ownerId, inputs: facts } = certificate;
      const leaves = leavesOf({ ownerId, inputs: facts });
      const { path, value } = leaves[choice % leaves.length]!;
      const forged = clone(certificate);
      withLeaf(forged, path, altered(value));
      expect(seal(forged)).not.toBe(seal(certificate));
    }),
    RUNS,
  );
});

test('leaving out any one input breaks the seal', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), ({ town, inputs }, choice) => {
      const certificate = clone(routeConcern(inputs, town));
      const keys = Object.keys(certificate.inputs);
      const removed = keys[choice % keys.length]!;
      const rest = Object.fromEntries(Object.entries(certificate.inputs).filter(([key]) => key !== removed));
      expect(seal({ ...certificate, inputs: rest as RoutingInputs })).not.toBe(seal(certificate));
    }),
    RUNS,
  );
});

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
};

test('the order of keys does not matter to the seal', () => {
  fc.assert(
    fc.property(anyScenario, ({ town, inputs }) => {
      const certificate = routeConcern(inputs, town);
      expect(seal(turned(certificate) as Certificate)).toBe(seal(certificate));
    }),
    RUNS,
  );
});
