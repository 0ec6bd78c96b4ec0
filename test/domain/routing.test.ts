import {
  candidatesFor,
  loadsNeeded,
  matchesNeeded,
  mayOwn,
  routeConcern,
  type Match,
  type RoutingInputs,
} from '../../domain/routing';
import { DAY } from '../../domain/time';
import { aTown, beijing, withMember } from '../support/a-town';
import { aLeave, inputsFor, noLonger } from '../support/a-concern';

const town = aTown();
const route = (changes: Partial<RoutingInputs>, of = town) => routeConcern(inputsFor(changes), of);
const nowhere = { gridId: undefined, communityId: undefined };
const vacantGrid = { gridId: 'grid-3', communityId: 'maling' };

const aMatch = (ownerId: string, changes: Partial<Match> = {}): Match => ({
  concernId: `c-${ownerId}`,
  ownerId,
  isEnded: false,
  openedAt: NOW - DAY,
  ...changes,
});
const chosen = (staffId: string, how: 'arbitrated' | 'handedOver' | 'ordered') => ({
  chosen: { staffId, how, by: 'coordinator-liangdu' },
});

const WEDNESDAY_MORNING = beijing('2026-07-08 10:00');
const WEDNESDAY_EVENING = beijing('2026-07-08 18:00');
const SUNDAY_MORNING = beijing('2026-07-12 10:00');
const NIGHT = beijing('2026-07-08 23:30');

