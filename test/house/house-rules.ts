/** The rules of the house that no compiler checks, as functions of a file's path (from the root) and its text. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

type Room = {
  /** Rooms and packages that its files may import. */
  rooms: string[] | 'all but miniprogram and test';
  packages: (name: string, file: string) => boolean;
};

/** Packages that one file wraps for everybody. */
const WRAPPED: Record<string, string> = {
  zod: 'domain/zod.ts',
  dayjs: 'domain/time.ts',
  'csv-stringify': 'cloudfunctions/write-table.ts',
  'write-excel-file': 'cloudfunctions/write-table.ts',
};

const ROOMS: Record<string, Room> = {
  domain: {
    rooms: ['domain'],
    packages: (name, file) => WRAPPED[packageOf(name)] === file || name.startsWith('@turf/'),
  },
  miniprogram: { rooms: ['miniprogram', 'domain'], packages: () => false },
  cloudfunctions: {
    rooms: ['cloudfunctions', 'domain'],
    packages: (name, file) => name === 'wx-server-sdk' || isBuiltin(name) || WRAPPED[packageOf(name)] === file,
  },
  local: { rooms: 'all but miniprogram and test', packages: () => true },
  tools: { rooms: 'all but miniprogram and test', packages: () => true },
};
export const ROOM_NAMES = Object.keys(ROOMS);

const packageOf = (name: string): string => name.split('/')[0]!;
const roomOf = (path: string): string => path.split('/')[0]!;

/** What a file imports: static, re-exported, dynamic and required. */
export function importsOf(text: string): string[] {
  const pattern = /(?<!['"])\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;
  return [...text.matchAll(pattern)].map(([, , name]) => name!);
}

/** The arrows between the rooms. */
export function importFaults(file: string, text: string): string[] {
  const { rooms, packages } = ROOMS[roomOf(file)]!;
  const mayEnter = (room: string) =>
    typeof rooms === 'string' ? !['miniprogram', 'test'].includes(room) : rooms.includes(room);
  return importsOf(text)
    .filter((name) => {
      const isInHouse = name.startsWith('.');
      return isInHouse ? !mayEnter(roomOf(posix.join(posix.dirname(file), name))) : !packages(name, file);
    })
    .map((name) => `${file} imports ${name}`);
}

const MAY_READ_ENVIRONMENT = ['cloudfunctions/environment.ts', 'tools/environment.ts', 'local/cloud/runner.cjs'];

export const environmentFaults = (file: string, text: string): string[] =>
  /process\s*(\.|\?\.|\[\s*['"])env\b|\benv\b[^;]*\}\s*=\s*process\b|\benv\b.*from ['"](node:)?process/.test(text) &&
  !MAY_READ_ENVIRONMENT.includes(file)
    ? [`${file} reads process.env`]
    : [];

/** Words by which code could find out that it runs on one machine. `wx.previewImage` is WeChat's. */
const LOCAL_WORDS = /\blocalhost\b|127\.0\.0\.1|\blocal\/|\bNODE_ENV\b|\bpreview\b/i;

export const localityFaults = (file: string, text: string): string[] =>
  ['domain', 'miniprogram', 'cloudfunctions'].includes(roomOf(file)) && LOCAL_WORDS.test(text)
    ? [`${file} mentions ${LOCAL_WORDS.exec(text)![0]}`]
    : [];

type App = { pages: string[]; subPackages?: { root: string; pages: string[] }[] };

export const pagesOf = ({ pages, subPackages = [] }: App): string[] => [
  ...pages,
  ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
];

/** @param files paths from the mini-program's root. */
export const pageFaults = (app: App, files: readonly string[]): string[] =>
  pagesOf(app)
    .flatMap((page) => ['ts', 'wxml', 'wxss', 'json'].map((ending) => `${page}.${ending}`))
    .filter((file) => !files.includes(file))
    .map((file) => `${file} is missing`);

/** Without it the developer tools hand newer syntax to phones that cannot read it. */
export const settingFaults = ({ setting }: { setting?: { es6?: boolean } }): string[] =>
  setting?.es6 === true ? [] : ['setting.es6 is not set'];
