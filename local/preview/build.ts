/** Builds the unmodified mini-program, together with the host it runs in, into a folder of static files. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { build as esbuild, type Plugin } from 'esbuild';
import { readProject, type Project } from './compile/project';
import { compileStyle } from './compile/styles';
import { compileTemplates } from './compile/templates';
import { IMAGE_TYPES } from './image-types';

const HOST = join(__dirname, 'browser');

/** Every image of the package, as a data address. */
function imagesOf(source: string): Record<string, string> {
  const files = readdirSync(source, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'));
  return Object.fromEntries(
    files.flatMap((file) => {
      const type = IMAGE_TYPES[extname(file)];
      return type ? [[file, `data:${type};base64,${readFileSync(join(source, file), 'base64')}`]] : [];
    }),
  );
}

/** The entry the browser runs: the compiled mini-program as one argument of `boot`. */
function entryOf(project: Project): string {
  const parts = project.parts.map(({ id, isPage, config, script }) => {
    const css = JSON.stringify(compileStyle(join(project.source, `${id}.wxss`), project.source));
    const run = `() => require(${JSON.stringify(script)})`;
    return `${JSON.stringify(id)}: { config: ${JSON.stringify(config)}, isPage: ${isPage}, css: ${css}, run: ${run} }`;
  });
  return `
    import { boot } from ${JSON.stringify(join(HOST, 'boot.ts'))};
    boot({
      app: ${JSON.stringify(project.app)},
      theme: ${JSON.stringify(project.theme)},
      pages: ${JSON.stringify(project.pages)},
      appCss: ${JSON.stringify(compileStyle(join(project.source, 'app.wxss'), project.source))},
      templates: ${compileTemplates(project)},
      images: ${JSON.stringify(imagesOf(project.source))},
      runApp: () => require(${JSON.stringify(join(project.source, 'app.ts'))}),
      parts: { ${parts.join(',\n')} },
    });`;
}

/** WeChat resolves `/utils/x` from the mini-program's root. */
const absoluteImports = (source: string): Plugin => ({
  name: 'absolute-imports',
  setup(build) {
    build.onResolve({ filter: /^\// }, async ({ path, importer, kind }) => {
      if (!importer.startsWith(source) || path.startsWith(source)) return undefined;
      return build.resolve(`.${path}`, { resolveDir: source, kind });
    });
  },
});

/** Later sheets win over earlier ones. */
const SHEETS = {
  index: ['desk', 'windows', 'question', 'waiting'].map((name) => `desk/${name}`),
  phone: ['frame', 'pages', 'controls', 'buttons', 'fields', 'map', 'layers', 'toasts', 'places'].map(
    (name) => `phone/${name}`,
  ),
};

function copyStatic(out: string): void {
  const folder = join(__dirname, 'static');
  for (const [page, sheets] of Object.entries(SHEETS)) {
    cpSync(join(folder, `${page}.html`), join(out, `${page}.html`));
    const css = sheets.map((name) => readFileSync(join(folder, `${name}.css`), 'utf8'));
    writeFileSync(join(out, `${page}.css`), css.join('\n'));
  }
}

/**
 * @param options.source the mini-program's folder
 * @param options.out where to put the result; emptied first
 * @throws Error with file and line for an unclosed tag, a template warning, an unknown tag or anything app.json names in vain
 */
export async function buildPreview(options: { source?: string; out?: string } = {}): Promise<{ warnings: string[] }> {
  const source = resolve(options.source ?? 'miniprogram');
  const out = resolve(options.out ?? 'dist/preview');
  const entry = entryOf(readProject(source));
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const shared = {
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  } as const;
  const [phone, three] = await Promise.all([
    esbuild({
      ...shared,
      stdin: { contents: entry, resolveDir: __dirname, sourcefile: 'phone.js' },
      outfile: join(out, 'phone.js'),
      sourcemap: true,
      plugins: [absoluteImports(source)],
    }),
    esbuild({ ...shared, entryPoints: [join(HOST, 'three-phones.ts')], outfile: join(out, 'index.js') }),
  ]);
  copyStatic(out);
  return { warnings: [...phone.warnings, ...three.warnings].map(({ text, location }) => `${location?.file}: ${text}`) };
}

if (process.argv[1] === __filename) void buildPreview();