test.each<[string, Partial<RoutingInputs>, string, string]>([
  ['who heard it in person owns it', { receivedBy: 'officer-guo' }, 'receivedInPerson', 'officer-guo'],
  [
    'a coordinator may hear it in person',
    { receivedBy: 'coordinator-maling' },
    'receivedInPerson',
    'coordinator-maling',
  ],
  ['a department that heard it does not own it', { receivedBy: 'water' }, 'gridOfficer', 'officer-chen'],
  [
    'who heard a complaint about themselves does not own it',
    { receivedBy: 'officer-guo', aboutStaffId: 'officer-guo' },
    'gridOfficer',
    'officer-chen',
  ],
  [
    'who heard it but is leaving does not own it',
    { receivedBy: 'officer-guo', absences: [noLonger('officer-guo', 'leaving')] },
    'gridOfficer',
    'officer-chen',
  ],
  ['who owns the same matter owns it', { matches: [aMatch('officer-guo')] }, 'sameMatter', 'officer-guo'],
  [
    'however busy they are',
    { matches: [aMatch('officer-lin')], loads: { 'officer-lin': 90 } },
    'sameMatter',
    'officer-lin',
  ],
  [
    'who heard it in person comes first',
    { receivedBy: 'officer-wu', matches: [aMatch('officer-guo')] },
    'receivedInPerson',
    'officer-wu',
  ],
  [
    'an open one before an ended one',
    { matches: [aMatch('officer-wu', { isEnded: true }), aMatch('officer-guo', { metres: 90 })] },
    'sameMatter',
    'officer-guo',
  ],
  [
    'the same building before the street',
    { matches: [aMatch('officer-wu', { metres: 1, openedAt: NOW }), aMatch('officer-guo')] },
    'sameMatter',
    'officer-guo',
  ],
  [
    'the nearer one before the newer one',
    { matches: [aMatch('officer-wu', { metres: 51, openedAt: NOW }), aMatch('officer-guo', { metres: 50 })] },
    'sameMatter',
    'officer-guo',
  ],
  [
    'the newer one at the same distance',
    { matches: [aMatch('officer-wu'), aMatch('officer-guo', { openedAt: NOW })] },
    'sameMatter',
    'officer-guo',
  ],
  [
    'between two of the same moment the lower id',
    { matches: [aMatch('officer-wu', { concernId: 'b' }), aMatch('officer-guo', { concernId: 'a' })] },
    'sameMatter',
    'officer-guo',
  ],
  [
    'the next one where the owner is leaving',
    {
      matches: [aMatch('officer-wu'), aMatch('officer-guo', { metres: 90 })],
      absences: [noLonger('officer-wu', 'leaving')],
    },
    'sameMatter',
    'officer-guo',
  ],
  [
    'the grid where every owner of the same matter is barred',
    { matches: [aMatch('officer-wu')], absences: [noLonger('officer-wu', 'leaving')] },
    'gridOfficer',
    'officer-chen',
  ],
  [
    'who is complained about does not own it, though they own the same matter',
    { matches: [aMatch('officer-lin')], aboutStaffId: 'officer-lin' },
    'gridOfficer',
    'officer-chen',
  ],
  ['whom an objection’s decider chose', chosen('officer-zhou', 'arbitrated'), 'arbitrated', 'officer-zhou'],
  ['whom it was handed over to', chosen('officer-zhou', 'handedOver'), 'handedOver', 'officer-zhou'],
  ['whom the supervisor ordered', chosen('officer-zhou', 'ordered'), 'ordered', 'officer-zhou'],
  [
    'a choice goes before every rule',
    { ...chosen('officer-zhou', 'ordered'), receivedBy: 'officer-wu', matches: [aMatch('officer-guo')] },
    'ordered',
    'officer-zhou',
  ],
  [
    'the owner of what it follows up',
    { followsUp: 'officer-guo', matches: [aMatch('officer-wu')] },
    'followUp',
    'officer-guo',
  ],
  [
    'another where that owner is leaving',
    { followsUp: 'officer-guo', absences: [noLonger('officer-guo', 'leaving')] },
    'gridOfficer',
    'officer-chen',
  ],
  [
    'the less loaded officer of the grid',
    { loads: { 'officer-chen': 4, 'officer-lin': 3 } },
    'gridOfficer',
    'officer-lin',
  ],
  [
    'with equal loads the grid’s first',
    { loads: { 'officer-chen': 3, 'officer-lin': 3 } },
    'gridOfficer',
    'officer-chen',
  ],
  ['the specialist, however busy', { gridId: 'grid-2', loads: { 'officer-wu': 90 } }, 'gridOfficer', 'officer-wu'],
  [
    'a generalist for other families',
    { gridId: 'grid-2', categoryId: 'B1', loads: { 'officer-wu': 1 } },
    'gridOfficer',
    'officer-zhou',
  ],
  [
    'a generalist where the specialist is leaving',
    { gridId: 'grid-2', absences: [noLonger('officer-wu', 'leaving')] },
    'gridOfficer',
    'officer-zhou',
  ],
  [
    'a suspended officer is passed over',
    { absences: [noLonger('officer-chen', 'suspended')] },
    'gridOfficer',
    'officer-lin',
  ],
  ['an officer on leave stays a candidate', { absences: [aLeave('officer-chen')] }, 'gridOfficer', 'officer-chen'],
  ['only the cleared own restricted concerns', { gridId: 'grid-2', categoryId: 'I3' }, 'gridOfficer', 'officer-zhou'],
  ['nobody owns a complaint about themselves', { aboutStaffId: 'officer-chen' }, 'gridOfficer', 'officer-lin'],
  [
    'neither does anybody in the reporting line',
    { aboutStaffId: 'coordinator-liangdu', at: WEDNESDAY_MORNING },
    'subdistrictDuty',
    'desk-first',
  ],
  [
    'a vacant grid: the community on duty',
    { ...vacantGrid, at: WEDNESDAY_MORNING },
    'communityDuty',
    'coordinator-maling',
  ],
  [
    'only the community known: its duty officer',
    { gridId: undefined, at: WEDNESDAY_EVENING },
    'communityDuty',
    'officer-zhou',
  ],
  ['on duty at the weekend', { ...vacantGrid, at: SUNDAY_MORNING }, 'communityDuty', 'officer-tan'],
  ['nobody on duty in the community: the desk', { ...vacantGrid, at: NIGHT }, 'subdistrictDuty', 'desk-first'],
  ['no place: the desk', nowhere, 'subdistrictDuty', 'desk-first'],
  [
    'the second person of the desk where the first is barred',
    { ...nowhere, aboutStaffId: 'desk-first' },
    'subdistrictDuty',
    'desk-second',
  ],
  [
    'the supervisor only where both are barred',
    { ...nowhere, absences: [noLonger('desk-first', 'leaving'), noLonger('desk-second', 'suspended')] },
    'subdistrictDuty',
    'supervisor',
  ],
])('%s', (_title, inputs, rule, ownerId) => {
  expect(route(inputs)).toMatchObject({ rule, ownerId });
});

