const path = require('node:path');

/** Properties and generated tables take a hundred times as long as examples. */
const SLOW = /\.(property|golden)\.test\.ts$/;

/**
 * What Jest asks of a sequencer: of the tests that StrykerJS finds related to the altered files, those that bear the
 * name of one, the quick ones first.
 */
module.exports = class OwnTests {
  constructor({ globalConfig }) {
    this.rules = globalConfig.nonFlagArgs.map((file) => path.basename(file, '.ts'));
  }
  sort(tests) {
    return tests
      .filter((test) => this.rules.includes(path.basename(test.path).split('.')[0]))
      .sort((one, other) => SLOW.test(one.path) - SLOW.test(other.path));
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
};
