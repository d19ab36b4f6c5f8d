import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countsOfSuite } from '../../runner/counts.mjs';
import { tempFolder } from '../../support/tempFolder.js';

function reportOf(content: unknown): string {
  const file = join(tempFolder(), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const file = (assertionResults: readonly unknown[], message = ''): unknown => ({
  ...{ name: '/somewhere/rows.test.ts', status: 'failed', message, assertionResults },
});

it('names what failed, what passed at its second try, and files that couldn’t be read', async () => {
  const report = reportOf({
    ...{ numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0 },
    testResults: [
      file([
        { status: 'passed', fullName: ' at once', failureMessages: [] },
        { status: 'passed', fullName: 'later', failureMessages: ['Error: busy\n    at row 3'] },
        { status: 'failed', fullName: 'never', failureMessages: ['\u001B[31mError\u001B[39m: 1 is 2\n at'] },
        { status: 'failed', fullName: 'late', failureMessages: ['Error: STACK_TRACE_ERROR\n    at'] },
        { status: 'skipped', fullName: 'not here' },
      ]),
      file([], 'Cannot find module ‘./x.js’'),
      file([{ status: 'skipped', fullName: 'after a hook that failed' }]),
    ],
  });
  expect(await countsOfSuite(report, false)).toEqual({
    counts: { passed: 2, failed: 1, skipped: 1 },
    failed: [
      { name: 'never', why: 'Error: 1 is 2' },
      { name: 'late', why: 'It ran out of time.' },
      { name: 'rows.test.ts', why: 'Cannot find module ‘./x.js’' },
      { name: 'rows.test.ts', why: 'it failed outside its tests' },
    ],
    retried: [{ name: 'later', why: 'Error: busy' }],
  });
});

it('takes failures of in-host tests as they are told', async () => {
  const failures = [{ name: 'a panel opens', why: '5 !== 4' }];
  const retried = [{ name: 'a panel closes', why: 'busy' }];
  const report = reportOf({ passed: 3, failed: 1, skipped: 0, failures, retried });
  expect(await countsOfSuite(report, false)).toMatchObject({ failed: failures, retried });
});

it('a suite without a report, without a test, or broken outside its tests has failed', async () => {
  const none = await countsOfSuite(join(tempFolder(), 'none.json'), true);
  expect(none).toMatchObject({ counts: { failed: 1 }, problem: 'it left no report' });
  const empty = reportOf({ passed: 0, failed: 0, skipped: 0, failures: [], retried: [] });
  expect(await countsOfSuite(empty, true)).toMatchObject({
    counts: { failed: 1 },
    problem: 'it ran no test',
  });
  const good = reportOf({ passed: 3, failed: 0, skipped: 0, failures: [], retried: [] });
  expect((await countsOfSuite(good, true)).problem).toBeUndefined();
  expect((await countsOfSuite(good, false)).counts.failed).toBe(1);
});