test.each<[string, Partial<RoutingInputs>, Record<string, string>]>([
  ['load', { loads: { 'officer-chen': 4, 'officer-lin': 3 } }, { 'officer-chen': 'busier', 'officer-lin': 'chosen' }],
  ['order', {}, { 'officer-chen': 'chosen', 'officer-lin': 'later' }],
  ['speciality', { gridId: 'grid-2' }, { 'officer-wu': 'chosen', 'officer-zhou': 'specialistPreferred' }],
  ['clearance', { gridId: 'grid-2', categoryId: 'I3' }, { 'officer-wu': 'notCleared', 'officer-zhou': 'chosen' }],
  ['conflict', { aboutStaffId: 'officer-chen' }, { 'officer-chen': 'conflict', 'officer-lin': 'chosen' }],
  [
    'service',
    { absences: [noLonger('officer-chen', 'leaving'), noLonger('officer-lin', 'suspended')], communityId: undefined },
    { 'officer-chen': 'leaving', 'officer-lin': 'suspended', 'desk-first': 'chosen', 'desk-second': 'later' },
  ],
  [
    'the same matter',
    { matches: [aMatch('officer-wu'), aMatch('officer-guo', { isEnded: true })] },
    { 'officer-wu': 'chosen', 'officer-guo': 'later' },
  ],
  ['choice', chosen('officer-zhou', 'arbitrated'), { 'officer-zhou': 'chosen' }],
  ['role', { receivedBy: 'water', gridId: 'grid-4' }, { water: 'mayNotOwn', 'officer-zhou': 'chosen' }],
])('says who else was considered and why not: %s', (_what, inputs, verdicts) => {
  const { considered } = route(inputs);
  expect(Object.fromEntries(considered.map(({ staffId, verdict }) => [staffId, verdict]))).toEqual(verdicts);
});

