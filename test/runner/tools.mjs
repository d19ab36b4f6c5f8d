import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kept, root } from '../vscode/paths.mjs';
import { spawnOwned } from '../vscode/processes.mjs';

/**
 * The script behind a tool's command, so that it runs on this Node without a shell.
 * @param {string} name npm package
 * @param {string} [command] where the package has several
 */
export function tool(name, command) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command ?? name]);
}

/**
 * Runs a script on this Node; what it says goes straight to the person.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} did it end well?
 */
export async function runTool(args, env = {}) {
  const child = spawnOwned(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** @param {string} name */
export async function reportFile(name) {
  const folder = join(kept, 'results');
  await mkdir(folder, { recursive: true });
  return join(folder, `${name}.json`);
}
