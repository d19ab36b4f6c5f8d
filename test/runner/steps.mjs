import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageExtension, runNode } from '../vscode/packages.mjs';
import { root } from '../vscode/paths.mjs';
import { waitingFor } from '../vscode/say.mjs';
import { countsOfSuite } from './counts.mjs';
import { reportFile, runTool, tool } from './tools.mjs';

/**
 * One thing that `npm test` does. A step runs only if the steps it needs ended well; all others run whatever happened.
 * @typedef {{ counts: import('./counts.mjs').Counts, problem?: string }} Outcome
 * @typedef {{ name: string, part: string, needs?: readonly string[], run: () => Promise<Outcome> }} Step
 */

/**
 * @param {string} part
 * @param {string} name
 * @param {() => readonly string[]} command
 * @returns {Step}
 */
function check(part, name, command) {
  return { name, part, run: async () => outcomeOf(await runTool(command())) };
}

/**
 * @param {string} part
 * @param {string} name
 * @param {() => Promise<unknown>} work
 * @param {readonly string[]} [needs]
 * @returns {Step}
 */
function work(part, name, work, needs = []) {
  return { name, part, needs, run: async () => (await work(), outcomeOf(true)) };
}

/**
 * @param {string} part
 * @param {string} name
 * @param {readonly string[]} needs
 * @param {(report: string) => Promise<boolean>} run
 * @returns {Step}
 */
function suite(part, name, needs, run) {
  return {
    name,
    part,
    needs,
    run: async () => {
      const report = await reportFile(part);
      await rm(report, { force: true });
      return countsOfSuite(report, await run(report));
    },
  };
}

/**
 * @param {boolean} endedWell
 * @returns {Outcome}
 */
function outcomeOf(endedWell) {
  return { counts: { passed: endedWell ? 1 : 0, failed: endedWell ? 0 : 1, skipped: 0 } };
}

const tsc = (/** @type {string} */ project) => () => [tool('typescript', 'tsc'), '-p', project, '--pretty'];
const vitest = (/** @type {string} */ config, /** @type {string} */ report) =>
  runTool([
    tool('vitest'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);

/** @type {readonly Step[]} */
const steps = [
  check('types', 'Types of the extension', tsc('tsconfig.json')),
  check('types', 'Types of the webviews', tsc(join('src', 'webview', 'tsconfig.json'))),
  check('types', 'Types of the tests', tsc(join('test', 'tsconfig.json'))),
  check('lint', 'Lint', () => [tool('oxlint'), '--type-aware', '--deny-warnings']),
  check('lint', 'Formatting', () => [tool('prettier'), '--check', '--log-level=warn', '.']),
  check('lint', 'Unused code and dependencies', () => [tool('knip')]),
  suite('unit', 'Unit tests', [], (report) => vitest('vitest.config.mts', report)),
  work('build', 'Packaged extension', () => waitingFor('Building and packaging', packageExtension)),
  work('build', 'In-host tests and simulator, built', () =>
    runNode(['esbuild.mjs', 'hostTests', 'simulator']),
  ),
  work('build', 'VS Code to test in', fetchVsCode),
  suite(
    'host',
    'In-host tests',
    ['Packaged extension', 'In-host tests and simulator, built', 'VS Code to test in'],
    (report) =>
      runTool([join(root, 'node_modules', '@vscode', 'test-cli', 'out', 'bin.mjs')], {
        HOST_TEST_RESULTS: report,
      }),
  ),
  suite('pages', 'Pages of the panels', ['VS Code to test in'], (report) =>
    vitest(join('test', 'pages', 'vitest.config.mts'), report),
  ),
  suite('journeys', 'Journeys through the window', ['Packaged extension', 'VS Code to test in'], (report) =>
    vitest(join('test', 'journeys', 'vitest.config.mts'), report),
  ),
];

async function fetchVsCode() {
  const { ensureServerParts } = await import('../vscode/serverParts.mjs');
  const { ensureBrowserParts } = await import('../vscode/browserParts.mjs');
  await ensureServerParts();
  await ensureBrowserParts();
}

export const partNames = [...new Set(steps.map((step) => step.part))];

/**
 * The steps of the chosen parts, and those that they need.
 * @param {readonly string[]} parts
 */
export function chosenSteps(parts) {
  const chosen = steps.filter((step) => parts.includes(step.part));
  const needed = new Set(chosen.flatMap((step) => step.needs ?? []));
  return steps.filter((step) => chosen.includes(step) || needed.has(step.name));
}
