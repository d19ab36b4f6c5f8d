// npm run schemas: how often a data point's type, scale and unit are read right without asking the cloud, over the
// 10,003 product schemas of a package that is fetched for it, beside what was assumed before there was a table.
//   npm run schemas [-- --write]        --write makes src/model/values/usualTable.ts anew
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = { name: 'iobroker.tuya', version: '3.18.2' };

const folder = await mkdtemp(join(tmpdir(), 'tuya-schemas-'));
try {
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [source.name]: source.version } }),
  );
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev', '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  const schemas = join(folder, 'node_modules', source.name, 'lib/schema.json');
  const from = `${source.name} ${source.version}`;
  if (process.argv.includes('--write')) {
    await start('writeTable', [schemas, from]);
    run(process.execPath, ['node_modules/oxfmt/bin/oxfmt', '--check', 'src/model/values/usualTable.ts']);
  }
  await start('measure', [schemas, from]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Bundled each time: what is measured is the source as it stands, the table just written included. */
async function start(/** @type {string} */ name, /** @type {string[]} */ args) {
  await build({
    entryPoints: [`test/schemas/${name}.ts`],
    outfile: `dist/schemas/${name}.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'warning',
  });
  run(process.execPath, [`dist/schemas/${name}.mjs`, ...args]);
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] */
function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) throw error ?? new Error(`${command} ended with exit code ${status}.`);
}
