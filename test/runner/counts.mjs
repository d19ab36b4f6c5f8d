import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: 0, skipped: 0 };
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * The one line that ends a run.
 * @param {Counts} counts
 */
export function totalsLine({ passed, failed, skipped }) {
  return `Totals: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What a suite of tests came to. A suite that ran nothing, left no report or failed as a whole counts as a failure.
 * @param {string} reportFile vitest's JSON report or the one of test/vscode/hostReporter.cjs
 * @param {boolean} endedWell
 * @returns {Promise<{ counts: Counts, retried: readonly string[], problem?: string }>}
 */
export async function countsOfSuite(reportFile, endedWell) {
  const report = await readReport(reportFile);
  if (!report)
    return { counts: { passed: 0, failed: 1, skipped: 0 }, retried: [], problem: 'it left no report' };
  const counts = countsIn(report);
  const retried = retriedIn(report);
  if (counts.passed + counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, retried, problem: 'it ran no test' };
  if (!endedWell && counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, retried, problem: 'it failed outside its tests' };
  return { counts, retried };
}

/**
 * @param {any} report
 * @returns {Counts}
 */
function countsIn(report) {
  if (typeof report.passed === 'number')
    return { passed: report.passed, failed: report.failed, skipped: report.skipped };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Tests that failed before they passed: vitest keeps the errors of earlier tries.
 * @param {any} report
 * @returns {string[]}
 */
function retriedIn({ testResults = [] }) {
  return testResults
    .flatMap((/** @type {any} */ file) => file.assertionResults)
    .filter(
      (/** @type {any} */ { status, failureMessages }) => status === 'passed' && failureMessages?.length > 0,
    )
    .map((/** @type {any} */ { fullName }) => fullName.trim());
}

/**
 * @param {string} file
 * @returns {Promise<any>}
 */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
