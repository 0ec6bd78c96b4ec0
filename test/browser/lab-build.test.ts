/** What the preview refuses to build, because WeChat would refuse it or show nothing without a word. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreview } from '../../local/preview/build';
import { LAB } from './lab-stage';

let source: string;
beforeEach(() => void (source = mkdtempSync(join(tmpdir(), 'broken-'))));
afterEach(() => rmSync(source, { recursive: true, force: true }));

test.each([
  ['an unclosed tag', '<view>\n<text></view>', /broken\.wxml:2:\d+ missing end tag/],
  ['a tag nobody declared', '<view/>\n<lab-nothing/>', /broken\.wxml:2 <lab-nothing> is neither built in nor declared/],
])('refuses to build %s', async (_what, wxml, message) => {
  mkdirSync(join(source, 'pages'));
  writeFileSync(join(source, 'app.json'), JSON.stringify({ pages: ['pages/broken'] }));
  cpSync(join(LAB, 'app.ts'), join(source, 'app.ts'));
  writeFileSync(join(source, 'pages/broken.ts'), 'Page({});');
  writeFileSync(join(source, 'pages/broken.wxml'), wxml);
  await expect(buildPreview({ source, out: join(source, 'out') })).rejects.toThrow(message);
});
