import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../miniprogram');
const OPENING_TAG = /<[a-z][^"'>]*(?:"[^"]*"[^"'>]*)*>/g;

type Tag = { file: string; tag: string };
const tags: Tag[] = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.wxml'))
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(OPENING_TAG)].map(([tag]) => ({
      file,
      tag: tag.replace(/\s+/g, ' '),
    })),
  );

/** Buttons and maps say themselves what they are. */
const isTouchable = (tag: string) => /(bind|catch):?tap=/.test(tag) && !/^<(button|map)\b/.test(tag);

test.each([
  ['whatever can be touched says what it is', isTouchable, /aria-role=/],
  ['every field says what belongs into it', (tag: string) => /^<(input|textarea|switch)\b/.test(tag), /aria-label=/],
  ['a picture is described or passed over', (tag: string) => /^<image\b/.test(tag), /aria-(label|hidden)=/],
])('for those who listen: %s', (_rule, isMeant, attribute) => {
  const meant = tags.filter(({ tag }) => isMeant(tag));
  expect(meant.length).toBeGreaterThan(0);
  expect(meant.filter(({ tag }) => !attribute.test(tag))).toEqual([]);
});

test.each([
  ['what is wrong with a field is read aloud at once', 'form-field', 'aria-live="assertive"'],
  ['a notice is an alert where something went wrong', 'notice-bar', "'overdue' ? 'alert'"],
  ['progress is one sentence', 'progress-line', 'aria-label="{{summary}}"'],
])('for those who listen: %s', (_rule, component, attribute) => {
  const own = tags.filter(({ file }) => file === `components/${component}/${component}.wxml`);
  expect(own.some(({ tag }) => tag.includes(attribute))).toBe(true);
});

test('no template uses `?.`, which WeChat refuses', () => {
  expect(tags.filter(({ tag }) => /\{\{[^}]*\?\.[^}]*\}\}/.test(tag))).toEqual([]);
});
