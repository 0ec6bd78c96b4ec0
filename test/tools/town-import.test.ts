import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileTown } from '../../tools/town/compile';
import { filesOf } from '../../tools/town/export';
import { aFolder, fileOf, removeFolders, told, YEAR } from './a-folder';

afterEach(removeFolders);

const replaced = (name: string, from: string | RegExp, to: string) => {
  const before = fileOf(name);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${name} does not contain ${String(from)}`);
  return { [name]: after };
};
type Features = { features: { properties: object; geometry: { type: string; coordinates: unknown } }[]; crs?: object };
const grids = (change: (map: Features) => void) => {
  const map = JSON.parse(fileOf('grids.geojson')) as Features;
  change(map);
  return { 'grids.geojson': JSON.stringify(map, null, 2) };
};
const ringOf = (map: Features, index: number) =>
  (map.features[index]!.geometry.coordinates as [number, number][][])[0]!;

test('a complete folder is a town, and its export imports again to the same version', async () => {
  const { town, faults } = await compileTown(aFolder(), YEAR);
  expect(faults.all.map(({ file, message }) => `${file} ${message}`)).toEqual([
    'grids.geojson 没有网格员，诉求将由社区值班人员负责',
  ]);
  const again = await compileTown(aFolder(filesOf(town!)), YEAR + 1);
  expect(again.town).toEqual(town);
  expect(town!.version).toMatch(/^v-[0-9a-f]{12}$/);
});

test('the templates held at WeChat travel with the town; without them it is another version', async () => {
  const { town } = await compileTown(aFolder(), YEAR);
  expect(town!.messageTemplates!.rate!.fields).toMatchObject({ category: 'thing2' });
  const { messageTemplates: _, ...silent } = JSON.parse(fileOf('town.json')) as Record<string, unknown>;
  const other = await compileTown(aFolder({ 'town.json': JSON.stringify(silent) }), YEAR);
  expect(other.town).not.toHaveProperty('messageTemplates');
  expect(other.town!.version).not.toBe(town!.version);
});

test('a category has stages before its finish; a table without that column has none', async () => {
  const stagesOf = async (changes: Record<string, string>) => {
    const { town } = await compileTown(aFolder(changes), YEAR);
    return town!.categories.find(({ id }) => id === 'B2')!.stages;
  };
  const guard = { label: '围护', limit: { unit: 'clockHours', amount: 4 } };
  expect(await stagesOf({})).toEqual([guard]);
  const two = fileOf('categories.csv').replace('围护4h*', '围护4h*、清理1wd');
  expect(await stagesOf({ 'categories.csv': two })).toEqual([
    guard,
    { label: '清理', limit: { unit: 'workingDays', amount: 1 } },
  ]);
  const without = fileOf('categories.csv').replace(/,[^,\r\n]*,[^,\r\n]*(\r?\n)/g, '$1');
  expect(await stagesOf({ 'categories.csv': without })).toBeUndefined();
});

test('a category may say within how many days it recurs; one that says nothing leaves it to the default', async () => {
  const said = fileOf('categories.csv').replace(/(围护4h\*,)(?=\r?\n)/, '$190');
  const { town } = await compileTown(aFolder({ 'categories.csv': said }), YEAR);
  const daysOf = (categoryId: string) => town!.categories.find(({ id }) => id === categoryId)!.recurrenceDays;
  expect([daysOf('B2'), daysOf('B1')]).toEqual([90, undefined]);
});

test('any change of content is another version', async () => {
  const { town } = await compileTown(aFolder(), YEAR);
  const other = await compileTown(aFolder(replaced('staff.csv', '0760-88001001', '0760-88009999')), YEAR);
  expect(other.town!.version).not.toBe(town!.version);
});

test.each([
  ['a missing file', { 'staff.csv': undefined }, '错误 staff.csv:1 缺少这个文件（也可以是 .xlsx）'],
  ['a missing column', replaced('staff.csv', '办公电话', '电话'), '错误 staff.csv:1 缺少“办公电话”这一列'],
  ['an unknown role', replaced('staff.csv', /网格员(?=,liangdu,s06)/, '队长'), '错误 staff.csv:2 “角色”请填 网格员'],
  ['a doubled id', replaced('staff.csv', /^s02/m, 's01'), '错误 staff.csv:3 编号 s01 出现了不止一次'],
  [
    'an unknown community',
    replaced('staff.csv', /liangdu(?=,s06)/, 'nowhere'),
    '错误 staff.csv:2 没有编号为 nowhere 的社区',
  ],
  [
    'an unknown manager',
    replaced('staff.csv', /s06(?=,0760-88001001)/, 's99'),
    '错误 staff.csv:2 没有工号为 s99 的人员',
  ],
  ['a reporting loop', replaced('staff.csv', /s10(?=,0760-88001006)/, 's01'), '错误 staff.csv:2 上级关系绕成了圈'],
  [
    'a template that there is not',
    replaced('town.json', '"assigned"', '"weather"'),
    'messageTemplates 模板名称只能是 assigned',
  ],
  [
    'a fact in a field that cannot carry it',
    replaced('town.json', 'character_string1', 'thing9'),
    'messageTemplates.assigned.fields 字段类型不符',
  ],
  ['a formula', replaced('staff.csv', '恒美网格员', '=HYPERLINK("x")'), '错误 staff.csv:2 “姓名”不能是公式'],
  ['an officer for no grid', replaced('officers.csv', /^g1/m, 'g9'), '错误 officers.csv:2 没有编号为 g9 的网格'],
  ['an owner who may not own', replaced('officers.csv', /s01/, 's10'), '错误 officers.csv:2 s10 不是网格员'],
  [
    'a shift that ends before it begins',
    replaced('duty.csv', '08:00,20:00', '20:00,08:00'),
    '错误 duty.csv:2 开始时间须早于',
  ],
  [
    'a stage nobody can read',
    replaced('categories.csv', '围护4h*', '围护很快'),
    '错误 categories.csv:8 “阶段”请写成“围护4h*、清理1wd”',
  ],
  ['a limit nobody can read', replaced('categories.csv', '2h*', '两小时'), '错误 categories.csv:2 “首次联系”请写成 2h'],
  ['a date that is none', replaced('calendar.csv', '2026-10-01', '10月1日'), '“日期”请写成 2026-10-01 这样的日期'],
  [
    'a place in swapped order',
    replaced('places.csv', '113.356,22.4878', '22.4878,113.356'),
    '错误 places.csv:2 经度和纬度写反了',
  ],
  ['a town without a duty desk', replaced('town.json', '"dutyDesk"', '"desk"'), '街道必须有两位值班人员和一位督办'],
  [
    'a duty desk of one',
    replaced('town.json', '"secondId": "s09"', '"secondId": "s08"'),
    '错误 town.json:1 值班台的第一人和第二人须是两个人',
  ],
  [
    'a duty desk not cleared',
    replaced('staff.csv', /是(?=,否\r?\ns09)/, '否'),
    '错误 town.json:1 值班台的 s08 须有受限事项权限',
  ],
  ['a file that is no JSON', { 'grids.geojson': '{"type": ' }, '错误 grids.geojson:1 不是有效的 GeoJSON'],
  ['no named crs', grids((map) => delete map.crs), '错误 grids.geojson:1 请用 crs 写明坐标系'],
  [
    'an unknown crs',
    grids((map) => (map.crs = { type: 'name', properties: { name: 'EPSG:4547' } })),
    '请用 crs 写明坐标系',
  ],
  [
    'swapped latitude and longitude',
    grids((map) => ringOf(map, 0).forEach((position) => position.reverse())),
    '经度和纬度写反了，请把经度写在前面',
  ],
  [
    'metres instead of degrees',
    grids((map) => ringOf(map, 0).forEach((position) => ((position[0] *= 1000), (position[1] *= 1000)))),
    '坐标不在中国范围内',
  ],
  ['an open border', grids((map) => ringOf(map, 1).pop()), '边界没有闭合'],
  [
    'a border that crosses itself',
    grids((map) => ringOf(map, 2).splice(1, 2, ringOf(map, 2)[2]!, ringOf(map, 2)[1]!)),
    '网格 g3 的边界自己交叉了',
  ],
  [
    'several polygons',
    grids((map) => {
      const { geometry } = map.features[0]!;
      Object.assign(geometry, { type: 'MultiPolygon', coordinates: [geometry.coordinates, geometry.coordinates] });
    }),
    '网格由几块组成',
  ],
  [
    'overlapping grids',
    grids((map) => ringOf(map, 1).forEach((position) => (position[0] -= 0.0005))),
    '错误 grids.geojson:45 与网格 g1 重叠超过 2 米',
  ],
])('refuses %s, with file and line', async (_what, changes, expected) => {
  const lines = await told(changes);
  expect(lines.join('\n')).toContain(expected);
  expect(lines.find((line) => line.includes(expected))).toMatch(/^错误 [\w.]+:\d+ /);
});

test('a narrow overlap comes from drawing and is accepted', async () => {
  const lines = await told(grids((map) => ringOf(map, 1).forEach((position) => (position[0] -= 0.000008))));
  expect(lines.filter((line) => line.startsWith('错误'))).toEqual([]);
});

test('a gap between grids is a warning', async () => {
  const squares = [
    [0, 0],
    [1, 0],
    [2, 0],
    [0, 1],
    [2, 1],
    [0, 2],
    [1, 2],
    [2, 2],
  ].map(([x, y], index) => {
    const corner = (dx: number, dy: number) => [113.35 + (x! + dx) * 0.01, 22.47 + (y! + dy) * 0.01];
    const coordinates = [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]];
    const properties = { id: `g${index + 1}`, name: `第${index + 1}网格`, communityId: 'liangdu' };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } };
  });
  const map = {
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'EPSG:4326' } },
    features: squares,
  };
  const lines = await told({ 'grids.geojson': JSON.stringify(map) });
  expect(lines).toContain('提醒 grids.geojson:1 网格之间有 1 处空白，那里的诉求将由街道值班台负责');
});

test('all faults are told at once, and no town is made', async () => {
  const { town, faults } = await compileTown(
    aFolder({ ...replaced('staff.csv', '恒美网格员', ''), ...replaced('duty.csv', '08:00', '8点'), 'places.csv': '' }),
    YEAR,
  );
  expect(town).toBeUndefined();
  expect(new Set(faults.all.map(({ file }) => file))).toEqual(new Set(['staff.csv', 'duty.csv', 'places.csv']));
});

test.each([
  ['GBK', (text: string) => gbk(text)],
  ['GBK behind a UTF-8 mark', (text: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gbk(text)])],
  ['UTF-16', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  ['UTF-8 without a mark', (text: string) => Buffer.from(text)],
])('reads a table in %s', async (_encoding, encode) => {
  const communities = '编号,名称\r\nliangdu,良都社区\r\nmaling,马岭社区\r\n';
  const plain = await compileTown(aFolder(), YEAR);
  const { town } = await compileTown(aFolder({ 'communities.csv': encode(communities) }), YEAR);
  expect(town).toEqual(plain.town);
});

test('bytes that are no text are refused', async () => {
  expect(await told({ 'communities.csv': Buffer.from([0xff, 0x00, 0x81, 0xff, 0xff]) })).toContain(
    '错误 communities.csv:1 文字编码认不出来，请另存为 UTF-8 编码的 CSV',
  );
});

test('a file of 61,000 rows is refused with the line where it became too many', async () => {
  const rows = Array.from({ length: 61_000 }, (_, index) => `c${index},社区${index}`);
  expect(await told({ 'communities.csv': ['编号,名称', ...rows].join('\n') })).toContain(
    '错误 communities.csv:5002 最多 5000 行，这个文件有 61000 行，请检查是不是拿错了文件',
  );
});

test('coordinates are converted once, from WGS84 to those of WeChat', async () => {
  const wgs84 = grids((map) => (map.crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }));
  const { town } = await compileTown(aFolder(wgs84), YEAR);
  const { town: plain } = await compileTown(aFolder(), YEAR);
  const [there, before] = [town!.places[0]!, plain!.places[0]!];
  // Zhongshan: about 550 m east and 290 m south of where WGS84 says.
  expect(there.longitude - before.longitude).toBeCloseTo(0.0054, 3);
  expect(there.latitude - before.latitude).toBeCloseTo(-0.0027, 3);
  expect(town!.grids[0]!.border[0]![0] - plain!.grids[0]!.border[0]![0]).toBeCloseTo(0.0054, 3);
});

test('people and categories that old concerns name are carried over: no longer in service, no longer offered', async () => {
  const { town: before } = await compileTown(aFolder(), YEAR);
  const folder = aFolder({
    ...replaced('staff.csv', /^s03.*\r?\n/m, ''),
    ...replaced('categories.csv', /^K2.*\r?\n/m, ''),
  });
  writeFileSync(join(folder, 'officers.csv'), fileOf('officers.csv').replace(/^g3,s03.*\r?\n/m, ''));
  writeFileSync(join(folder, 'duty.csv'), fileOf('duty.csv').replace(/^liangdu,s03.*\r?\n/m, ''));
  const { town } = await compileTown(folder, YEAR, before);
  expect(town!.staff.find(({ id }) => id === 's03')).toMatchObject({ name: '城南网格员', roles: [] });
  expect(town!.categories.find(({ id }) => id === 'K2')).toMatchObject({ isRetired: true });
  const again = await compileTown(aFolder(filesOf(town!)), YEAR, before);
  expect(again.town!.version).toBe(town!.version);
});

/** Node decodes GBK but does not encode it: the characters of the test, looked up once. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((letter) => codes.get(letter) ?? [letter.charCodeAt(0)]));
}
