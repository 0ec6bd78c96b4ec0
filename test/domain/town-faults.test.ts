import type { Town } from '../../domain/town';
import { town as townSchema } from '../../domain/town';
import { townFaults, type Part } from '../../domain/town-faults';
import { aTown, withMember } from '../support/a-town';

const town = aTown();
const doubled = <T>(items: T[]): T[] => [...items, items[0]!];
const withGrid = (id: string, changes: Partial<Town['grids'][number]>) =>
  aTown({ grids: town.grids.map((grid) => (grid.id === id ? { ...grid, ...changes } : grid)) });
const withCommunity = (id: string, changes: Partial<Town['communities'][number]>) =>
  aTown({ communities: town.communities.map((one) => (one.id === id ? { ...one, ...changes } : one)) });
const withDesk = (changes: Partial<Town['dutyDesk']>) => aTown({ dutyDesk: { ...town.dutyDesk, ...changes } });
const officer = (staffId: string, families: string[] = []) => ({ officers: [{ staffId, families }] });
const shift = (staffId: string) => ({ duty: [{ staffId, weekdays: [1], from: '08:30', to: '17:30' }] });
const place = { id: 'hengmei', kind: 'landmark' as const, name: '恒美一村', latitude: 22.505, longitude: 113.365 };

/** What the sound town warns of: one grid is vacant on purpose. */
const usual = townFaults(town);
const faultsOf = (changed: Town) =>
  townFaults(changed).filter((fault) => !usual.some((known) => JSON.stringify(known) === JSON.stringify(fault)));

test('the town of the tests is well-formed and has no errors', () => {
  expect(townSchema.parse(town)).toEqual(town);
  expect(usual.filter(({ isError }) => isError)).toEqual([]);
  expect(usual.map(({ part, id }) => `${part} ${id}`)).toEqual(['grid grid-3']);
});

test.each<[string, Town, Part, string, string]>([
  ['two communities of one id', aTown({ communities: doubled(town.communities) }), 'community', 'liangdu', '不止一次'],
  ['two people of one id', aTown({ staff: doubled(town.staff) }), 'staff', 'supervisor', '不止一次'],
  [
    'somebody called like a resident',
    aTown({ staff: [...town.staff, { ...town.staff[0]!, id: 'p12' }] }),
    'staff',
    'p12',
    '请换一个',
  ],
  [
    'somebody called like the clock',
    aTown({ staff: [...town.staff, { ...town.staff[0]!, id: 'clock' }] }),
    'staff',
    'clock',
    '请换一个',
  ],
  ['two grids of one id', aTown({ grids: doubled(town.grids) }), 'grid', 'grid-1', '不止一次'],
  ['two categories of one id', aTown({ categories: doubled(town.categories) }), 'category', 'A1', '不止一次'],
  [
    'a building whose id no code can carry',
    aTown({ places: [{ ...place, id: '三栋', kind: 'building' }] }),
    'place',
    '三栋',
    '做不成楼栋码',
  ],
  ['two places of one id', aTown({ places: [place, place] }), 'place', 'hengmei', '不止一次'],
  [
    'somebody in a community that is none',
    withMember(town, 'officer-chen', { communityId: 'x' }),
    'staff',
    'officer-chen',
    '没有编号为 x 的社区',
  ],
  [
    'a grid in a community that is none',
    withGrid('grid-1', { communityId: 'x' }),
    'grid',
    'grid-1',
    '没有编号为 x 的社区',
  ],
  [
    'a manager who does not exist',
    withMember(town, 'officer-chen', { managerId: 'x' }),
    'staff',
    'officer-chen',
    '没有工号为 x 的人员',
  ],
  ['an officer who does not exist', withGrid('grid-5', officer('x')), 'officer', 'grid-5/x', '没有工号为 x 的人员'],
  ['a shift of nobody', withCommunity('liangdu', shift('x')), 'duty', 'liangdu/x', '没有工号为 x 的人员'],
  ['a desk without its first', withDesk({ firstId: 'x' }), 'town', '', '没有工号为 x 的人员'],
  ['a desk without its supervisor', withDesk({ supervisorId: 'x' }), 'town', '', '没有工号为 x 的人员'],
  [
    'a category of no family',
    aTown({ categories: [...town.categories, { ...town.categories[0]!, id: 'Z1', family: 'Z' }] }),
    'category',
    'Z1',
    '没有代码为 Z 的大类',
  ],
  [
    'a speciality that is none',
    withGrid('grid-5', officer('officer-guo', ['Z'])),
    'officer',
    'grid-5/officer-guo',
    '没有代码为 Z 的大类',
  ],
  [
    'somebody who is their own manager',
    withMember(town, 'officer-chen', { managerId: 'officer-chen' }),
    'staff',
    'officer-chen',
    '绕成了圈',
  ],
  ['a desk of one person', withDesk({ secondId: 'desk-first' }), 'town', '', '须是两个人'],
  ['a first of the desk who may not own', withDesk({ firstId: 'water' }), 'town', '', '才能担任首访责任人'],
  [
    'a second of the desk who is not cleared',
    withMember(town, 'desk-second', { isCleared: false }),
    'town',
    '',
    '须有受限事项权限',
  ],
  ['a last resort without the role', withDesk({ supervisorId: 'officer-chen' }), 'town', '', '须有街道督办角色'],
  [
    'a department as officer of a grid',
    withGrid('grid-5', officer('water')),
    'officer',
    'grid-5/water',
    '不能担任首访责任人',
  ],
  ['a department on duty', withCommunity('liangdu', shift('water')), 'duty', 'liangdu/water', '不能担任首访责任人'],
])('%s is an error that says where and what', (_what, changed, part, id, words) => {
  const found = faultsOf(changed).filter(({ isError }) => isError);
  expect(found).toContainEqual({ part, id, isError: true, message: expect.stringContaining(words) as string });
});

test.each<[string, Town, Part, string, string]>([
  ['a vacant grid', withGrid('grid-5', { officers: [] }), 'grid', 'grid-5', '没有网格员'],
  ['a community without a roster', withCommunity('maling', { duty: [] }), 'community', 'maling', '没有值班安排'],
  [
    'a community without a coordinator',
    withMember(town, 'coordinator-maling', { roles: ['officer'] }),
    'community',
    'maling',
    '没有社区协调员',
  ],
  ['somebody without a role', withMember(town, 'water', { roles: [] }), 'staff', 'water', '没有角色'],
  [
    'an officer with neither grid nor duty',
    withGrid('grid-1', officer('officer-chen')),
    'staff',
    'officer-lin',
    '没有负责的网格',
  ],
])('%s is a warning, no error', (_what, changed, part, id, words) => {
  const found = faultsOf(changed);
  expect(found.filter(({ isError }) => isError)).toEqual([]);
  expect(found).toContainEqual({ part, id, isError: false, message: expect.stringContaining(words) as string });
});

test('everybody in a circle of managers is named, and nobody who only leads into it', () => {
  const circle = withMember(town, 'leader', { managerId: 'supervisor' });
  const found = faultsOf(circle).filter(({ message }) => message.includes('绕成了圈'));
  expect(found.map(({ id }) => id).sort()).toEqual(['leader', 'supervisor']);
});
