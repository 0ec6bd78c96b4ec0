/** `npm run test:mutation`: every rule of these files is altered in every way StrykerJS knows, and a test must notice. */
const RULES = ['deadlines', 'decisions', 'escalation', 'lifecycle', 'permissions', 'routing'];

export default {
  mutate: RULES.map((name) => `domain/${name}.ts`),
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000, // beyond one and a half times what its tests take: what never ends counts as noticed
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false, allowEmojis: false },
  disableTypeChecks: false, // esbuild looks at no types
  tempDirName: '.cache/mutation',
  ignorePatterns: ['.ci', 'dist', 'docs', '.local', 'tools/wechat-ci/node_modules'],
  allowConsoleColors: false,
};
