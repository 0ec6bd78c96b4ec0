const path = require('node:path');

/** Properties and generated tables take a hundred times as long as examples. */
const SLOW = /\.(property|golden)\.test\.ts$/;

/** Who decides first and who next is told with what is asked for; departments decide nothing, and are late. */
const ALSO = { decisions: ['proposals', 'dispatching'], escalation: ['dispatching'] };

/**
 * What Jest asks of a sequencer: of the tests that StrykerJS finds related to the altered files, those that bear
 * their names, the quick ones first.
 */
module.exports = class OwnTests {
  constructor({ globalConfig }) {
    const rules = globalConfig.nonFlagArgs.map((file) => path.basename(file, '.ts'));
    this.names = rules.flatMap((rule) => [rule, ...(ALSO[rule] ?? [])]);
  }
  sort(tests) {
    return tests
      .filter((test) => this.names.includes(path.basename(test.path).split('.')[0]))
      .sort((one, other) => SLOW.test(one.path) - SLOW.test(other.path));
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
};
