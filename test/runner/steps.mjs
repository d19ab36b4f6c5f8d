import { join } from 'node:path';
import { root } from '../vscode/paths.mjs';
import { tool } from './tools.mjs';

/**
 * One thing that `npm test` does: a script with its arguments. Steps run side by side as far as the cores reach, the
 * first of the list first. A step runs only if the steps it needs ended well; all others run whatever happened.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} part what `--only` chooses it by
 * @property {() => readonly string[]} command asked for when the step begins: a fresh clone has no packages before
 * @property {number} cores that it keeps busy: 0 mostly waits, 2 is more than one process
 * @property {boolean} isSuite leaves a report of its tests; anything else counts as one test
 * @property {readonly string[]} needs names of other steps
 * @property {NodeJS.ProcessEnv} env
 */

/** @typedef {Partial<Pick<Step, 'cores' | 'needs' | 'env' | 'isSuite'>>} Rest */

/**
 * @param {string} part
 * @param {string} name
 * @param {() => readonly string[]} command
 * @param {Rest} [rest]
 * @returns {Step}
 */
function step(part, name, command, { cores = 1, needs = [], env = {}, isSuite = false } = {}) {
  return { name, part, command, cores, needs, env, isSuite };
}

/**
 * @param {string} part
 * @param {string} name
 * @param {() => readonly string[]} command
 * @param {Rest} [rest]
 */
function suite(part, name, command, rest = {}) {
  return step(part, name, command, { ...rest, isSuite: true });
}

const tsc = (/** @type {string} */ project) => () => [tool('typescript', 'tsc'), '-p', project, '--pretty'];
const vitest =
  (/** @type {string[]} */ ...folders) =>
  () => [tool('vitest'), 'run', '--config', join(...folders, 'vitest.config.mts')];
const ours =
  (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
  () => [join(root, 'test', 'vscode', script), ...args];

const packaged = 'Packaged extension';
const built = 'In-host tests and simulator, built';
const vscode = 'VS Code to test in';
const browser = 'Browser to test in';
const soak = { TUYA_SOAK: '1' };

/** @type {readonly Step[]} */
const steps = [
  step('build', vscode, ours('fetch.mjs', 'server'), { cores: 0 }),
  step('build', browser, ours('fetch.mjs', 'browser'), { cores: 0 }),
  // Half of its time it waits for exchanges on loopback, and its last files leave a core free.
  suite('unit', 'Unit tests', vitest(), { cores: 0 }),
  step('types', 'Types of the extension', tsc('tsconfig.json')),
  step('types', 'Types of the webviews', tsc(join('src', 'webview', 'tsconfig.json'))),
  step('types', 'Types of the tests', tsc(join('test', 'tsconfig.json'))),
  step('lint', 'Lint', () => [tool('oxlint'), '--type-aware', '--deny-warnings']),
  step('lint', 'Formatting', () => [tool('oxfmt'), '--check']),
  step('lint', 'Unused code and dependencies', () => [tool('knip')]),
  step('build', packaged, ours('package.mjs')),
  step('build', 'Package, looked into', () => [join(root, 'test', 'package', 'check.mjs')], {
    needs: [packaged],
  }),
  step('build', built, () => [join(root, 'esbuild.mjs'), 'hostTests', 'simulator']),
  suite(
    'host',
    'In-host tests',
    () => [join(root, 'node_modules', '@vscode', 'test-cli', 'out', 'bin.mjs')],
    {
      needs: [packaged, built, vscode, browser],
      // It waits for a window, for real minutes and for answers most of its time.
      cores: 0,
    },
  ),
  suite('pages', 'Pages of the panels', vitest('test', 'pages'), { needs: [browser] }),
  suite('journeys', 'Journeys through the window', vitest('test', 'journeys'), {
    needs: [packaged, vscode, browser],
    cores: 2,
  }),
  suite('soak', 'Long unit tests', vitest(), { cores: 2, env: soak }),
  suite('soak', 'Long page tests', () => [...vitest('test', 'pages')(), 'contrast'], {
    needs: [browser],
    cores: 2,
    env: soak,
  }),
  suite('soak', 'Long journeys', () => [...vitest('test', 'journeys')(), 'logsTail'], {
    needs: [packaged, vscode, browser],
    cores: 2,
    env: soak,
  }),
];

export const partNames = [...new Set(steps.map(({ part }) => part))];
/** Parts of a run without flags: all but what is too long for every run. */
export const usualParts = partNames.filter((part) => part !== 'soak');

/**
 * The steps of the chosen parts, and those that they need.
 * @param {readonly string[]} parts
 */
export function chosenSteps(parts) {
  const chosen = steps.filter(({ part }) => parts.includes(part));
  const needed = new Set(chosen.flatMap(({ needs }) => needs));
  return steps.filter((one) => chosen.includes(one) || needed.has(one.name));
}
