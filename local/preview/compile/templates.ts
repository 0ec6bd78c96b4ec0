/** Compiles WXML and WXS with WeChat's own template compiler. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { BUILT_IN_TAGS } from '../tags';
import type { Part, Project } from './project';

interface TemplateWarning {
  path: string;
  startLine: number;
  startColumn: number;
  message: string;
}

/** In WXS `x.constructor` is the string 'Array', 'Object' …; plain JavaScript would give a function. */
const wxsToJs = (source: string) =>
  source.replace(/([\w$]+(?:\.[\w$]+|\[[^\]]*\])*)\.constructor\b/g, '__wxsConstructor($1)');

class Templates {
  private readonly group = new TmplGroup();
  private readonly seen = new Set<string>();

  constructor(private readonly source: string) {}

  add(id: string): void {
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const file = join(this.source, `${id}.wxml`);
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    // The compiler only warns about an unclosed tag, which WeChat refuses: every warning is an error here.
    const warnings = this.group.addTmpl(id, readFileSync(file, 'utf8')) as TemplateWarning[];
    if (warnings.length)
      throw new Error(warnings.map((w) => `${file}:${w.startLine + 1}:${w.startColumn + 1} ${w.message}`).join('\n'));
    for (const name of this.group.getInlineScriptModuleNames(id) as string[])
      this.group.setInlineScript(id, name, wxsToJs(this.group.getInlineScript(id, name)));
    for (const dependency of this.group.getDirectDependencies(id) as string[]) this.add(dependency);
    for (const script of this.group.getScriptDependencies(id) as string[]) this.addScript(script);
  }

  /** The object, as JavaScript source, that glass-easel calls the template group. */
  toJs(): string {
    return this.group.getTmplGenObjectGroups();
  }

  private addScript(name: string): void {
    const id = name.replace(/\.wxs$/, '');
    if (this.seen.has(`${id}.wxs`)) return;
    this.seen.add(`${id}.wxs`);
    const file = join(this.source, `${id}.wxs`);
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    const source = wxsToJs(readFileSync(file, 'utf8'));
    // Templates ask for the name with or without the extension, as it was written.
    this.group.addScript(id, source);
    this.group.addScript(`${id}.wxs`, source);
    for (const [, required = ''] of source.matchAll(/require\(\s*['"](.+?)['"]\s*\)/g))
      this.addScript(posix.join(posix.dirname(id), required));
  }
}

const SYNTAX_TAGS = ['block', 'template', 'import', 'include', 'slot', 'wxs'];

/** Comments, scripts, expressions and attribute values, in which a `<` begins no tag. */
const NOT_TAGS = /<!--[\s\S]*?-->|<wxs[\s\S]*?(?:\/>|<\/wxs>)|\{\{[\s\S]*?\}\}|="[^"]*"|='[^']*'/g;

/** An undeclared tag renders nothing in WeChat, without a word. */
function refuseUnknownTags(source: string, part: Part): void {
  const file = join(source, `${part.id}.wxml`);
  const known = new Set([
    ...BUILT_IN_TAGS,
    ...SYNTAX_TAGS,
    ...Object.keys(part.config.usingComponents),
    ...Object.keys(part.config.componentGenerics ?? {}),
  ]);
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  const wxml = readFileSync(file, 'utf8').replace(NOT_TAGS, blank);
  for (const { 1: tag = '', index } of wxml.matchAll(/<([a-zA-Z][\w-]*)/g)) {
    if (known.has(tag)) continue;
    const line = wxml.slice(0, index).split('\n').length;
    throw new Error(`${file}:${line} <${tag}> is neither built in nor declared in usingComponents`);
  }
}

/** @throws Error with file and line for anything WeChat would refuse or silently not show. */
export function compileTemplates(project: Project): string {
  const templates = new Templates(project.source);
  for (const part of project.parts) {
    templates.add(part.id);
    refuseUnknownTags(project.source, part);
  }
  return templates.toJs();
}