test('somebody on two overlapping shifts is considered once', () => {
  const shift = { staffId: 'coordinator-maling', weekdays: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' };
  const communities = town.communities.map((community) => ({ ...community, duty: [shift, shift] }));
  const { considered } = route(vacantGrid, aTown({ communities }));
  expect(considered.filter(({ verdict }) => verdict === 'chosen')).toHaveLength(1);
});

test('a night shift, written as its two halves, is on duty on both sides of midnight', () => {
  const night = { staffId: 'officer-tan', weekdays: [0, 1, 2, 3, 4, 5, 6] };
  const duty = [
    { ...night, from: '22:00', to: '24:00' },
    { ...night, from: '00:00', to: '08:00' },
  ];
  const communities = town.communities.map((community) => ({ ...community, duty }));
  const withNight = aTown({ communities });
  expect(route({ ...vacantGrid, at: NIGHT }, withNight).ownerId).toBe('officer-tan');
  expect(route({ ...vacantGrid, at: beijing('2026-07-08 07:00') }, withNight).ownerId).toBe('officer-tan');
});

test.each([
  ['receivedInPerson', { receivedBy: 'officer-guo' }, '郭平当面听取了您的诉求，按首访责任制由其负责到底'],
  ['sameMatter', { matches: [aMatch('officer-chen')] }, '地点在良都第一网格，由陈大文负责到底'],
  [
    'sameMatter outside the grids',
    { ...nowhere, matches: [aMatch('officer-chen')] },
    '没有对应到具体网格，由陈大文负责到底',
  ],
  ['arbitrated', chosen('officer-zhou', 'arbitrated'), '经社区核定，由周建国负责到底'],
  ['handedOver', chosen('officer-zhou', 'handedOver'), '已交接给周建国，由周建国负责到底'],
  ['ordered', chosen('officer-zhou', 'ordered'), '经街道指定，由周建国负责到底'],
  ['followUp', { followsUp: 'officer-guo' }, '您反映没有解决，仍由郭平负责到底'],
  ['gridOfficer', {}, '地点在良都第一网格，由陈大文负责到底'],
  ['communityDuty', { ...vacantGrid, at: WEDNESDAY_MORNING }, '地点在马岭社区，由社区值班的马书记负责到底'],
  ['subdistrictDuty', nowhere, '没有对应到具体网格，由南区街道值班的何班长负责到底'],
])('explains %s to the resident in one sentence', (_rule, inputs, sentence) => {
  expect(route(inputs).sentence).toBe(sentence);
});

test.each<[string, Partial<RoutingInputs>, string[]]>([
  ['those between whom load decides', {}, ['officer-chen', 'officer-lin']],
  ['nobody where one candidate is left', { aboutStaffId: 'officer-chen' }, []],
  ['nobody where the specialist is preferred', { gridId: 'grid-2' }, []],
  ['nobody where it was received in person', { receivedBy: 'officer-guo' }, []],
  ['the candidates where who heard it is barred', { receivedBy: 'water' }, ['officer-chen', 'officer-lin']],
  ['nobody without a grid', nowhere, []],
  ['nobody where the same matter has an owner', { matches: [aMatch('officer-guo')] }, []],
  ['nobody where people have chosen', chosen('officer-zhou', 'ordered'), []],
  [
    'the candidates where the owner of the same matter is barred',
    { matches: [aMatch('water')] },
    ['officer-chen', 'officer-lin'],
  ],
])('asks for the load of %s', (_what, inputs, staffIds) => {
  expect(loadsNeeded(inputsFor(inputs), town)).toEqual(staffIds);
});

test.each<[string, Partial<RoutingInputs>, boolean]>([
  ['may change the choice', {}, true],
  ['cannot where people have chosen', chosen('officer-zhou', 'ordered'), false],
  ['cannot where who heard it owns it', { receivedBy: 'officer-guo' }, false],
  ['may where who heard it is barred', { receivedBy: 'water' }, true],
])('the same matter %s', (_what, inputs, expected) => {
  expect(matchesNeeded(inputsFor(inputs), town)).toBe(expected);
});

test('refuses a category that the town does not have', () => {
  expect(() => route({ categoryId: 'Z9' })).toThrow(expect.objectContaining({ code: 'UNKNOWN_CATEGORY' }));
});

test('an officer cleared since may own what they could not', () => {
  const cleared = withMember(town, 'officer-chen', { isCleared: true });
  expect(route({ categoryId: 'I3' }).rule).not.toBe('gridOfficer');
  expect(route({ categoryId: 'I3' }, cleared).ownerId).toBe('officer-chen');
});

test.each<[string, Partial<RoutingInputs>]>([
  ['is leaving', { ...chosen('officer-wu', 'arbitrated'), absences: [noLonger('officer-wu', 'leaving')] }],
  ['may not own', chosen('water', 'ordered')],
  ['is complained about', { ...chosen('officer-wu', 'handedOver'), aboutStaffId: 'officer-wu' }],
  ['is not cleared', { ...chosen('officer-wu', 'ordered'), categoryId: 'I3' }],
  ['the town does not know', chosen('nobody', 'ordered')],
])('refuses a choice of somebody who %s', (_what, inputs) => {
  expect(() => route(inputs)).toThrow(expect.objectContaining({ code: 'NOT_ELIGIBLE' }));
});

test.each<[string, Partial<RoutingInputs>, string | undefined]>([
  ['an ended one', { matches: [aMatch('officer-guo', { isEnded: true })] }, 'c-officer-guo'],
  ['an open one', { matches: [aMatch('officer-guo')] }, undefined],
  [
    'an ended one whose owner is barred',
    { matches: [aMatch('officer-guo', { isEnded: true })], absences: [noLonger('officer-guo', 'leaving')] },
    undefined,
  ],
  [
    'an ended one, heard in person',
    { receivedBy: 'officer-wu', matches: [aMatch('officer-guo', { isEnded: true })] },
    undefined,
  ],
])('recurs only where it takes the owner of an ended concern: %s', (_what, inputs, recurrenceOf) => {
  expect(route(inputs).recurrenceOf).toBe(recurrenceOf);
});

test('the candidates stand in the order of the rules, without repetition and without the barred', () => {
  const inputs = inputsFor({
    at: WEDNESDAY_MORNING,
    matches: [aMatch('officer-guo'), aMatch('officer-lin', { isEnded: true }), aMatch('water', { metres: 9 })],
    loads: { 'officer-chen': 4 },
  });
  expect(candidatesFor(inputs, town)).toEqual([
    'officer-guo',
    'officer-lin',
    'officer-chen',
    'coordinator-liangdu',
    'desk-first',
    'desk-second',
  ]);
});

test.each([
  ['officer-chen', true],
  ['officer-lin', false],
  ['coordinator-liangdu', false],
  ['water', false],
  ['nobody', false],
])('%s may own what is about officer-lin: %s', (staffId, expected) => {
  expect(mayOwn(staffId, inputsFor({ aboutStaffId: 'officer-lin' }), town)).toBe(expected);
});
