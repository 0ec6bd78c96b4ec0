/** Reads app.json and follows usingComponents: which pages and components the mini-program consists of. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  tabBar?: { list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[] };
  window?: Record<string, unknown>;
  /** 'v2' changes how built-in components look. */
  style?: string;
  themeLocation?: string;
}

export interface ComponentConfig {
  component?: boolean;
  usingComponents: Record<string, string>;
  componentGenerics?: Record<string, unknown>;
  [setting: string]: unknown;
}

export interface Part {
  /** Path inside the mini-program without extension: `pages/resident/home/home`. */
  id: string;
  isPage: boolean;
  config: ComponentConfig;
  script: string;
}

export interface Project {
  source: string;
  app: AppConfig;
  /** theme.json: the values of `@name` in app.json and page configurations, per colour scheme. */
  theme: Record<string, Record<string, string>>;
  pages: string[];
  parts: Part[];
}

const readJson = <T>(file: string): T => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
};

/** A reference in usingComponents: absolute from the mini-program's root, or relative to the file that uses it. */
function resolveReference(project: Project, reference: string, user: string): string {
  const relative = posix.join(posix.dirname(user), reference);
  const id = reference.startsWith('/') ? reference.slice(1) : relative;
  if (existsSync(join(project.source, `${id}.json`))) return id;
  throw new Error(`${user}.json: there is no component "${reference}"`);
}

function addPart(project: Project, id: string, isPage: boolean): void {
  if (project.parts.some((part) => part.id === id)) return;
  const file = join(project.source, id);
  const script = [`${file}.ts`, `${file}.js`].find(existsSync);
  if (!script) throw new Error(`${file}.ts is missing`);
  const config = existsSync(`${file}.json`) ? readJson<Partial<ComponentConfig>>(`${file}.json`) : {};
  if (!isPage && config.component !== true) throw new Error(`${file}.json: "component": true is missing`);
  const usingComponents: Record<string, string> = {};
  for (const [tag, reference] of Object.entries(project.app.usingComponents ?? {}))
    usingComponents[tag] = `/${resolveReference(project, reference, 'app')}`;
  for (const [tag, reference] of Object.entries(config.usingComponents ?? {}))
    usingComponents[tag] = `/${resolveReference(project, reference, id)}`;
  project.parts.push({ id, isPage, config: { ...config, usingComponents }, script });
  for (const reference of Object.values(usingComponents)) addPart(project, reference.slice(1), false);
}

/** @throws Error naming the file, when app.json names something that does not exist. */
export function readProject(source: string): Project {
  const app = readJson<AppConfig>(join(source, 'app.json'));
  const subPages = (app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)));
  const theme = app.themeLocation ? readJson<Project['theme']>(join(source, app.themeLocation)) : {};
  const project: Project = { source, app, theme, pages: [...app.pages, ...subPages], parts: [] };
  for (const page of project.pages) addPart(project, page, true);
  for (const { pagePath, iconPath, selectedIconPath } of app.tabBar?.list ?? []) {
    if (!app.pages.includes(pagePath)) throw new Error(`app.json: the tab page ${pagePath} is not in "pages"`);
    for (const icon of [iconPath, selectedIconPath])
      if (icon && !icon.startsWith('@') && !existsSync(join(source, icon)))
        throw new Error(`app.json: there is no icon ${icon}`);
  }
  return project;
}
