/** The tests of the rules as one project, which is what StrykerJS can watch. */
const { projects } = require('../../jest.config.cjs');

const domain = projects.find(({ displayName }) => displayName === 'domain');

module.exports = {
  ...domain,
  rootDir: '../..',
  // A rule is to be held by the tests of rules: that a view or a notice looks different, too, is no proof.
  testMatch: [
    '<rootDir>/test/domain/{concern,deadlines,decisions,emergencies,lifecycle,permissions,rating,roster,routing}.*test.ts',
  ],
  // It runs the code in processes of its own, where nothing is altered.
  testPathIgnorePatterns: ['timezone'],
  testSequencer: require.resolve('./quick-first.cjs'),
};
