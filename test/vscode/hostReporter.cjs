// Shows the in-host tests as they run and leaves their counts in the file that HOST_TEST_RESULTS names.
const { createRequire } = require('node:module');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');

// The one mocha that runs the tests is the one that @vscode/test-cli brings.
const mocha = createRequire(require.resolve('@vscode/test-cli'))('mocha');
const { EVENT_RUN_END } = mocha.Runner.constants;

module.exports = class HostReporter extends mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.HOST_TEST_RESULTS;
    runner.once(EVENT_RUN_END, () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      if (!file) return;
      // Each workspace has a run of its own, one after the other.
      const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
      const { passed = 0, failed = 0, skipped = 0 } = before;
      writeFileSync(
        file,
        JSON.stringify({
          passed: passed + passes,
          failed: failed + failures,
          skipped: skipped + pending,
        }),
      );
    });
  }
};
