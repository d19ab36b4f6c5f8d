// npm run bench: prints how fast the parts are that work on many rows, next to the plainest way to do the same in the
// same run. Nothing fails here: the figures depend on the machine, their ratios hardly do.
//   npm run bench [-- part …]        the parts are the files test/bench/*.bench.ts
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';

const names = (await readdir('test/bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const asked = process.argv.slice(2);
const strange = asked.find((name) => !names.includes(name));
if (strange !== undefined) {
  console.error(`There is no part “${strange}”; the parts are ${names.join(', ')}.`);
  process.exit(2);
}
const chosen = names.filter((name) => asked.length === 0 || asked.includes(name));

await build({
  entryPoints: chosen.map((name) => `test/bench/${name}.bench.ts`),
  outdir: 'dist/bench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // What panels send to their pages is timed, too, without an editor around it.
  alias: { vscode: './test/support/vscodeShim.ts' },
  target: 'node20',
  logLevel: 'warning',
});

// Each in a process of its own: what one leaves on the heap isn't the next one's.
for (const name of chosen) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', `dist/bench/${name}.bench.mjs`], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
