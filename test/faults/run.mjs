// npm run faults: what the client makes of 24 kinds of fault, next to Tuya's own connector and a plain loop. Prints a
// table and ends with 1 where ours hangs, leaks, writes twice, or answers wrong or without a name.
//   npm run faults [-- --seed N] [--only "http500 once GET"]     a part of a case's name chooses several
import { spawnSync } from 'node:child_process';
import { ensureDependencies } from '../vscode/dependencies.mjs';
import { dieOf } from '../vscode/fault.mjs';
import { readFlags } from '../vscode/flags.mjs';

try {
  readFlags(process.argv.slice(2), { seed: 'text', only: 'text' });
  await ensureDependencies();
} catch (error) {
  dieOf(error);
}
const { build } = await import('esbuild');
await build({
  entryPoints: ['test/faults/lab.ts'],
  outfile: 'dist/faults/lab.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  target: 'node20',
  logLevel: 'warning',
});
// The lab speaks with this computer only: the connector would ask a proxy for that as well.
const isProxy = (/** @type {string} */ name) => /^(https?|all|no)_proxy$/i.test(name);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isProxy(name)));
const { status } = spawnSync(process.execPath, ['dist/faults/lab.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
