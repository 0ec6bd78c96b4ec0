/** Turns WXSS into CSS: rpx, imports, element names and the class prefixes of style isolation. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import postcss, { type Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { BUILT_IN_TAGS } from '../tags';

/** Stands for the component's scope; the browser knows whether the component is isolated and fills it in. */
const CLASS_PREFIX = '__SCOPE__';
const HOST = '__HOST__';
const ELEMENTS = new Set<string>([...BUILT_IN_TAGS, 'page']);

/** `vh` is the height between the bars, not the browser window's. */
const units = (value: string) =>
  value
    .replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * var(--rpx))')
    .replace(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--vh))')
    .replace(/(-?[\d.]+)vw\b/g, 'calc($1 * 7.5 * var(--rpx))');

const scopeSelector = selectorParser((root) => {
  root.walkClasses((node) => {
    node.value = CLASS_PREFIX + node.value;
  });
  root.walkTags((node) => {
    if (ELEMENTS.has(node.value)) node.value = `wx-${node.value}`;
  });
  root.walkPseudos((node) => {
    if (node.value === ':host')
      node.replaceWith(
        selectorParser.attribute({ attribute: 'wx-host', operator: '=', value: HOST, quoteMark: '"', raws: {} }),
      );
  });
});

function inlineImports(root: Root, file: string, source: string, seen: Set<string>): string {
  let imported = '';
  root.walkAtRules('import', (rule) => {
    const path = /["']([^"']+)["']/.exec(rule.params)?.[1] ?? '';
    const target = path.startsWith('/') ? join(source, path) : resolve(dirname(file), path);
    if (!existsSync(target)) throw new Error(`${file}: there is no ${path} to import`);
    imported += compileStyle(target, source, seen);
    rule.remove();
  });
  return imported;
}

/** @returns CSS with the scope still open; '' when the file does not exist, which WeChat allows. */
export function compileStyle(file: string, source: string, seen = new Set<string>()): string {
  if (seen.has(file) || !existsSync(file)) return '';
  seen.add(file);
  const root = postcss.parse(readFileSync(file, 'utf8'), { from: file });
  const imported = inlineImports(root, file, source, seen);
  root.walkRules((rule) => {
    const parent = rule.parent;
    if (parent?.type === 'atrule' && 'name' in parent && /keyframes/.test(String(parent.name))) return;
    rule.selector = scopeSelector.processSync(rule.selector);
  });
  root.walkDecls((declaration) => {
    declaration.value = units(declaration.value);
  });
  return `${imported}${root.toString()}\n`;
}
