/** Domain tests are pure. The other three read dist/, so `npm run build` comes first (`npm test` does it). */
require('./test/support/memory-disk.cjs');

const shared = {
  modulePathIgnorePatterns: [
    '<rootDir>/dist/cloudfunctions',
    '<rootDir>/.local',
    '<rootDir>/.cache',
    '<rootDir>/tools/wechat-ci',
  ],
  transform: { '\\.(m?[jt]s)$': '<rootDir>/test/support/esbuild-transform.cjs' },
  // Packages published as ES modules only; everything else in node_modules is CommonJS already.
  transformIgnorePatterns: ['/node_modules/(?!(mingo)/)'],
};
const project = (displayName, changes = {}) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  ...changes,
});

/** The clock of the tests: a Wednesday morning inside working hours, Beijing time. */
const NOW = Date.UTC(2026, 6, 8, 2, 0);
/** The same tests in a year whose official calendar is not known. */
const NOW_IN_2027 = Date.UTC(2027, 5, 1, 2, 0);

/** Tests whose dates are their own: the same in every year. */
const KNOW_NO_NOW = [
  '/deadlines\\.',
  '/(calendar|contract|geography|clusters|map|places|pushes|town-faults)\\.test',
  '/routing\\.property',
];

module.exports = {
  maxWorkers: 2, // also where there are two cores, of which Jest would leave one idle
  testTimeout: 60_000, // for a busy machine of two cores; nothing takes that long by itself
  projects: [
    project('domain', { testMatch: ['<rootDir>/test/{domain,house}/**/*.test.ts'], globals: { NOW } }),
    {
      ...project('domain', { globals: { NOW: NOW_IN_2027 } }),
      displayName: 'domain in 2027',
      testPathIgnorePatterns: KNOW_NO_NOW,
    },
    project('tools', { globals: { NOW } }),
    project('local', { globals: { NOW } }),
    project('actions', { globals: { NOW } }),
    project('miniprogram', { globals: { NOW }, setupFiles: ['<rootDir>/test/support/wechat-globals.cjs'] }),
    project('browser', { globals: { NOW } }),
  ],
};
