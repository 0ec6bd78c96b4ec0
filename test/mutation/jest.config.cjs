/** The tests of the rules as one project, which is what StrykerJS can watch. */
const { projects } = require('../../jest.config.cjs');

const domain = projects.find(({ displayName }) => displayName === 'domain');

module.exports = {
  ...domain,
  rootDir: '../..',
  // What is not below these need not be searched for every alteration.
  roots: ['<rootDir>/domain', '<rootDir>/test/domain', '<rootDir>/test/support'],
  testMatch: ['<rootDir>/test/domain/*.test.ts'],
  // It runs the code in processes of its own, where nothing is altered.
  testPathIgnorePatterns: ['timezone'],
  // A rule is to be held by the tests that bear its name: that something else looks different, too, is no proof.
  testSequencer: require.resolve('./own-tests.cjs'),
  runner: require.resolve('./first-failure.cjs'),
};
