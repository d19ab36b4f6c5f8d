// npm run bench: prints how fast the parts are, beside the plainest way to do the same, beside peers, and beside another
// commit. Nothing fails here: the figures depend on the machine, their ratios hardly do. README.md says how to write one.
//   npm run bench [-- part …] [--against COMMIT] [--only TEXT]
//     part        a file test/bench/PART.bench.ts
//     --against   plays the same with the sources of that commit, turn by turn with ours
//     --only      rows whose name has this text
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildBench } from './builds.mjs';
import { otherCheckout } from './otherCheckout.mjs';
import { play } from './play.mjs';
import { printSummary } from './report.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string' }, only: { type: 'string' } },
});
const names = (await readdir('test/bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const strange = positionals.find((name) => !names.includes(name));
if (strange !== undefined) {
  console.error(`There is no part “${strange}”; the parts are ${names.join(', ')}.`);
  process.exit(2);
}
/** Checkouts whose `dist` is built. */
const built = new Set();
/** @type {import('./report.mjs').Verdict[]} */
const all = [];
const other = values.against === undefined ? undefined : await otherCheckout(values.against);

for (const name of names.filter((each) => positionals.length === 0 || positionals.includes(each))) {
  const ours = await buildBench(name, process.cwd());
  const theirs = other && (await theirsOf(name, other));
  if (await says(name, 'needsBuild: true')) for (const root of [process.cwd(), other?.root]) buildDist(root);
  const { isPlayed, verdicts } = await play({ ours, ...(theirs ? { theirs } : {}) }, { only: values.only });
  if (!isPlayed) process.exitCode = 1;
  all.push(...verdicts);
}
printSummary(all);

/**
 * @param {string} name
 * @param {string} text
 */
async function says(name, text) {
  return (await readFile(`test/bench/${name}.bench.ts`, 'utf8')).includes(text);
}

/** @param {string | undefined} root */
function buildDist(root) {
  if (root === undefined || built.has(root)) return;
  built.add(root);
  const build = ['esbuild.mjs', 'extension', 'webview', '--production'];
  if (spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' }).status !== 0)
    throw new Error(`${root} can't be built.`);
}

/**
 * @param {string} name
 * @param {{ root: string, commit: string }} checkout
 */
async function theirsOf(name, { root, commit }) {
  try {
    return { bundle: await buildBench(name, root), root, commit };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
