// npm run mutants: takes the guards of mutants.mjs away, one at a time, and names those that no test misses.
//   npm run mutants -- --only nonce,proxy      those whose name holds one of these
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { dieOf, Fault } from '../vscode/fault.mjs';
import { readFlags } from '../vscode/flags.mjs';
import { root } from '../vscode/paths.mjs';
import { endAll, endTree, onStopSignal, spawnOwned } from '../vscode/processes.mjs';
import { mutants } from './mutants.mjs';

/** @typedef {import('./mutants.mjs').Mutant} Mutant */

/** Tests of one mutant may take so long. One that loops for ever was noticed; a busy machine alone is not that slow. */
const patienceMs = 300_000;
const patienceWithAllMs = 1_800_000;

const folders = ['src', 'test', 'build', 'l10n', 'media', 'docs'];
const files = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'tsconfig.json',
  'vitest.config.mts',
];
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'];

/**
 * A copy of the tree, with the packages of this one: the tree itself is never changed.
 * @param {string} copy
 */
async function copyTree(copy) {
  const isSource = (/** @type {string} */ path) => !/[\\/](screenshots|\.vscode-test)$/.test(path);
  for (const name of [...folders, ...files, ...documents])
    await cp(join(root, name), join(copy, name), { recursive: true, filter: isSource });
  // A folder of its own, so that what Vitest keeps there stays in the copy.
  await mkdir(join(copy, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name === '.vite' || name === '.vite-temp') continue;
    await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'junction');
  }
}

/**
 * @param {string} copy
 * @param {readonly string[]} tests
 * @param {number} [patience]
 * @returns {Promise<{ failed: number; passed: number } | 'endless' | 'broken'>}
 */
async function runTests(copy, tests, patience = patienceMs) {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  const script = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    'run',
    '--reporter=json',
    `--outputFile=${report}`,
    '--bail=1',
    '--retry=0',
    '--testTimeout=30000',
    '--maxWorkers=1',
  ];
  const paths = tests.map((test) => `test/unit/${test}.test.ts`);
  const child = spawnOwned(process.execPath, [script, ...args, ...paths], { cwd: copy, stdio: 'ignore' });
  let isEndless = false;
  const timer = setTimeout(() => {
    isEndless = true;
    void endTree(child);
  }, patience);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  if (isEndless) return 'endless';
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return 'broken';
  const { numFailedTests, numPassedTests } = JSON.parse(text);
  return { failed: numFailedTests, passed: numPassedTests };
}

/**
 * @param {string} copy
 * @param {Mutant} mutant
 * @returns {Promise<'caught' | 'SURVIVED' | 'NOT FOUND' | 'BROKEN'>}
 */
async function judge(copy, { file, text, instead, tests }) {
  const path = join(copy, 'src', file);
  const whole = await readFile(path, 'utf8');
  if (whole.split(text).length !== 2) return 'NOT FOUND';
  await writeFile(
    path,
    whole.replace(text, () => instead),
  );
  try {
    const result = await runTests(copy, tests);
    if (result === 'endless') return 'caught';
    if (result === 'broken' || result.failed + result.passed === 0) return 'BROKEN';
    return result.failed > 0 ? 'caught' : 'SURVIVED';
  } finally {
    await writeFile(path, whole);
  }
}

async function run() {
  const { only = '' } = readFlags(process.argv.slice(2), { only: 'text' });
  const chosen = mutants.filter(({ guard }) => only.split(',').some((part) => guard.includes(part)));
  if (chosen.length === 0) throw new Fault(`No guard is called “${only}”.`, 2);
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  onStopSignal(async () => {
    await endAll();
    await rm(folder, { recursive: true, force: true });
  });
  try {
    return await judgeAll(folder, chosen);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly Mutant[]} chosen
 */
async function judgeAll(folder, chosen) {
  const lanes = Math.min(availableParallelism(), chosen.length);
  const copies = Array.from({ length: lanes }, (_, lane) => join(folder, String(lane)));
  for (const copy of copies) await copyTree(copy);
  const [first = ''] = copies;
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  const all = await runTests(first, tests, patienceWithAllMs);
  if (typeof all === 'string' || all.failed > 0 || all.passed === 0)
    throw new Fault('The tests have to be green before a guard is taken away. Run npm run test:unit.');

  /** @type {Map<Mutant, string>} */
  const verdicts = new Map();
  const left = [...chosen];
  const lane = async (/** @type {string} */ copy) => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const verdict = await judge(copy, mutant);
      verdicts.set(mutant, verdict);
      console.log(`${verdict.padEnd(10)} ${mutant.guard}  (${mutant.file})`);
    }
  };
  await Promise.all(copies.map(lane));
  const missed = chosen.filter((mutant) => verdicts.get(mutant) !== 'caught');
  console.log(`\n${chosen.length} guards taken away, ${missed.length} not missed by any test.`);
  for (const { guard, file, tests } of missed) console.log(`  ${guard}: src/${file}, ${tests.join(', ')}`);
  return missed.length === 0 ? 0 : 1;
}

process.exitCode = await run().catch(dieOf);
