// The in-host suite, for `vscode-test` (@vscode/test-cli). Which VS Code it runs in: test/vscode/whichHost.mjs.
import { defineConfig } from '@vscode/test-cli';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './test/vscode/paths.mjs';
import { writeSettings } from './test/vscode/settings.mjs';
import { whichHost } from './test/vscode/whichHost.mjs';

const host = await whichHost();
console.log(`In-host tests run in ${host.name}.`);

const built = 'dist/test/host';
// By their sources: what was built of a test that is gone may still be there.
const tests = readdirSync(join(root, 'test', 'host'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replaceAll('\\', '/').replace(/ts$/, 'js'));
const isOfSource = (/** @type {string} */ file) => file.startsWith('source/');

/**
 * @param {string} label
 * @param {string} folder is copied: VS Code in a browser saves by itself what a test has written
 * @param {string[]} files below dist/test/host
 */
async function run(label, folder, files) {
  // A short path of its own: sockets stand in it, and their paths are limited to about a hundred characters.
  const scratch = mkdtempSync(join(tmpdir(), 'vt-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  await writeSettings(join(scratch, 'user'));
  const workspaceFolder = join(scratch, 'workspace');
  cpSync(join(root, folder), workspaceFolder, { recursive: true });
  return {
    label,
    files: files.map((file) => `${built}/${file}`),
    workspaceFolder,
    skipExtensionDependencies: true,
    ...(host.executable ? { useInstallation: { fromPath: host.executable } } : { version: 'stable' }),
    launchArgs: [
      `--user-data-dir=${join(scratch, 'user')}`,
      `--extensions-dir=${join(scratch, 'extensions')}`,
    ],
    env: { HOST_TEST_RESULTS: process.env.HOST_TEST_RESULTS ?? '' },
    mocha: {
      ui: /** @type {const} */ ('tdd'),
      timeout: 30_000,
      slow: 2_000,
      // Told in the last lines of the run.
      retries: 1,
      failZero: true,
      forbidOnly: Boolean(process.env.CI),
      reporter: join(root, 'test', 'vscode', 'hostReporter.cjs'),
    },
  };
}

export default defineConfig([
  // Whatever isn't named by the other: a new folder of tests is never left out.
  await run(
    'host',
    'test/fixtures/workspace',
    tests.filter((file) => !isOfSource(file)),
  ),
  await run('source', 'test/fixtures/firmware', tests.filter(isOfSource)),
]);
