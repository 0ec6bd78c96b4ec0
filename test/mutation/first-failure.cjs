const { default: TestRunner } = require('jest-runner');

/** One failing test is enough to notice an alteration, and StrykerJS cannot use Jest's `bail`, which ends the process. */
module.exports = class FirstFailure extends TestRunner {
  runTests(tests, watcher, options) {
    this.on('test-file-success', ([, { numFailingTests }]) => {
      if (numFailingTests) watcher.setState({ interrupted: true });
    });
    return super.runTests(tests, watcher, options);
  }
};
