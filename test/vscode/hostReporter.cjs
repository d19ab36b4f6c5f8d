// Shows the in-host tests as they run and leaves their counts, failures and retries in the file that HOST_TEST_RESULTS names.
const { createRequire } = require('node:module');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');

// The one mocha that runs the tests is the one that @vscode/test-cli brings.
const mocha = createRequire(require.resolve('@vscode/test-cli'))('mocha');
const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_RETRY } = mocha.Runner.constants;

module.exports = class HostReporter extends mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.HOST_TEST_RESULTS;
    /** @type {{ name: string, why: string }[]} */
    const failed = [];
    /** @type {typeof failed} */
    const tried = [];
    const keepIn =
      (/** @type {typeof failed} */ list) => (/** @type {Mocha.Test} */ test, /** @type {Error} */ error) => {
        // The values stand below the first line.
        const why = String(error?.message ?? error)
          .replaceAll(/\s+/g, ' ')
          .slice(0, 300);
        list.push({ name: test.fullTitle(), why });
      };
    runner.on(EVENT_TEST_FAIL, keepIn(failed));
    runner.on(EVENT_TEST_RETRY, keepIn(tried));
    runner.once(EVENT_RUN_END, () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      if (!file) return;
      // Each workspace has a run of its own, one after the other.
      const none = { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
      const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : none;
      writeFileSync(
        file,
        JSON.stringify({
          passed: before.passed + passes,
          failed: before.failed + failures,
          skipped: before.skipped + pending,
          failures: [...before.failures, ...failed],
          // Those that failed twice are among the failures.
          retried: [
            ...before.retried,
            ...tried.filter(({ name }) => failed.every((other) => other.name !== name)),
          ],
        }),
      );
    });
  }
};
