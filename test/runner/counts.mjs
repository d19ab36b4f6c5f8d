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
 * @returns {Promise<{ counts: Counts, problem?: string }>}
 */
export async function countsOfSuite(reportFile, endedWell) {
  const counts = await readReport(reportFile);
  if (!counts) return { counts: { passed: 0, failed: 1, skipped: 0 }, problem: 'it left no report' };
  if (counts.passed + counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, problem: 'it ran no test' };
  if (!endedWell && counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, problem: 'it failed outside its tests' };
  return { counts };
}

/**
 * @param {string} file
 * @returns {Promise<Counts | undefined>}
 */
async function readReport(file) {
  try {
    const report = JSON.parse(await readFile(file, 'utf8'));
    if (typeof report.passed === 'number') return report;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return undefined;
  }
}
