import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  environmentFaults,
  importFaults,
  importsOf,
  localityFaults,
  pageFaults,
  pagesOf,
  ROOM_NAMES,
  settingFaults,
} from './house-rules';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Files in a folder, from the root; dependencies installed inside a room are not ours. */
const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    return [path];
  });

const sources = ROOM_NAMES.flatMap(filesIn).filter((file) => /\.(ts|cjs|mjs|js|wxs)$/.test(file));
const faultsOf = (check: (file: string, text: string) => string[]) =>
  sources.flatMap((file) => check(file, read(file)));

test('the rooms are found', () => {
  for (const room of ROOM_NAMES)
    expect(sources.filter((file) => file.startsWith(`${room}/`)).length).toBeGreaterThan(5);
});

test('imports follow the arrows between the rooms', () => {
  expect(faultsOf(importFaults)).toEqual([]);
});

test('only the two environment files read process.env', () => {
  expect(faultsOf(environmentFaults)).toEqual([]);
});

test('nothing that runs in the cloud or on a phone can tell that it runs locally', () => {
  expect(faultsOf(localityFaults)).toEqual([]);
});

test('every page has its script, template, style and settings', () => {
  const app = JSON.parse(read('miniprogram/app.json')) as Parameters<typeof pagesOf>[0];
  const files = filesIn('miniprogram').map((file) => relative('miniprogram', file));
  expect(pagesOf(app).length).toBeGreaterThan(10);
  expect(pageFaults(app, files)).toEqual([]);
});

test('the developer tools turn newer syntax into what phones read', () => {
  expect(settingFaults(JSON.parse(read('project.config.json')) as Parameters<typeof settingFaults>[0])).toEqual([]);
});

test('no rule is kept from being altered by `npm run test:mutation`', () => {
  expect(sources.filter((file) => /\bStryker (disable|restore)\b/.test(read(file)))).toEqual([]);
});

// The checks themselves, on made-up files.

test.each([
  ["import a from './a';", './a'],
  ["import './a';", './a'],
  ["import {\n  a,\n} from './a';", './a'],
  ["import type { A } from './a';", './a'],
  ["export { a } from './a';", './a'],
  ["export * from './a';", './a'],
  ["const a = await import('./a');", './a'],
  ["type A = typeof import('./a');", './a'],
  ["const a = require('./a');", './a'],
  ['const a = require("./a");', './a'],
])('%j is an import', (text, name) => {
  expect(importsOf(text)).toEqual([name]);
});

test.each([
  ['domain/a.ts', '../cloudfunctions/cloud'],
  ['domain/a.ts', '../miniprogram/cloud'],
  ['domain/a.ts', 'node:crypto'],
  ['domain/a.ts', 'zod'],
  ['domain/zod.ts', 'dayjs'],
  ['domain/a.ts', 'dayjs/plugin/utc'],
  ['miniprogram/pages/a/a.ts', '../../../cloudfunctions/cloud'],
  ['miniprogram/pages/a/a.ts', 'dayjs'],
  ['miniprogram/a.ts', '../local/places'],
  ['cloudfunctions/api/a.ts', '../../miniprogram/cloud'],
  ['cloudfunctions/api/a.ts', '../../local/cloud/start'],
  ['cloudfunctions/api/a.ts', 'zod'],
  ['local/a.ts', '../miniprogram/cloud'],
  ['tools/town/a.ts', '../../miniprogram/cloud'],
  ['tools/a.ts', '../test/support/a-town'],
  ['local/cloud/a.cjs', '../../test/support/a-town'],
])('%s may not import %s', (file, name) => {
  expect(importFaults(file, `import a from '${name}';`)).toEqual([`${file} imports ${name}`]);
});

test.each([
  ['domain/a.ts', './zod'],
  ['domain/zod.ts', 'zod/locales'],
  ['domain/time.ts', 'dayjs/plugin/utc'],
  ['domain/a.ts', '@turf/boolean-point-in-polygon'],
  ['miniprogram/pages/a/a.ts', '../../../domain/concern'],
  ['miniprogram/pages/a/a.ts', '../../cloud'],
  ['cloudfunctions/api/a.ts', '../cloud'],
  ['cloudfunctions/api/a.ts', '../../domain/concern'],
  ['cloudfunctions/cloud.ts', 'wx-server-sdk'],
  ['cloudfunctions/secrets.ts', 'node:crypto'],
  ['local/a.ts', '../cloudfunctions/database.json'],
  ['tools/a.ts', 'esbuild'],
])('%s may import %s', (file, name) => {
  expect(importFaults(file, `import a from '${name}';`)).toEqual([]);
});

test.each([
  ['cloudfunctions/cloud.ts', 'process.env.KEY', 1],
  ['domain/a.ts', "process.env['KEY']", 1],
  ['local/start.ts', "process['env']", 1],
  ['local/start.ts', 'const { env } = process;', 1],
  ['tools/build.ts', "import { env } from 'node:process';", 1],
  ['tools/build.ts', 'process.exit(1)', 0],
  ['cloudfunctions/environment.ts', 'process.env[name]', 0],
  ['tools/environment.ts', "process.env['PORT']", 0],
])('%s with %j reads the environment where it may not: %i', (file, text, faults) => {
  expect(environmentFaults(file, text)).toHaveLength(faults);
});

test.each([
  ['cloudfunctions/cloud.ts', "if (host === 'localhost')", 1],
  ['miniprogram/cloud.ts', 'http://127.0.0.1:8080', 1],
  ['domain/a.ts', '// as local/cloud does', 1],
  ['domain/a.ts', "NODE_ENV === 'test'", 1],
  ['miniprogram/cloud.ts', 'const isPreview = preview;', 1],
  ['miniprogram/a.ts', 'wx.previewImage({ urls })', 0],
  ['domain/a.ts', 'toLocaleString()', 0],
  ['local/start.ts', 'http://127.0.0.1', 0],
])('%s with %j can tell that it runs locally: %i', (file, text, faults) => {
  expect(localityFaults(file, text)).toHaveLength(faults);
});

test('each missing file of a page is named, in subpackages too', () => {
  const app = { pages: ['pages/a/a'], subPackages: [{ root: 'pages/staff', pages: ['b/b'] }] };
  const whole = ['pages/a/a', 'pages/staff/b/b'].flatMap((page) =>
    ['ts', 'wxml', 'wxss', 'json'].map((e) => `${page}.${e}`),
  );
  expect(pageFaults(app, whole)).toEqual([]);
  for (const file of whole)
    expect(
      pageFaults(
        app,
        whole.filter((f) => f !== file),
      ),
    ).toEqual([`${file} is missing`]);
});

test.each([[{}], [{ setting: {} }], [{ setting: { es6: false } }]])('settings %j are refused', (settings) => {
  expect(settingFaults(settings)).toHaveLength(1);
});
