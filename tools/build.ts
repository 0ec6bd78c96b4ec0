/** Builds both halves into dist/, the folder WeChat DevTools opens and the local cloud runs. */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { build as esbuild } from 'esbuild';

const filesIn = (root: string) => readdirSync(root, { recursive: true }).map((file) => `${root}/${String(file)}`);
const copyAllButTypeScript = (root: string) =>
  cpSync(root, `dist/${root}`, { recursive: true, filter: (path) => !/\.ts$|tsconfig\.json$/.test(path) });

/** Compiles miniprogram/ and cloudfunctions/. Takes about two seconds; throws with esbuild's messages. */
export async function build(): Promise<void> {
  rmSync('dist/miniprogram', { recursive: true, force: true });
  rmSync('dist/cloudfunctions', { recursive: true, force: true });
  copyAllButTypeScript('miniprogram');

  const pagesAndComponents = filesIn('miniprogram').filter(
    (file) => file.endsWith('.ts') && existsSync(file.replace(/ts$/, 'wxml')),
  );
  const functions = readdirSync('cloudfunctions').filter((name) => existsSync(`cloudfunctions/${name}/index.ts`));
  for (const name of functions)
    for (const file of ['config.json', 'package.json'])
      cpSync(`cloudfunctions/${name}/${file}`, `dist/cloudfunctions/${name}/${file}`);

  await Promise.all([
    esbuild({
      // Shared code (domain, zod) becomes common chunks, so it counts once towards the 2 MB package.
      // WeChat turns the ES modules into CommonJS itself (es6 in project.config.json).
      entryPoints: ['miniprogram/app.ts', ...pagesAndComponents],
      outbase: 'miniprogram',
      outdir: 'dist/miniprogram',
      chunkNames: 'shared/[name]-[hash]',
      format: 'esm',
      splitting: true,
      target: 'es2017',
      minify: true,
      bundle: true,
      charset: 'utf8',
    }),
    esbuild({
      // One complete file per function, SDK included: a cold start reads one file instead of a thousand.
      entryPoints: functions.map((name) => `cloudfunctions/${name}/index.ts`),
      outbase: 'cloudfunctions',
      outdir: 'dist/cloudfunctions',
      format: 'cjs',
      platform: 'node',
      target: 'node18',
      minify: true,
      bundle: true,
      charset: 'utf8',
      logOverride: { 'direct-eval': 'silent' },
    }),
  ]);
}

if (process.argv[1] === __filename) void build();
