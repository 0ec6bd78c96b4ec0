const { transformSync } = require('esbuild');

/** TypeScript, and the ES modules of dist/ and of a few packages, to CommonJS. */
module.exports = {
  process: (source, path) =>
    transformSync(source, {
      loader: path.endsWith('ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: path,
    }),
};
