import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, why: string }} Trouble a test that failed, and the first line of what it failed with */

/** What a suite or step counts as that could not be run. @type {Counts} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0 };

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
 * @returns {Promise<{ counts: Counts, failed: readonly Trouble[], retried: readonly Trouble[], problem?: string }>}
 */
export async function countsOfSuite(reportFile, endedWell) {
  const report = await readReport(reportFile);
  if (!report) return { counts: oneFailed, failed: [], retried: [], problem: 'it left no report' };
  const counts = countsIn(report);
  const failed = report.failures ?? troubleIn(report, 'failed');
  const retried = report.retried ?? troubleIn(report, 'passed');
  if (counts.passed + counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, failed, retried, problem: 'it ran no test' };
  if (!endedWell && counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, failed, retried, problem: outside };
  return { counts, failed, retried };
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
 * Tests that failed, or that failed before they passed: vitest keeps the errors of earlier tries.
 * @param {any} report
 * @param {'failed' | 'passed'} end
 * @returns {Trouble[]}
 */
function troubleIn({ testResults = [] }, end) {
  return testResults.flatMap((/** @type {any} */ { name: file, status: own, message, assertionResults }) => {
    const tests = assertionResults.filter(
      (/** @type {any} */ { status, failureMessages }) =>
        status === end && (end === 'failed' || failureMessages?.length > 0),
    );
    const found = tests.map((/** @type {any} */ { fullName, failureMessages = [] }) => ({
      name: fullName.trim(),
      why: firstLine(failureMessages[0]),
    }));
    // One that couldn't be read has no tests; where a hook fails they are skipped, and the report doesn't say why.
    const isBroken = end === 'failed' && own === 'failed' && found.length === 0;
    return isBroken ? [{ name: basename(file), why: firstLine(message || outside) }] : found;
  });
}

const outside = 'it failed outside its tests';

/** @param {string} [text] */
function firstLine(text = '') {
  const [line = ''] = stripVTControlCharacters(text).trim().split('\n', 1);
  // Vitest makes the error of a test that ran out of time before it knows its message, and reports the stack of that.
  return line === 'Error: STACK_TRACE_ERROR' ? 'It ran out of time.' : line.slice(0, 300);
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
